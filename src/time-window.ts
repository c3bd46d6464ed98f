import { DateTime } from 'luxon';

/** A stretch of time: `from` inclusive, `to` exclusive. */
export type TimeWindow = { from: Date; to: Date };

/** The same moments in the fewest windows, oldest first: windows merge when overlapping or touching. */
export function mergeWindows(windows: readonly TimeWindow[]): TimeWindow[] {
  const merged: TimeWindow[] = [];
  for (const { from, to } of windows.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = to > last.to ? to : last.to;
    else if (from < to) merged.push({ from, to });
  }
  return merged;
}

/** The parts of the windows within `bounds`. */
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

/** How many midnights of the zone lie between: yesterday evening is one day ago this morning. */
export function daysBetween({ from, to }: TimeWindow, timeZone: string): number {
  const startOf = (date: Date) => DateTime.fromJSDate(date, { zone: timeZone }).startOf('day');
  return Math.round(startOf(to).diff(startOf(from), 'days').days);
}

/**
 * An organization's calendar: IANA zone, the first month (1 to 12) of its fiscal year, and the order of the numbers in
 * 12/10; without an order the zone's is taken.
 */
export type Calendar = { timeZone: string; fiscalYearStartMonth: number; dateOrder?: 'day-first' | 'month-first' };

export const isTimeZone = (name: string): boolean => DateTime.local({ zone: name }).isValid;

/**
 * Reads `2026-11-22` as the day's start in the zone, and an ISO time with `Z` or an offset as written. A time without
 * either is read in the zone. Null for any other text, impossible days and years of more or fewer than four digits
 * included.
 */
export function parseInstant(text: string, timeZone: string): Date | null {
  const parsed = DateTime.fromISO(text.trim(), { zone: timeZone });
  return parsed.isValid && /^\d{4}-\d{2}/.test(text.trim()) ? instantAt(parsed.toMillis()) : null;
}

/** The years that ISO-8601 writes with four digits, and so the store too; a day less, for every zone. */
export const EARLIEST = new Date('0001-01-02T00:00:00Z');
const LATEST_MS = Date.parse('9999-12-30T00:00:00Z');

/** A moment by its milliseconds; null outside the years 1 to 9999. */
export const instantAt = (ms: number): Date | null =>
  ms >= EARLIEST.getTime() && ms <= LATEST_MS ? new Date(ms) : null;

/** The stretch of equal length before, as far as there are dates. */
export const windowBefore = ({ from, to }: TimeWindow): TimeWindow => ({
  from: new Date(Math.max(EARLIEST.getTime(), from.getTime() - (to.getTime() - from.getTime()))),
  to: from,
});

/** `1:02:03` or `2:03`, the way players show a position. */
export function formatPosition(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(s).padStart(2, '0')}`;
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`;
}
