import { DateTime } from 'luxon';
import type { Call, OrganizationId } from '../call.ts';
import type { CallReason } from '../call-state.ts';
import { type Exclusions, isExcluded } from '../exclusions.ts';
import { listErased } from '../store/call-ledger-store.ts';
import { removeCalls } from '../store/calls-store.ts';
import { type RuledCall, ruledCalls } from '../store/calls-walker.ts';
import type { Db } from '../store/db.ts';
import { type ErasedPeople, readErasedPeople } from '../store/erased-people-store.ts';
import { readOrganization } from '../store/organizations-store.ts';

/** What an organization does not keep. */
export type Rules = { exclusions: Exclusions; retentionMonths: number | null };

/** Rules with what was erased: what a sync must not bring back. */
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

/** Why a call that Gong shows is not kept; null where it is. */
export function whyLeftOut(rules: KeepRules, call: Call, now: Date): CallReason | null {
  // Before all else: a call that was erased stays so, whatever it turns into.
  if (rules.isErased(call.id)) return 'erased';
  if (call.isPrivate) return 'private';
  const emails = call.parties.flatMap(({ email }) => email ?? []);
  return byRules(rules, { ...call, emails }, now);
}

function byRules({ exclusions, retentionMonths }: Rules, call: Omit<RuledCall, 'id'>, now: Date): CallReason | null {
  if (isExcluded(exclusions, call)) return 'excluded_by_rule';
  return isTooOld(retentionMonths, call.startedAt, now) ? 'too_old' : null;
}

const isTooOld = (months: number | null, startedAt: Date, now: Date): boolean =>
  months !== null && DateTime.fromJSDate(startedAt) < DateTime.fromJSDate(now).minus({ months });

const SAMPLE = 20;

/** What would go under these rules: how many of the stored calls, by reason, and a few of them. Nothing is removed. */
export async function previewRules(db: Db, organizationId: OrganizationId, rules: Rules, now: Date) {
  const preview = {
    calls: 0,
    excluded: 0,
    tooOld: 0,
    sample: [] as { id: string; title: string; startedAt: string; reason: CallReason }[],
  };
  for await (const page of ruledCalls(db, organizationId))
    for (const call of page) {
      const reason = byRules(rules, call, now);
      if (!reason) continue;
      preview.calls += 1;
      if (reason === 'too_old') preview.tooOld += 1;
      else preview.excluded += 1;
      if (preview.sample.length < SAMPLE)
        preview.sample.push({ id: call.id, title: call.title, startedAt: call.startedAt.toISOString(), reason });
    }
  return preview;
}

/** Removes stored calls that the organization's rules do not keep. Answers how many. Safe to repeat. */
export async function applyRules(db: Db, organizationId: OrganizationId, now: Date): Promise<number> {
  const rules = await readOrganization(db, organizationId);
  let removed = 0;
  for await (const page of ruledCalls(db, organizationId)) {
    for (const reason of ['excluded_by_rule', 'too_old'] as const) {
      const ids = page.filter((call) => byRules(rules, call, now) === reason).map(({ id }) => id);
      removed += await removeCalls(db, organizationId, ids, { presence: 'left_out', reason }, now);
    }
  }
  return removed;
}
