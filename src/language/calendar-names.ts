import { eitherOf, wordList } from './word-list.ts';

/** The months in calendar order. */
export const MONTHS = wordList('january february march april may june july august september october november december');
/** The days of the week, Monday first. */
export const WEEKDAYS = wordList('monday tuesday wednesday thursday friday saturday sunday');

const SHORT_MONTHS = wordList('jan feb mar apr jun jul aug sept? oct nov dec');
const SHORT_WEEKDAYS = wordList('mon tues? weds? thur?s? fri sat sun');

/** A pattern for a month's name, whole or short, with its dot. */
export const MONTH_NAME = String.raw`(?:${eitherOf([...MONTHS, ...SHORT_MONTHS])}\b\.?)`;
/** A pattern for a weekday's name, whole or short, with its dot. */
export const WEEKDAY_NAME = String.raw`(?:${eitherOf([...WEEKDAYS, ...SHORT_WEEKDAYS])}\b\.?)`;

/** 1 to 12 for a month's name, whole or short; 0 for other words. */
export const monthOf = (name: string): number =>
  MONTHS.findIndex((known) => known.startsWith(name.toLowerCase().slice(0, 3))) + 1;

const names = new Set([...MONTHS, ...WEEKDAYS]);

/** Whether a word is the full name of a month or a weekday, ignoring case. */
export const isMonthOrDay = (word: string): boolean => names.has(word.toLowerCase());

const PART_OF_PERIOD = new RegExp(
  String.raw`\b(?:beginning|start|middle|end) of (?:(?:the|this|that|last|next) )?(?=${MONTH_NAME}|\d{4}\b|q\d\b|${eitherOf(wordList('weeks? months? quarters? half years?'))}\b)`,
  'gi',
);

/** A text without "the end of" before a month or another period: the end is no thing that a number could be of. */
export const withoutPartsOfPeriods = (text: string): string => text.replace(PART_OF_PERIOD, '');
