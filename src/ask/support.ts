import { DateTime } from 'luxon';
import type { SaidOf } from './other-account.ts';

/** The support of a claim: the quoted words, and facts known about the call without being said. */
export type Support = {
  quotes: string[];
  speakers: string[];
  accounts: string[];
  titles: string[];
  dates: Date[];
  /** In whose days the dates are told; UTC where nobody asks. */
  timeZone?: string;
  /** The question: a judge has seen it, rules have not. */
  asked?: string;
  /** What is said around the quotes. Of which of its names they speak is a judge's to say, not a rule's. */
  contexts?: readonly string[];
  /** The quotes by their accounts, where these are told apart. */
  saidOf?: readonly SaidOf[];
};

/** The days of the calls, as they are told. */
export const daysOf = ({ dates, timeZone = 'UTC' }: Support): DateTime[] =>
  dates.map((date) => DateTime.fromJSDate(date, { zone: timeZone }).setLocale('en'));
