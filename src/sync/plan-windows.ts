import type { TimeWindow } from '../time-window.ts';

const DAY_MS = 86_400_000;

/**
 * Cuts a range into windows, newest first. A window is what a crash or an expired cursor makes us read again, and a range's last page is
 * seldom full: longer windows waste fewer requests, shorter ones less repeated work. Every moment of the range is in exactly one window.
 */
export function planWindows(range: TimeWindow, longestDays = 90): TimeWindow[] {
  const windows: TimeWindow[] = [];
  let to = range.to;
  while (to > range.from) {
    const from = new Date(Math.max(range.from.getTime(), to.getTime() - longestDays * DAY_MS));
    windows.push({ from, to });
    to = from;
  }
  return windows;
}
