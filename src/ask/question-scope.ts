import { toCallId } from '../call.ts';
import { contentWords } from '../language/stop-words.ts';
import { narrow } from '../search/search-segments.ts';
import type { SegmentQuery, SegmentReader } from '../search/segment-index.ts';
import { countCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { Searched } from './answer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { searchTerms } from './plan-question.ts';

/** Most segments counted to report the size of a search. Counting more would take longer than finding the evidence. */
const MOST_COUNTED = 10_000;

/**
 * Where to search for the plan: one filter per stretch of time, or calls of any time where the time may be the
 * subject's.
 */
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
    ...bySpeakers(plan),
    ...(plan.calls.length > 0 && { callIds: plan.calls.map(({ id }) => toCallId(id)) }),
    ...(plan.side && { side: plan.side }),
  };
  if (plan.ranges.length === 0 || plan.isAnyTimeToo) return [base];
  return plan.ranges.map(({ from, to }) => ({ ...base, ...(from && { from }), ...(to && { to }) }));
}

/** Whether words are looked for: neither numbers of the record nor questions about something else have any. */
export const isSearchable = ({ about, measure }: QuestionPlan): boolean => about === 'calls' && measure === null;

/**
 * What a segment must hold to fit: all phrases, or else any word looked for, whether the question's own, an added one
 * or a topic's. Null where nothing is looked for.
 */
function whatFits(plan: QuestionPlan): Pick<SegmentQuery, 'anyOf'> | null {
  if (plan.phrases.length > 0) return { anyOf: plan.phrases.map((phrase) => [phrase]) };
  // A made-up quote is found by its meaning; each of its words alone would fit half of all talk.
  const added = plan.added
    .filter(({ kind }) => kind !== 'made_up_quote')
    .flatMap(({ kind, text }) => (kind === 'sub_question' ? contentWords(text) : [text]));
  const terms = plan.trackers.flatMap((tracker) => tracker.terms);
  const any = [...searchTerms(plan), ...added, ...terms];
  return any.length > 0 ? { anyOf: [any] } : null;
}

/** The size with at least what is shown: a speaker, a title or the meaning alone may have found a moment. */
export const withShown = (searched: Searched, shown: number): Searched => ({
  ...searched,
  segments: Math.max(searched.segments, shown),
});

/** People on the calls, and the speakers whose words count. One without an address makes all go by their names. */
function bySpeakers({ people, speakers }: QuestionPlan): Partial<EvidenceFilter> {
  const ids = speakers.flatMap(({ id }) => id ?? []);
  const personIds = people.map(({ id }) => id).filter((id) => !ids.includes(id));
  if (speakers.length === 0) return { personIds };
  if (ids.length < speakers.length) return { personIds, speakerNames: speakers.map(({ name }) => name) };
  return { personIds, speakerIds: ids };
}

/** The size of the search: calls with and without a transcript, and matching segments. */
export async function countSearched(
  { db, index }: { db: Db; index: SegmentReader },
  scope: Scope,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<Searched> {
  const perFilter = await Promise.all(
    filters.map(async (filter) => {
      const calls = await countCalls(db, scope, filter);
      const fitting = whatFits(plan);
      const count =
        fitting && (await index.count({ ...filter, words: [], ...fitting }, { atMost: MOST_COUNTED, ofCalls: false }));
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
    choice: null,
  };
}
