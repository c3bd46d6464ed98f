import { narrow } from '../search/search-segments.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { countCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { Searched } from './answer.ts';
import { type EvidenceFilter, searchesOf } from './gather-evidence.ts';
import type { QuestionPlan } from './plan-question.ts';

/** Segments that are counted to say what was searched; counting more would take longer than finding the evidence. */
const MOST_COUNTED = 10_000;

/** Where the plan is looked for: one filter for each stretch of time. */
export function filtersOf(
  scope: Scope,
  plan: QuestionPlan,
  { accountIds }: { accountIds?: string[] },
): EvidenceFilter[] {
  const base: EvidenceFilter = {
    scope,
    accountIds: narrow(
      plan.accounts.map((account) => account.id),
      accountIds,
    ),
    personIds: plan.people.map((person) => person.id),
    ...(plan.side && { side: plan.side }),
  };
  if (plan.ranges.length === 0) return [base];
  return plan.ranges.map(({ from, to }) => ({ ...base, ...(from && { from }), ...(to && { to }) }));
}

/** How much there is to look through: calls with and without words, and segments that fit. */
export async function countSearched(
  { db, index }: { db: Db; index: SegmentReader },
  scope: Scope,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<Searched> {
  const perFilter = await Promise.all(
    filters.map(async (filter) => {
      const calls = await countCalls(db, scope, filter);
      // The first search is the widest: counting the others too would cost more than finding the evidence.
      const [widest] = searchesOf(plan, filter);
      const count = widest && (await index.count(widest.query, { atMost: MOST_COUNTED, ofCalls: false }));
      return { ...calls, segments: count?.segments ?? 0 };
    }),
  );
  const sum = (of: (one: (typeof perFilter)[number]) => number) => perFilter.reduce((total, one) => total + of(one), 0);
  const calls = sum((one) => one.withTranscript);
  const inScope = sum((one) => one.calls);
  return {
    calls,
    segments: Math.min(
      MOST_COUNTED,
      sum((one) => one.segments),
    ),
    inScope,
    withoutTranscript: inScope - calls,
  };
}
