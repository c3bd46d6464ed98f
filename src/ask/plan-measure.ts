import type { Span } from '../language/blank-spans.ts';
import {
  comparesTimes,
  isSilenceOfLength,
  type Measure,
  namesOnlyMeasure,
  readMeasure,
} from '../language/measure-words.ts';
import { readPeopleQuestion, readRoleQuestion } from '../language/people-words.ts';
import { findQuestionTimes } from '../language/question-times.ts';
import { type RecordQuestion, readRecordQuestion } from '../language/record-words.ts';
import type { Calendar } from '../time-window.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { withNameSigns } from './with-name-signs.ts';

/** The words of a question that are none of its own: times, and a call that is asked about itself. */
type Read = { question: string; times: readonly Span[]; calendar: Calendar; now: Date };

/**
 * The plan of a question that the record itself answers: no word is searched for. A silence is of a length, back from
 * now, or of the times that the question names ("last month"). Null for any other question, also for one that names
 * anything besides: "who talks most about pricing" is about pricing.
 */
export function planMeasure(plan: QuestionPlan, { question, times, calendar, now }: Read): QuestionPlan | null {
  if (plan.phrases.length > 0) return null;
  const asked = askedOfRecord(plan, question, times);
  const measure = asked ?? readMeasure(question);
  if (!measure || !(asked || namesOnlyMeasure(plan.meaning))) return null;
  const noWords = { terms: [], runs: [], phrases: [], trackers: [], side: null };
  const figure = { ...plan, ...noWords, type: 'figure' as const, typeCue: 'figure' as const };
  if (asked) Object.assign(figure, withoutWhom(plan, asked.of));
  if (measure.of !== 'silence')
    return { ...figure, ranges: eachNamed(plan, question, calendar, now), measure: { ...NO_LIMITS, ...measure } };
  if (plan.ranges.length > 0 && !isSilenceOfLength(question))
    return { ...figure, measure: { ...NO_LIMITS, ...measure, days: null } };
  const anyTime = { from: null, to: null, ranges: [], when: null, isAnyTime: true };
  return { ...figure, ...anyTime, measure: { ...NO_LIMITS, ...measure } };
}

const NO_LIMITS = { days: null, platform: null, per: null, title: null };

/** What the whole question asks of people or calls on record; null for any other. */
export function askedOfRecord(
  { mentions, callWords }: Pick<QuestionPlan, 'mentions' | 'callWords'>,
  question: string,
  times: readonly Span[],
): OfRecord | null {
  const isAsked =
    callWords !== null && (!('bound' in callWords) || callWords.bound === 'in') && !('between' in callWords);
  const others = isAsked ? times.filter(({ start }) => start !== callWords.start) : times;
  const signed = withNameSigns(question, mentions, others, isAsked ? callWords : null);
  const ofPeople = readPeopleQuestion(signed);
  if (ofPeople) return { ...NO_LIMITS, of: ofPeople };
  const role = readRoleQuestion(signed);
  if (role) return { ...NO_LIMITS, of: role.side === 'us' ? 'team' : 'contacts', title: role.title || null };
  const ofCalls = readRecordQuestion(signed);
  return ofCalls && { ...NO_LIMITS, ...ofCalls };
}

type OfRecord = RecordQuestion & { title: string | null };

/** "Was Salla on the last call?" The last call is anybody's: who stands before it does not choose it. */
function withoutWhom({ mentions, accounts, people, callWords }: QuestionPlan, of: Measure): Partial<QuestionPlan> {
  if (of !== 'attendees' || !callWords) return {};
  const behind = mentions.flatMap((one) =>
    one.state === 'found' && one.start >= callWords.start ? one.target.id : [],
  );
  return {
    people: people.filter(({ id }) => behind.includes(id)),
    accounts: accounts.filter(({ id }) => behind.includes(id)),
    speakers: [],
  };
}

/** "In November versus October": a stretch for each, although the two touch. */
function eachNamed(plan: QuestionPlan, question: string, calendar: Calendar, now: Date): QuestionPlan['ranges'] {
  const labels = plan.when?.split(', ') ?? [];
  if (labels.length < 2 || !comparesTimes(question)) return plan.ranges;
  const each = labels.flatMap(
    (label) => findQuestionTimes(label, { now, calendar, mayBeEither: false, isOfCalls: true }).calls?.ranges ?? [],
  );
  return each.length === labels.length
    ? each.toSorted((a, b) => (a.from?.getTime() ?? 0) - (b.from?.getTime() ?? 0))
    : plan.ranges;
}
