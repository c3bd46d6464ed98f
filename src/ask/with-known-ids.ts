import { toCallId } from '../call.ts';
import { findAccounts } from '../store/accounts-reader.ts';
import { readableIds } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { findPeople } from '../store/people-store.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';

/** No id of ours or of Gong's. */
const NEVER = 'none';

/** What may be known of a list; of a list without any of it, one id that finds nothing, as nobody ever had it. */
export function onlyKnown<Named extends { id: string | null }>(
  all: readonly Named[],
  ids: ReadonlySet<string>,
): Named[] {
  const kept = all.filter(({ id }) => id === null || ids.has(id));
  const [first] = all;
  return kept.length > 0 || !first ? kept : [{ ...first, id: NEVER }];
}

/**
 * A given plan with what its viewer may know. An id in it may be anybody's guess: what it names and may not be read
 * becomes what does not exist, before anything is looked up, so that nothing after can tell the two apart. Narrowed to
 * such ids alone, a plan finds nothing rather than everything.
 */
export async function withKnownIds(db: Db, scope: Scope, plan: QuestionPlan): Promise<QuestionPlan> {
  const named = [plan.accounts, plan.talkedAbout].flat().map(({ id }) => id);
  const persons = [plan.people, plan.talkedAbout, plan.speakers].flat().flatMap(({ id }) => id ?? []);
  const [accounts, people, calls] = await Promise.all([
    named.length > 0 ? findAccounts(db, scope, { ids: named, limit: named.length }) : [],
    persons.length > 0 ? findPeople(db, scope, { ids: persons, limit: persons.length }) : [],
    readableIds(
      db,
      scope,
      plan.calls.map(({ id }) => toCallId(id)),
    ),
  ]);
  const ids = new Set([...accounts.map(({ id }) => id), ...people.map(({ id }) => id), ...calls]);
  const known = <Named extends { id: string | null }>(all: readonly Named[]): Named[] => onlyKnown(all, ids);
  return {
    ...plan,
    accounts: known(plan.accounts),
    people: known(plan.people),
    speakers: known(plan.speakers),
    talkedAbout: plan.talkedAbout.filter(({ id }) => ids.has(id)),
    calls: known(plan.calls),
  };
}
