/** What 12/10 means: 12 October or 10 December. */
export type DateOrder = 'day-first' | 'month-first';

/**
 * The order in which an organization writes a date's numbers, by its time zone: the United States alone put the month
 * first, and their zones are known to the runtime.
 */
export const dateOrderOf = (timeZone: string): DateOrder => (AMERICAN.has(timeZone) ? 'month-first' : 'day-first');

/** `getTimeZones` is younger than TypeScript's own types. */
const american = new Intl.Locale('en-US') as Intl.Locale & { getTimeZones(): string[] };
const AMERICAN = new Set(american.getTimeZones());
