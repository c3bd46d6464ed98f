import { withoutActs } from '../language/asked-acts.ts';
import { readMeasure } from '../language/measure-words.ts';
import { readNegation } from '../language/negation.ts';
import type { QuestionPlan } from './answer-plan.ts';

/**
 * The plan of a question with its "not". The plan of a complement is of what is not to be found; that of an exclusion
 * is of what is to be found. A "not" that cannot be counted by stays unread, and the answer says so. `plan` plans a
 * question without it.
 */
export function planNegation(question: string, plan: (question: string) => QuestionPlan): QuestionPlan {
  const read = readMeasure(question) ? null : readNegation(question);
  if (!read) return plan(question);
  if (read.kind === 'unread') {
    const asked = plan(question);
    // The "not" of "not happy" is read with its mood.
    const isOfMood = asked.acts.length > 0 && readNegation(withoutActs(question)) === null;
    return isOfMood ? asked : { ...asked, negation: unread(read.words) };
  }
  const positive = plan(read.positive);
  // A name that several bear is chosen first, in the question's own words.
  if (positive.mentions.some(({ state }) => state !== 'found')) return plan(question);
  if (read.kind === 'exclusion') {
    return (
      exclusion(positive, plan(read.wanted), plan(read.excluded)) ?? { ...plan(question), negation: unread('not') }
    );
  }
  if (read.kind === 'either_way') return isCounted(positive) ? positive : plan(question);
  return isCounted(positive)
    ? { ...positive, negation: { kind: 'complement', words: [], trackers: [] } }
    : { ...plan(question), negation: unread('not') };
}

/** The times of the whole question hold for both of its halves. Null where either cannot be counted. */
function exclusion(all: QuestionPlan, wanted: QuestionPlan, other: QuestionPlan): QuestionPlan | null {
  if (!isCounted(wanted) || !isCounted(other)) return null;
  const { from, to, when, ranges, isAnyTimeToo, isAnyTime, namedTime, subjectTimes, callWords } = all;
  return {
    ...wanted,
    ...{ from, to, when, ranges, isAnyTimeToo, isAnyTime, namedTime, subjectTimes, callWords },
    negation: { kind: 'exclusion', words: wordsOfPlan(other), trackers: other.trackers },
  };
}

const unread = (words: string): QuestionPlan['negation'] => ({ kind: 'unread', words: [words], trackers: [] });

const wordsOfPlan = ({ phrases, runs }: QuestionPlan): string[] => (phrases.length > 0 ? phrases : runs);

const isCounted = (plan: QuestionPlan): boolean =>
  (plan.type === 'list' || plan.type === 'count') &&
  !plan.isDescription &&
  wordsOfPlan(plan).length + plan.trackers.length > 0;
