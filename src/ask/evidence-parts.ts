import { readCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';

/** With more calls, each would give too little to compare. */
const MOST_COMPARED = 6;

/**
 * Parts searched apart, each with an equal share of the evidence: stretches of time, compared accounts and, for a
 * change, calls. The best words on a change often stand in one call alone, and nobody sees a change in one call.
 */
export async function evidenceParts(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<EvidenceFilter[]> {
  const ofTime = plan.isAnyTimeToo
    ? filters.flatMap((filter) =>
        plan.ranges.map(({ from, to }) => ({ ...filter, ...(from && { from }), ...(to && { to }) })),
      )
    : filters;
  const calls = comparesCalls(plan) ? await comparedCalls(db, scope, ofTime) : [];
  if (calls.length > 1) return calls;
  return filters.flatMap((filter) => {
    const ids = filter.accountIds ?? [];
    return plan.type === 'compare' && ids.length > 1 ? ids.map((id) => ({ ...filter, accountIds: [id] })) : [filter];
  });
}

/** Whether the answer lies between calls of the same account or person: then and now. */
export const comparesCalls = ({ type, accounts, people }: QuestionPlan): boolean =>
  accounts.length < 2 && accounts.length + people.length > 0 && (type === 'changed' || type === 'compare');

/** The newest calls in scope, one filter each. A change since some moment is one from the last call before it. */
async function comparedCalls(db: Db, scope: Scope, filters: readonly EvidenceFilter[]): Promise<EvidenceFilter[]> {
  const found = await Promise.all(
    filters.map(async (filter) => {
      const { from, to: _, ...anyTime } = filter;
      const ids = filter.callIds ?? [];
      const within = await readCalls(
        db,
        scope,
        { ...filter, ...(ids.length > 0 && { ids }) },
        { limit: MOST_COMPARED },
      );
      // "Since the award": a call at that very moment is itself how things were.
      const before =
        from !== undefined && ids.length === 0
          ? await readCalls(db, scope, { ...anyTime, to: new Date(from.getTime() + 1) }, { limit: 1 })
          : [];
      return [...within, ...before].map(({ id, startedAt }) => ({
        id,
        startedAt,
        filter: { ...anyTime, callIds: [id] },
      }));
    }),
  );
  const newest = found.flat().sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  return [...new Map(newest.map(({ id, filter }) => [id, filter])).values()].slice(0, MOST_COMPARED + 1);
}
