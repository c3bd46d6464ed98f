import type { DateTime } from 'luxon';

/** Words for one stretch of time: "last quarter", "May 2025", "3 May", "the past two weeks". */
export type DateStretch = {
  from: DateTime;
  to: DateTime;
  label: string;
  start: number;
  end: number;
  unit: 'instant' | 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'rolling';
  /** The same stretch in another year; set when the words leave the year open. */
  inYear?: (year: number) => { from: DateTime; to: DateTime; label: string };
  /** The words mean a time only beside a cue ("in May", "May calls"); alone the words may mean anything. */
  needsCue: boolean;
  /** The words carry a bound of their own: "older than two months", "less than a week ago". */
  bound?: 'before' | 'since';
};

/** The year that a stretch names, or else begins in. */
export const yearNumber = ({ label, from }: DateStretch): number => Number(/\b(\d{4})$/.exec(label)?.[1] ?? from.year);
