import { type QuotaClass, type QuotaDecision, type QuotaLimits, SHARE_OF_DAY } from '../quota.ts';

/** What is remembered of an organization's requests to Gong. */
export type QuotaLedger = {
  /** For each request that Gong allows a second: when the next one may leave in its place, in ms of the store's clock. */
  slots: number[];
  /** Requests sent by hour since 1970; hours that no longer count are dropped. */
  hours: Record<string, number>;
  /** Gong asked to wait until then, in ms since 1970. */
  notBeforeMs: number | null;
};

export const EMPTY_LEDGER: QuotaLedger = { slots: [], hours: {}, notBeforeMs: null };

type Moment = {
  /** The wall clock, by which days and `Retry-After` count. */
  nowMs: number;
  /** The store's clock, which all processes share, by which seconds count. */
  storeNowMs: number;
};

/** After a request reached Gong its slot is free again. */
export const SECOND_MS = 1001;
/** A slot whose holder never says that its request arrived (it died, or is stuck) is free after this. */
const HELD_MS = 1600;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Whether a request may leave now. Never more than `perSecond` in any sliding second, and in any 24 hours never more than the class's share
 * of `perDay`: whether Gong's day is the calendar's or rolls is not known (docs/gong-api.md §2), and this keeps within both.
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

  const slots = Array.from({ length: limits.perSecond }, (_, at) => ledger.slots[at] ?? 0);
  const slot = slots.indexOf(Math.min(...slots));
  const waitMs = (slots[slot] ?? 0) - storeNowMs;
  if (waitMs > 0) return { ledger, decision: { kind: 'wait', waitMs } };
  const heldUntilMs = storeNowMs + HELD_MS;
  slots[slot] = heldUntilMs;
  const hour = String(Math.floor(nowMs / HOUR_MS));
  return {
    ledger: { slots, hours: { ...hours, [hour]: (hours[hour] ?? 0) + 1 }, notBeforeMs: null },
    decision: { kind: 'go', slot, heldUntilMs },
  };
}

/**
 * The request in the slot has reached Gong at this moment at the latest: a second later the next may leave, and will reach it later still. That
 * holds however the network or a busy process delays either of them.
 */
export function reachedGong(
  ledger: QuotaLedger,
  { slot, heldUntilMs }: { slot: number; heldUntilMs: number },
  storeNowMs: number,
): QuotaLedger {
  const freeAtMs = storeNowMs + SECOND_MS;
  // Held by another meanwhile: its time is put off, never brought forward.
  const next = (at: number) => (at === heldUntilMs ? freeAtMs : Math.max(at, freeAtMs));
  return { ...ledger, slots: ledger.slots.map((at, n) => (n === slot ? next(at) : at)) };
}

/** Requests of the last 24 hours. */
export const usedToday = (ledger: QuotaLedger, nowMs: number): number => sum(countingHours(ledger, nowMs));

/** An hour counts until a whole day after its end, since which of its minutes were used is not kept. */
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
