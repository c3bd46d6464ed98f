import type { CallKind, Platform, Side } from '../http/api-types.ts';

/**
 * A day on the organization's calendar, wherever the reader is: a quarter must not begin a day early for readers
 * further west.
 */
export const formatDay = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(new Date(iso));

/** The organization's day of a moment, like 2026-11-22. */
export const dayIn = (iso: string | Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(iso));

/** The day so many days after a day like 2026-11-22. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** A moment to the minute, on the organization's clock. */
export const formatMoment = (iso: string, timeZone: string, { hasYear = false } = {}): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(hasYear && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(iso));

/** The time of day for a moment of today, or else its day without the year. */
export const formatShort = (iso: string, isToday: boolean, timeZone: string): string =>
  new Intl.DateTimeFormat(
    'en-GB',
    isToday ? { hour: '2-digit', minute: '2-digit', timeZone } : { day: 'numeric', month: 'short', timeZone },
  ).format(new Date(iso));

/** `2:03` or `1:02:03` */
export function formatPosition(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

// Names for closed lists of the API, in the order shown: what the API adds does not compile before it has a name.

export const SIDE_NAMES = { us: 'us', customer: 'customer', unknown: 'unknown side' } as const satisfies Record<
  Side,
  string
>;
export const KIND_NAMES = { external: 'External', internal: 'Internal', unknown: 'Unknown' } as const satisfies Record<
  CallKind,
  string
>;
export const PLATFORM_NAMES = {
  zoom: 'Zoom',
  teams: 'Microsoft Teams',
  webex: 'Webex',
  google_meet: 'Google Meet',
  phone: 'Phone',
  other: 'Other',
} as const satisfies Record<Platform, string>;
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** The start of a day like 2026-11-22 in a time zone, as ISO-8601. */
export function startOfDay(day: string, timeZone: string): string {
  const utcMs = Date.parse(`${day}T00:00:00Z`);
  const offsetAt = (ms: number): number => {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    }).formatToParts(ms);
    const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    return Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute')) - ms;
  };
  // Twice: the offset at the start of the local day may differ from the offset at UTC's.
  const nearMs = utcMs - offsetAt(utcMs);
  return new Date(utcMs - offsetAt(nearMs)).toISOString();
}
