/** A day on the organization's calendar, wherever the reader sits: a quarter must not begin a day early for them. */
export const formatDay = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(new Date(iso));

/** A moment to the minute, on the organization's clock. */
export const formatMoment = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(iso));

/** `2:03` or `1:02:03` */
export function formatPosition(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

export const SIDE_NAMES = { us: 'us', customer: 'customer', unknown: 'unknown side' } as const;
export const PLATFORM_NAMES = {
  zoom: 'Zoom',
  teams: 'Microsoft Teams',
  webex: 'Webex',
  google_meet: 'Google Meet',
  phone: 'Phone',
  other: 'Other',
} as const;
export const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;
