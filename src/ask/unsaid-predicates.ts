import { stemOf, wordsOf } from '../language/words.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { asPartOfCalls, type EvidenceFilter } from './evidence-filter.ts';
import { isSaidIn } from './is-said-in.ts';

/**
 * The plan without those predicates that nobody said, in no sure other word either: who replaced somebody shows in what
 * people said, and "replaced" proves nothing by its absence.
 */
export async function withoutUnsaidPredicates(
  index: SegmentReader,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<QuestionPlan> {
  if (plan.type === 'count' || plan.type === 'list' || plan.phrases.length > 0) return plan;
  const unsaid: QuestionPlan['predicates'] = [];
  for (const one of plan.predicates) {
    if (!plan.terms.includes(one.word)) continue;
    const isOf = (of: string | undefined) => of !== undefined && wordsOf(of).some((word) => isSame(word, one.word));
    const sure = plan.added.flatMap(({ kind, text, of }) => (kind !== 'related_word' && isOf(of) ? [text] : []));
    if (!(await isSaidIn(index, filters, [one.word, ...sure]))) unsaid.push(one);
  }
  if (unsaid.length === 0) return plan;
  const isUnsaid = (text: string) => unsaid.some(({ word }) => isSame(word, text));
  const terms = plan.terms.filter((term) => !isUnsaid(term));
  // A topic that only the verb pointed to is no subject of the question's own.
  const isOfVerb = terms.length === 0 && unsaid.every(({ isSpeech }) => isSpeech);
  const ofTopics = plan.trackers.flatMap((tracker) => tracker.terms);
  const trackers = isOfVerb && ofTopics.length > 0 && !(await isSaidIn(index, filters, ofTopics)) ? [] : plan.trackers;
  // "Anything that people complain about?" "Notifications.": the verb may stand in the question put to the speaker.
  const verbs = unsaid.flatMap(({ word, isSpeech }) => (isSpeech ? [word] : []));
  const toThem = plan.people.length > 0 && plan.speakers.length > 0 ? filters.map(asPartOfCalls) : [];
  const isLeft = plan.trackers.length > 0 && trackers.length === 0;
  if (isLeft && toThem.length > 0 && plan.terms.every((term) => verbs.includes(term)))
    if (await isSaidIn(index, toThem, verbs)) return { ...plan, speakers: [], trackers: [] };
  const isAlone = terms.length + trackers.length === 0;
  const quoted = (some: typeof unsaid) => some.map(({ word }) => `"${word}"`).join(', ');
  const [spoken, told] = [unsaid.filter(({ isSpeech }) => isSpeech), unsaid.filter(({ isSpeech }) => !isSpeech)];
  const warning =
    told.length > 0
      ? `${quoted(told)} was not said there${isAlone ? ': this is what was talked about.' : '.'}`
      : isAlone && `${quoted(spoken)} was not said there, and need not be: this is what was talked about.`;
  return {
    ...plan,
    terms,
    trackers,
    runs: plan.runs.flatMap((run) => {
      const left = wordsOf(run).filter((word) => !isUnsaid(word));
      return left.length > 0 ? [left.join(' ')] : [];
    }),
    added: plan.added.filter(({ of }) => of === undefined || !wordsOf(of).some(isUnsaid)),
    warnings: warning ? [...plan.warnings, warning] : plan.warnings,
  };
}

const isSame = (one: string, other: string): boolean => stemOf(one) === stemOf(other);
