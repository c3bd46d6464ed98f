import { isAskingWord } from './asking-words.ts';
import { isMonthOrDay } from './calendar-names.ts';
import { saidNumbers } from './said-numbers.ts';
import { isStopWord } from './stop-words.ts';
import { eitherOf, wordList } from './word-list.ts';
import { type Stem, stemOf, type Unstemmed, wordsOf } from './words.ts';

/**
 * A number that measures something. `of` is "%", the stem of the noun after the number, or null for money and for
 * numbers without a noun: "60,000 a year" and "54,000 euros" measure alike.
 */
export type SaidFigure = { value: number; of: Stem | '%' | null };

const SHARE = /^\s*(?:%|per ?cent)/i;
const MONEY = /^\s*(?:euros?|dollars?|pounds?|cents?)\b/i;
const ORDINAL = /(?:\dst|\dnd|\drd|th|first|second|third)$/i;
const YEAR = /^(?:19|20)\d\d$/;
const NEAR_LETTERS = 50;

/** Things, although a question may ask with the same words. */
const THINGS = new Set(wordList('people points calls customers accounts clients deals meetings questions things'));
const RATES = new Set(wordList('percent year month week day hour').map(stemOf));

/** Whether a stem says only by what a figure is measured: "60,000 a year" is not about years. */
export const isRateWord = (stem: Stem): boolean => RATES.has(stem);

/** The figures of a text, in order. Dates, years, ordinals and a spoken "one" measure nothing. */
export function saidFigures(text: Unstemmed): SaidFigure[] {
  return saidNumbers(text).flatMap(({ value, text: words, isWord, start, end }): SaidFigure[] => {
    const said = words.trim();
    // A stretch on either side holds the neighbouring words; all the rest, for each number, would take its square.
    const before = wordsOf(text.slice(Math.max(0, start - NEAR_LETTERS), start)).at(-1) ?? '';
    const after = text.slice(end, end + NEAR_LETTERS);
    const [next = ''] = wordsOf(after);
    const isDate = YEAR.test(said) || [next, before].some(isMonthOrDay);
    if (isDate || ORDINAL.test(said) || (isWord && value === 1)) return [];
    if (SHARE.test(after)) return [{ value, of: '%' }];
    const isAlone =
      MONEY.test(after) ||
      next === '' ||
      isStopWord(next) ||
      (isAskingWord(next) && !THINGS.has(next)) ||
      /^\s*[^\s\p{L}-]/u.test(after);
    return [{ value, of: isAlone ? null : stemOf(next) }];
  });
}

const POSSIBLE = /\b(?:may|might|could|would|if)\b|^(?:from|above|below|over|under) \p{L}*\p{N}/u;

/**
 * Whether a sentence only tells what may be: "there may be a step at 500 seats", "for 600 it would be less", "from 500
 * seats it is 13".
 */
export const isPossibleFigure = (sentence: string): boolean =>
  // Small letters: "May" inside a sentence is a month.
  POSSIBLE.test(sentence.charAt(0).toLowerCase() + sentence.slice(1));

const HOW_MUCH = /\bhow (?:many|much|fast|long|big|large|often|far|late|old)\b/iu;

/** Things that are a number: "what is the late fee", "which rate". */
const WHAT_AMOUNT = new RegExp(
  String.raw`\b(?:what|which)(?:['’]?s)?(?: (?!of\b)\p{L}+){0,4} ${eitherOf(
    wordList(
      'fees? charges? rates? penalt(?:y|ies) surcharges? amounts? percentages? deposits? fines? deductibles? rent',
    ),
  )}\b(?! (?:card|table|list)s?\b)`,
  'iu',
);

/** Whether a question asks for a figure. */
export const asksForFigure = (question: string): boolean => HOW_MUCH.test(question) || WHAT_AMOUNT.test(question);

/** The thing that a question measures, in small letters: "how much discount". Null for none. */
export function measuredThing(question: string): string | null {
  const word = /\bhow much (?:of (?:the|a|our|their) )?(\p{L}+)/iu.exec(question)?.[1]?.toLowerCase();
  return word && !isStopWord(word) && !isAskingWord(word) ? word : null;
}
