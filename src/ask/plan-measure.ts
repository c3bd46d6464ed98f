import { comparesTimes, isSilenceOfLength, namesOnlyMeasure, readMeasure } from '../language/measure-words.ts';
import { readPeopleQuestion } from '../language/people-words.ts';
import { findQuestionTimes } from '../language/question-times.ts';
import type { Calendar } from '../time-window.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { type Span, withNameSigns } from './with-name-signs.ts';

/**
 * The plan of a question for a number that the record holds: no word is searched for. A silence is of a length, back
 * from now, or of the times that the question names ("last month"). Null for any other question, also for one that
 * names anything besides the number: "who talks most about pricing" is about pricing.
 */
export function planMeasure(
  plan: QuestionPlan,
  { question, times, calendar, now }: { question: string; times: readonly Span[]; calendar: Calendar; now: Date },
): QuestionPlan | null {
  const asked = plan.phrases.length > 0 ? null : readPeopleQuestion(withNameSigns(question, plan.mentions, times));
  const measure = asked ? { of: asked, days: null } : readMeasure(question);
  if (!measure || plan.phrases.length > 0 || !(asked || namesOnlyMeasure(plan.meaning))) return null;
  const noWords = { terms: [], runs: [], phrases: [], trackers: [], side: null };
  const figure = { ...plan, ...noWords, type: 'figure' as const, typeCue: 'figure' as const };
  if (measure.of !== 'silence') return { ...figure, ranges: eachNamed(plan, question, calendar, now), measure };
  if (plan.ranges.length > 0 && !isSilenceOfLength(question)) return { ...figure, measure: { ...measure, days: null } };
  const anyTime = { from: null, to: null, ranges: [], when: null, isAnyTime: true };
  return { ...figure, ...anyTime, measure };
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
