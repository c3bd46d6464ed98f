import { MONTH_NAME } from './calendar-names.ts';
import { NUMBER_WORDS } from './number-words.ts';
import { eitherOf, wordList } from './word-list.ts';
import type { Unstemmed } from './words.ts';

/**
 * Numbers as said and written, as plain values: "forty thousand", "40,000" and "40k" are 40000, "eleven" and "11th" are
 * 11. `start` and `end` are its place in the text.
 */
export type SaidNumber = { value: number; text: string; isWord: boolean; start: number; end: number };

const TENS = wordList('twenty thirty forty fifty sixty seventy eighty ninety');
const ORDINALS = wordList(`
  zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
  fifteenth sixteenth seventeenth eighteenth nineteenth
`);
const TENTHS = wordList('twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth');
const SCALES: Record<string, number> = {
  hundred: 100,
  thousand: 1_000,
  k: 1_000,
  million: 1_000_000,
  mio: 1_000_000,
  m: 1_000_000,
  billion: 1_000_000_000,
  bn: 1_000_000_000,
};
const OTHERS: Record<string, number> = { both: 2, twice: 2, dozen: 12, half: 0.5 };

/** A member of its own: "constructor" is a word that every object knows. */
const valueIn = (values: Record<string, number>, word: string): number | undefined =>
  Object.hasOwn(values, word) ? values[word] : undefined;

const TOKEN = /(\d+(?:[.,]\d+)*)(?:\s?(k|m|bn))?(?:st|nd|rd|th)?\b|[a-z]+/gi;

function wordValue(word: string): number | undefined {
  const unit = NUMBER_WORDS.indexOf(word);
  if (unit >= 0) return unit;
  const ten = TENS.indexOf(word);
  if (ten >= 0) return 20 + 10 * ten;
  const ordinal = ORDINALS.indexOf(word);
  if (ordinal >= 0) return ordinal;
  const tenth = TENTHS.indexOf(word);
  return tenth >= 0 ? 20 + 10 * tenth : valueIn(OTHERS, word);
}

/** "1,200" has a separator of thousands, "1.2" and "1,2" a decimal point. */
function digitsValue(digits: string): number {
  const isGrouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(digits);
  return Number(isGrouped ? digits.replace(/[.,]/g, '') : digits.replace(/,(?=\d{3}\b)/g, '').replace(',', '.'));
}

/** A row of adjacent number words, while being read. */
type Row = { total: number; part: number; text: string[]; isWord: boolean; start: number; end: number };

/** "Two hundred thousand" multiplies; after "four million" the product is added. */
const timesScale = ({ total, part }: Row, scale: number): number =>
  total > 0 && part === 0 ? total * scale : total + (part || 1) * scale;

/** The numbers of a text, in order. A row of number words is one number. */
export function saidNumbers(text: Unstemmed): SaidNumber[] {
  const tokens = [...text.matchAll(TOKEN)];
  const numbers: SaidNumber[] = [];
  let row: Row | null = null;
  const close = () => {
    if (row) {
      const { total, part, text: words, isWord, start, end } = row;
      numbers.push({ value: total + part, text: words.join(' '), isWord, start, end });
    }
    row = null;
  };
  for (const [at, token] of tokens.entries()) {
    const [told, digits, suffix] = token;
    const word = told.toLowerCase();
    // Words of one number have only spaces and hyphens between them.
    if (row && !/^[\s-]*$/.test(text.slice(row.end, token.index))) close();
    const start = token.index;
    const end = start + word.length;
    if (digits !== undefined) {
      close();
      if (OF_NAME.test(text.slice(0, start))) continue;
      row = {
        total: 0,
        part: digitsValue(digits) * (suffix ? (SCALES[suffix.toLowerCase()] ?? 1) : 1),
        text: [word],
        isWord: false,
        start,
        end,
      };
      continue;
    }
    const scale = valueIn(SCALES, word);
    if (scale !== undefined && word.length > 2) {
      const current: Row = row ?? { total: 0, part: 1, text: [], isWord: true, start, end };
      if (scale === 100) row = { ...current, part: (current.part || 1) * 100, text: [...current.text, word], end };
      else
        row = {
          ...current,
          total: timesScale(current, scale),
          part: 0,
          text: [...current.text, word],
          end,
        };
      continue;
    }
    const value = wordValue(word);
    if (value !== undefined) {
      const adds = row?.isWord && (row.part === 0 || row.part % 100 === 0 || (row.part % 10 === 0 && value < 10));
      if (row && adds) row = { ...row, part: row.part + value, text: [...row.text, word], end };
      else {
        close();
        row = { total: 0, part: value, text: [word], isWord: true, start, end };
      }
      continue;
    }
    // "A hundred and twenty": "and" joins when a number follows.
    const next = tokens[at + 1]?.[0].toLowerCase() ?? '';
    if (row && word === 'and' && row.isWord && row.part >= 100 && wordValue(next) !== undefined) {
      row.end = end;
      continue;
    }
    close();
  }
  close();
  return numbers;
}

/** A name with a number is no number: "COVID-19", "F-150". */
const OF_NAME = /\p{Lu}-$/u;

/** Cents beside dollars ("$2 and 74 cents"), and a year by its last two digits ("October ' 21", "first quarter 23"). */
const CENTS = new RegExp(
  String.raw`(?<=\d)(?: ${eitherOf(wordList('dollars? euros? pounds?'))})? and (\d\d?|[a-z]+) ${eitherOf(wordList('cents? pence'))}\b`,
  'gi',
);
const SHORT_YEAR = new RegExp(
  String.raw`(?<=\b${eitherOf(
    [MONTH_NAME, ...wordList('quarter half year fy q[1-4] h[12]')].map((word) => `${word} `),
  )})(?=\d\d\b(?![.,%\d]| ?(?:percent|million|billion)))|['’] ?(?=\d\d\b)`,
  'gi',
);

/** A text with its cents as decimals and its short years in full. */
export const withWholeNumbers = (text: string): string =>
  withDecimals(text)
    .replace(CENTS, (_, cents: string) => {
      const value = saidNumbers(cents)[0]?.value ?? Number.NaN;
      return Number.isInteger(value) && value < 100 ? `.${String(value).padStart(2, '0')}` : _;
    })
    .replace(SHORT_YEAR, '20');

/** A text whose decimals stand apart ("2. 7 million"), as some transcripts write them, with these joined. */
export const withDecimals = (text: string): string => text.replace(/(?<=\d)\. (?=\d)/g, '.');
