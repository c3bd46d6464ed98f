import { DateTime } from 'luxon';

/** A stretch of time: `from` inclusive, `to` exclusive. */
export type TimeWindow = { from: Date; to: Date };

/** An organization's calendar: IANA zone, and the month (1 to 12) in which its fiscal year starts. */
export type Calendar = { timeZone: string; fiscalYearStartMonth: number };

export const isTimeZone = (name: string): boolean => DateTime.local({ zone: name }).isValid;

/**
 * Reads `2026-11-22` as that day's start in the zone, or an ISO time with `Z` or an offset as it stands; a time without
 * either is taken in the zone. Answers null for anything else, impossible days included.
 */
export function parseInstant(text: string, timeZone: string): Date | null {
  const parsed = DateTime.fromISO(text.trim(), { zone: timeZone });
  return parsed.isValid && /^\d{4}-\d{2}/.test(text.trim()) ? parsed.toJSDate() : null;
}

/** `1:02:03` or `2:03`, as players show a position. */
export function formatPosition(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(s).padStart(2, '0')}`;
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`;
}
