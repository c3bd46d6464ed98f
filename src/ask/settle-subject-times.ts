import { MONTHS } from '../language/calendar-names.ts';
import type { SubjectTime } from '../language/question-times.ts';
import { wordsOf } from '../language/words.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { isSaidIn } from './is-said-in.ts';
import { counted } from './write-text.ts';

/**
 * Settles the times that a question's subject has ("the budget for 2027") by what was said. A time that was said stays
 * among the words to search for. One that nobody said leaves them, or its words would find other times ("December" of
 * another year), and is remembered in `unsaidTimes`. Nothing is settled where the time is all that is asked about.
 */
export async function settleSubjectTimes(
  index: SegmentReader,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<QuestionPlan> {
  const isListed = plan.type === 'count' || plan.type === 'list';
  let settled = isListed ? await withCountBeside(index, plan, filters) : plan;
  for (const time of plan.subjectTimes) {
    const said = await saidTerms(index, time, filters);
    const unsaid = time.terms.filter((term) => !said.includes(term));
    const left = withoutTerms(settled, unsaid);
    if (unsaid.length > 0 && left.terms.length + left.trackers.length + left.phrases.length === 0) continue;
    const isUnsaid = said.length === 0;
    const isMissed = isUnsaid && !time.isFromNow && !time.isOfCallsToo;
    const unsaidTimes = isMissed ? [...left.unsaidTimes, time.label] : left.unsaidTimes;
    settled = { ...left, unsaidTimes, warnings: [...left.warnings, ...warningsOf(time, isUnsaid)] };
    if (isListed && time.noCall) settled = await countedWith(index, settled, time, filters);
  }
  return settled;
}

const warningsOf = ({ noCall, label }: SubjectTime, isUnsaid: boolean): string[] =>
  noCall ? [isUnsaid ? `${noCall}.` : `${noCall}; this is what calls say about ${label}.`] : [];

/**
 * The time's words that were said as its name. Of a time to come the month alone will do: who speaks of March means the
 * next one. "December" alone is no December of a year ago.
 */
async function saidTerms(
  index: SegmentReader,
  { terms, isFromNow, isAhead }: SubjectTime,
  filters: readonly EvidenceFilter[],
): Promise<string[]> {
  if (await isSaidIn(index, filters, [terms.join(' ')])) return terms;
  // "In May or January": each is a name of its own.
  const areNames = terms.length > 1 && terms.every((term) => MONTHS.includes(term));
  if ((isFromNow || !isAhead) && !areNames) return [];
  const areSaid = await Promise.all(terms.map((term) => isSaidIn(index, filters, [term])));
  return terms.filter((_, at) => areSaid[at]);
}

const withoutTerms = (plan: QuestionPlan, unsaid: readonly string[]): QuestionPlan =>
  unsaid.length === 0
    ? plan
    : {
        ...plan,
        terms: plan.terms.filter((term) => !unsaid.includes(term)),
        runs: plan.runs.flatMap((run) => {
          const kept = wordsOf(run).filter((word) => !unsaid.includes(word));
          return kept.length > 0 ? [kept.join(' ')] : [];
        }),
      };

/** A count at a time without a call: what stands beside the time's words, if anything does. */
async function countedWith(
  index: SegmentReader,
  plan: QuestionPlan,
  { terms, label }: SubjectTime,
  filters: readonly EvidenceFilter[],
): Promise<QuestionPlan> {
  const time = terms.join(' ');
  const { calls } = await countBeside(index, plan.runs, time, filters);
  if (calls > 0) return { ...plan, runs: [...plan.runs, time] };
  const warning = `Nobody said ${quotedRuns(plan.runs)} together with “${label}”, so the count is of any time.`;
  return plan.runs.length === 0 ? plan : { ...plan, warnings: [...plan.warnings, warning] };
}

/** "How many calls mention renewal in March?" Counted are the calls of March; renewals of March are told beside. */
async function withCountBeside(
  index: SegmentReader,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<QuestionPlan> {
  const { namedTime, runs, ranges } = plan;
  if (!namedTime || runs.length === 0 || ranges.length === 0) return plan;
  const anyTime = filters.slice(0, 1).map(({ from: _, to: __, ...filter }) => filter);
  const { calls } = await countBeside(index, runs, namedTime.terms.join(' '), anyTime);
  if (calls === 0) return plan;
  const warning =
    `Counted are calls ${namedTime.when}. At any time, ${quotedRuns(runs)} stands together with ` +
    `“${namedTime.what}” in ${counted(calls, 'call')}.`;
  return { ...plan, warnings: [...plan.warnings, warning] };
}

const countBeside = (
  index: SegmentReader,
  runs: readonly string[],
  time: string,
  [filter]: readonly EvidenceFilter[],
): Promise<{ calls: number }> =>
  filter && runs.length > 0
    ? index.count({ ...filter, words: [], anyOf: [...runs.map((run) => [run]), [time]] })
    : Promise.resolve({ calls: 0 });

const quotedRuns = (runs: readonly string[]): string => runs.map((run) => `“${run}”`).join(' and ');
