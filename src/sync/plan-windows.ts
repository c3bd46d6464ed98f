import type { TimeWindow } from '../time-window.ts';

const DAY_MS = 86_400_000;

/** Ten full pages. A crash or an expired cursor repeats at most a window; a half-empty last page costs little. */
export const CALLS_PER_WINDOW = 1000;
/** For a refused longer window: the longest that every vendor's client agrees on (docs/gong-api.md §3.1). */
export const SAFE_DAYS = 90;

/** Equal windows for so many calls, newest first; every moment of the given window is in exactly one window. */
export function cutByCount(window: TimeWindow, calls: number): TimeWindow[] {
  const parts = Math.max(1, Math.round(calls / CALLS_PER_WINDOW));
  // Rounded up to whole milliseconds, so that no sliver is left over.
  return cutAt(window, Math.ceil((window.to.getTime() - window.from.getTime()) / parts));
}

/** Windows of at most so many days, newest first. */
export const cutByDays = (window: TimeWindow, days: number): TimeWindow[] => cutAt(window, days * DAY_MS);

function cutAt({ from, to }: TimeWindow, stepMs: number): TimeWindow[] {
  const windows: TimeWindow[] = [];
  for (let end = to; end > from; ) {
    const start = new Date(Math.max(from.getTime(), end.getTime() - Math.max(1, stepMs)));
    windows.push({ from: start, to: end });
    end = start;
  }
  return windows;
}
