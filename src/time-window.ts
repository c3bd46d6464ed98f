import { DateTime } from 'luxon';

/** A stretch of time: `from` inclusive, `to` exclusive. */
export type TimeWindow = { from: Date; to: Date };

/** The same moments in the fewest windows, oldest first: those that overlap or touch become one. */
export function mergeWindows(windows: readonly TimeWindow[]): TimeWindow[] {
  const merged: TimeWindow[] = [];
  for (const { from, to } of windows.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = to > last.to ? to : last.to;
    else if (from < to) merged.push({ from, to });
  }
  return merged;
}

/** The parts of the windows that lie within `bounds`. */
export function clipWindows(windows: readonly TimeWindow[], bounds: TimeWindow): TimeWindow[] {
  return windows
    .map(({ from, to }) => ({ from: from > bounds.from ? from : bounds.from, to: to < bounds.to ? to : bounds.to }))
    .filter(({ from, to }) => from < to);
}

/** The later of two bounds; null and undefined are open. */
export const later = (a: Date | null | undefined, b: Date | null | undefined): Date | null =>
  a && b ? (a > b ? a : b) : (a ?? b ?? null);

/** The earlier of two bounds; null and undefined are open. */
export const earlier = (a: Date | null | undefined, b: Date | null | undefined): Date | null =>
  a && b ? (a < b ? a : b) : (a ?? b ?? null);

/** "9 November 2026", in the zone. */
export const dayOf = (date: Date, timeZone: string): string =>
  DateTime.fromJSDate(date, { zone: timeZone }).setLocale('en').toFormat('d LLLL yyyy');

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
