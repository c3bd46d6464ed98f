import { eitherOf, phraseList, wordList } from './word-list.ts';

const CONDITION = new RegExp(
  String.raw`\b${eitherOf(
    phraseList(`
      if, unless, provided, as long as, as soon as, only when, depending, assuming, in case, on condition, subject to,
      once (?=the|we|you|it|that|our|all|this)
    `),
  )}`,
  'i',
);
/** "If you look at page two", "as soon as possible", "to see if", "even if": no condition of what is said. */
const NO_CONDITION = new RegExp(
  [
    String.raw`\bif (?:you|we|i|one) ${eitherOf(wordList('look go turn take think remember recall see compare may want like'))}\b`,
    String.raw`\bif ${eitherOf(wordList('any not possible needed necessary so'))}\b`,
    String.raw`\b${eitherOf(wordList('see know asks? asked asking wonder(?:ed|ing)? check decide clear sure even as'))} if\b`,
    'as soon as (?:possible|you can|we can)',
  ].join('|'),
  'gi',
);
const PAST = /\b(?:was|were|had|did|[a-z]{3,}ed)\b/i;

/** Whether a statement holds only under a condition. */
export const isConditional = (text: string): boolean => CONDITION.test(text.replace(NO_CONDITION, ' '));

/** Whether a text tells of what was: conditions are of what is or will be. */
export const isOfThePast = (text: string): boolean => PAST.test(text);

const TELLS_CONDITION = new RegExp(
  String.raw`\b${eitherOf(wordList('when after before until condition requir needs? should otherwise whether only depend'))}`,
  'i',
);

/** Whether a claim passes on a condition, in whatever words. */
export const tellsCondition = (claim: string): boolean => isConditional(claim) || TELLS_CONDITION.test(claim);
