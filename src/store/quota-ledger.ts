import { z } from 'zod';
import { type QuotaClass, type QuotaDecision, type QuotaLimits, SHARE_OF_DAY } from '../quota.ts';

/** The record of an organization's requests to Gong. */
export const quotaLedgerSchema = z.object({
  /** A slot for each request per second: the next free time, in ms of the store's clock. */
  slots: z.array(z.number()),
  /** Requests sent by hour since 1970; hours out of count are dropped. */
  hours: z.record(z.string(), z.number()),
  /** Gong asked to wait until then, in ms since 1970. */
  notBeforeMs: z.number().nullable(),
});
export type QuotaLedger = z.infer<typeof quotaLedgerSchema>;

export const EMPTY_LEDGER: QuotaLedger = { slots: [], hours: {}, notBeforeMs: null };

type Moment = {
  /** The wall clock: days and `Retry-After` count by the wall clock. */
  nowMs: number;
  /** The store's clock, shared by all processes: seconds count by the store's clock. */
  storeNowMs: number;
};

/** A slot is free again after its request reached Gong and this time has passed. */
export const SECOND_MS = 1001;
/** A slot is freed after this time when its holder never reports arrival (dead or stuck). */
const HELD_MS = 1600;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Whether a request may leave now. Never more than `perSecond` in any sliding second, and in any 24 hours never more
 * than the class's share of `perDay`. Whether Gong's day is the calendar's or rolls is not known (docs/gong-api.md §2);
 * this rule keeps within both.
 */
export function takeFromLedger(
  ledger: QuotaLedger,
  limits: QuotaLimits,
  quotaClass: QuotaClass,
  { nowMs, storeNowMs }: Moment,
): { ledger: QuotaLedger; decision: QuotaDecision } {
  if (ledger.notBeforeMs !== null && ledger.notBeforeMs > nowMs)
    return { ledger, decision: { kind: 'later', retryAt: new Date(ledger.notBeforeMs), because: 'gong_asked' } };

  const hours = countingHours(ledger, nowMs);
  const freeAtMs = whenBelow(hours, Math.floor(limits.perDay * SHARE_OF_DAY[quotaClass]), nowMs);
  if (freeAtMs > nowMs)
    return { ledger, decision: { kind: 'later', retryAt: new Date(freeAtMs), because: 'day_spent' } };

  const slots = Array.from({ length: limits.perSecond }, (_, at) => inReach(ledger.slots[at] ?? 0, storeNowMs));
  const slot = slots.indexOf(Math.min(...slots));
  const waitMs = (slots[slot] ?? 0) - storeNowMs;
  if (waitMs > 0) return { ledger: { ...ledger, slots }, decision: { kind: 'wait', waitMs } };
  const heldUntilMs = storeNowMs + HELD_MS;
  slots[slot] = heldUntilMs;
  const hour = String(Math.floor(nowMs / HOUR_MS));
  return {
    ledger: { slots, hours: { ...hours, [hour]: (hours[hour] ?? 0) + 1 }, notBeforeMs: null },
    decision: { kind: 'go', slot, heldUntilMs },
  };
}

/** A slot's time that a clock set back since has moved out of reach: such a slot is free after the longest hold. */
const inReach = (at: number, storeNowMs: number): number =>
  at > storeNowMs + HELD_MS + SECOND_MS ? storeNowMs + HELD_MS : at;

/**
 * The slot's request has reached Gong by now at the latest. A second later the next request may leave, and reaches Gong
 * later still, however the network or a busy process delays either request.
 */
export function reachedGong(
  ledger: QuotaLedger,
  { slot, heldUntilMs }: { slot: number; heldUntilMs: number },
  storeNowMs: number,
): QuotaLedger {
  const freeAtMs = storeNowMs + SECOND_MS;
  // Another request holds the slot meanwhile: postpone its time, never bring it forward.
  const next = (at: number) => (at === heldUntilMs ? freeAtMs : Math.max(at, freeAtMs));
  return { ...ledger, slots: ledger.slots.map((at, n) => (n === slot ? next(at) : at)) };
}

/** Requests of the last 24 hours. */
export const usedToday = (ledger: QuotaLedger, nowMs: number): number => sum(countingHours(ledger, nowMs));

/** Requests that may still leave in these 24 hours, for the most urgent class. */
export const leftOfDay = (ledger: QuotaLedger, limits: QuotaLimits, nowMs: number): number =>
  Math.max(0, Math.floor(limits.perDay * SHARE_OF_DAY.fresh) - usedToday(ledger, nowMs));

/** Slots free at this moment; none while Gong asked to wait. */
export function freeSlots(ledger: QuotaLedger, limits: QuotaLimits, { nowMs, storeNowMs }: Moment): number {
  if (ledger.notBeforeMs !== null && ledger.notBeforeMs > nowMs) return 0;
  return Array.from({ length: limits.perSecond }, (_, at) => ledger.slots[at] ?? 0).filter((at) => at <= storeNowMs)
    .length;
}

/** An hour counts until a whole day after its end, since the minutes of its requests are not kept. */
const countingHours = (ledger: QuotaLedger, nowMs: number): Record<string, number> =>
  Object.fromEntries(Object.entries(ledger.hours).filter(([hour]) => leavesAtMs(hour) > nowMs));

const leavesAtMs = (hour: string): number => (Number(hour) + 1) * HOUR_MS + DAY_MS;
const sum = (hours: Record<string, number>): number => Object.values(hours).reduce((all, one) => all + one, 0);

function whenBelow(hours: Record<string, number>, allowed: number, nowMs: number): number {
  let left = sum(hours);
  if (left < allowed) return nowMs;
  for (const hour of Object.keys(hours).sort((a, b) => Number(a) - Number(b))) {
    left -= hours[hour] ?? 0;
    if (left < allowed) return leavesAtMs(hour);
  }
  return nowMs + DAY_MS;
}
