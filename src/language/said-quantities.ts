import { saidNumbers } from './said-numbers.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/**
 * A number with what it measures: its unit ("dollar", "percent", "hour"), and the time that it counts for, "a year".
 * Null where neither stands beside the number. `end` is the number's in the text.
 */
export type SaidQuantity = { value: number; text: string; unit: string | null; every: string | null; end: number };

/** Units by name, with the words after a number. */
const UNITS: Record<string, string> = {
  dollar: eitherOf(wordList('dollars? usd bucks')),
  euro: eitherOf(wordList('euros? eur €')),
  pound: eitherOf(wordList('pounds? gbp £')),
  yen: eitherOf(wordList('yen jpy')),
  franc: eitherOf(wordList('francs? chf')),
  percent: eitherOf(phraseList('%, percent, per cent')),
  second: eitherOf(wordList('seconds secs? s')),
  minute: eitherOf(wordList('minutes? mins?')),
  hour: eitherOf(wordList('hours? hrs? h')),
  day: 'days?',
  week: 'weeks?',
  month: 'months?',
  year: 'years?',
  kilobyte: eitherOf(wordList('kilobytes? kb')),
  megabyte: eitherOf(wordList('megabytes? mb')),
  gigabyte: eitherOf(wordList('gigabytes? gb')),
  terabyte: eitherOf(wordList('terabytes? tb')),
};
/** Signs and codes of money before a number. */
const SIGNS: Record<string, string> = {
  dollar: eitherOf([String.raw`\$`, 'usd']),
  euro: eitherOf(wordList('€ eur')),
  pound: eitherOf(wordList('£ gbp')),
  yen: eitherOf(wordList('¥ jpy')),
  franc: 'chf',
};
const TIMES: Record<string, string> = {
  hour: eitherOf(wordList('hour hourly')),
  day: eitherOf(wordList('day daily')),
  week: eitherOf(wordList('week weekly')),
  month: eitherOf(wordList('month monthly')),
  quarter: eitherOf(wordList('quarter quarterly')),
  year: eitherOf(wordList('year yearly annually annum')),
};

const patterns = (words: Record<string, string>, toPattern: (words: string) => string) =>
  Object.entries(words).map(([name, one]) => [name, new RegExp(toPattern(one), 'iu')] as const);

const AFTER = patterns(UNITS, (words) => String.raw`^[\s-]*${words}(?![\p{L}\p{N}])`);
const BEFORE = patterns(SIGNS, (sign) => String.raw`(?<!\p{L})${sign}\s?$`);
/** "A year", "per seat and month", "annually". */
const EVERY = patterns(
  TIMES,
  (words) =>
    String.raw`^[^.,;:]{0,30}?\b(?:${eitherOf(wordList('a an per each every'))} (?:\p{L}+ and )?${words}|${words}(?<=ly))\b`,
);
/** "Thirty to forty percent": the first has the unit of the second. */
const RANGE = new RegExp(`^\\s*(?:${eitherOf(wordList('to or and'))}|[-–])\\s*$`, 'iu');

/** The quantities of a text, in order. */
export function saidQuantities(text: string): SaidQuantity[] {
  const numbers = saidNumbers(text);
  const found = numbers.map(({ value, text: words, start, end }, at): SaidQuantity => {
    const lead = text.slice(numbers[at - 1]?.end ?? 0, start);
    const rest = text.slice(end, numbers[at + 1]?.start ?? text.length);
    return { value, text: words, unit: nameOf(BEFORE, lead) ?? nameOf(AFTER, rest), every: nameOf(EVERY, rest), end };
  });
  return found.map((one, at) => {
    const [next, start] = [found[at + 1], numbers[at + 1]?.start];
    return one.unit === null && next && RANGE.test(text.slice(one.end, start)) ? { ...one, unit: next.unit } : one;
  });
}

const nameOf = (all: readonly (readonly [name: string, pattern: RegExp])[], text: string): string | null =>
  all.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

const MONEY = patterns(
  Object.fromEntries(Object.entries(SIGNS).map(([unit, sign]) => [unit, `(?:${sign}|${UNITS[unit]})`])),
  (words) => String.raw`(?<!\p{L})${words}(?!\p{L})`,
);

/** The currencies that a text names, beside numbers or not. */
export const currenciesIn = (text: string): string[] =>
  MONEY.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));

/** Whether a word only joins a quantity and what it counts for. */
export const isRateSign = (word: string): boolean => word === 'per';
