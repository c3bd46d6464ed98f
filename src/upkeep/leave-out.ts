import { DateTime } from 'luxon';
import type { Call, OrganizationId } from '../call.ts';
import type { CallReason } from '../call-state.ts';
import { isExcluded, type Rules } from '../exclusions.ts';
import { listErased } from '../store/call-ledger-store.ts';
import { removeCalls } from '../store/calls-store.ts';
import { type RuledCall, ruledCalls } from '../store/calls-walker.ts';
import type { Db } from '../store/db.ts';
import { type ErasedPeople, readErasedPeople } from '../store/erased-people-store.ts';
import { readOrganization } from '../store/organizations-store.ts';

/** An organization's rules for leaving calls out, with the erased calls and people. */
export type KeepRules = Rules & { isErased: (callId: string) => boolean; erasedPeople: ErasedPeople };

export async function readKeepRules(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly Call['id'][],
): Promise<KeepRules> {
  const { exclusions, retentionMonths } = await readOrganization(db, organizationId);
  const erased = await listErased(db, organizationId, callIds);
  return {
    exclusions,
    retentionMonths,
    isErased: (id) => erased.has(id),
    erasedPeople: await readErasedPeople(db, organizationId),
  };
}

/** Why a call is left out; null for a call to keep. */
export function whyLeftOut(rules: KeepRules, call: Call, now: Date): CallReason | null {
  // Checked first: an erased call stays erased, however the call or the rules change.
  if (rules.isErased(call.id)) return 'erased';
  if (call.isPrivate) return 'private';
  const emails = call.parties.flatMap(({ email }) => email ?? []);
  return whyRuledOut(rules, { ...call, emails }, now);
}

/** Why the organization's rules alone leave a call out; null for a call to keep. */
export function whyRuledOut(
  { exclusions, retentionMonths }: Rules,
  call: Omit<RuledCall, 'id'>,
  now: Date,
): CallReason | null {
  if (isExcluded(exclusions, call)) return 'excluded_by_rule';
  return isTooOld(retentionMonths, call.startedAt, now) ? 'too_old' : null;
}

const isTooOld = (months: number | null, startedAt: Date, now: Date): boolean =>
  months !== null && DateTime.fromJSDate(startedAt) < DateTime.fromJSDate(now).minus({ months });

/** Removes stored calls against the organization's rules. Answers how many. Safe to repeat. */
export async function applyRules(db: Db, organizationId: OrganizationId, now: Date): Promise<number> {
  const rules = await readOrganization(db, organizationId);
  let removed = 0;
  for await (const page of ruledCalls(db, organizationId)) {
    for (const reason of ['excluded_by_rule', 'too_old'] as const) {
      const ids = page.filter((call) => whyRuledOut(rules, call, now) === reason).map(({ id }) => id);
      removed += await removeCalls(db, organizationId, ids, { presence: 'left_out', reason }, now);
    }
  }
  return removed;
}
