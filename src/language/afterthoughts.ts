import { eitherOf, phraseList, wordList } from './word-list.ts';

/** A longer sentence stands for itself. */
const MOST_WORDS = 14;

const LEAD = String.raw`^\W*(?:${eitherOf(wordList('but and well no or oh'))}\b\W*)*`;
const TAKES_BACK = new RegExp(
  LEAD +
    eitherOf(
      phraseList(
        `(?:i['’]?m |i am |just |only )*(?:kidding|joking), (?:maybe|perhaps) not, not really, scratch that, strike that, i take (?:that|it) back, as if, which (?:was|is|turned out) (?:wrong|untrue|false|a lie)`,
      ),
    ) +
    String.raw`\b`,
  'i',
);
const LIMITS = new RegExp(
  String.raw`${LEAD}(?:only |not |just )*${eitherOf(
    phraseList(
      'if, unless, provided, as long as, as soon as, once, when, assuming, in case, except, apart from, excluding, depending, subject to',
    ),
  )}\b`,
  'i',
);

/** Whether a sentence takes back what was said before it: "Just kidding." */
export const takesBack = (sentence: string): boolean => TAKES_BACK.test(sentence);

/** How many of the sentences that follow one only limit it, or take it back. */
export function countAfterthoughts(following: readonly string[]): number {
  const next = following.findIndex((sentence) => !isAfterthought(sentence));
  return next < 0 ? following.length : next;
}

/** Whether a sentence only limits, or takes back, the sentence before: "But only if the price stays." */
const isAfterthought = (sentence: string): boolean =>
  takesBack(sentence) ||
  (LIMITS.test(sentence) && !/[,?]/.test(sentence) && sentence.split(/\s+/).length <= MOST_WORDS);
