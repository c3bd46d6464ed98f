import type { Platform } from '../call.ts';
import type { Facets } from './segment-index.ts';

type FacetedCall = { startedAt: Date; platform: Platform; accountIds: string[]; personIds: string[] };

/** Counts the values that calls share, most calls first. Months follow the time zone, newest first. */
export function countFacets(
  calls: readonly FacetedCall[],
  { timeZone, limit }: { timeZone: string; limit: number },
): Facets {
  const monthOf = monthsIn(timeZone);
  const counted = <Value extends string>(valuesOf: (call: FacetedCall) => readonly Value[]) => {
    const counts = new Map<Value, number>();
    for (const call of calls) for (const value of valuesOf(call)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts]
      .sort(([a, more], [b, fewer]) => fewer - more || (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([value, calls]) => ({ value, calls }));
  };
  return {
    accounts: counted((call) => call.accountIds).map(({ value: id, calls }) => ({ id, calls })),
    people: counted((call) => call.personIds).map(({ value: id, calls }) => ({ id, calls })),
    platforms: counted((call) => [call.platform]).map(({ value: platform, calls }) => ({ platform, calls })),
    months: counted((call) => [monthOf(call.startedAt)])
      .map(({ value: month, calls }) => ({ month, calls }))
      .sort((a, b) => (a.month < b.month ? 1 : -1)),
  };
}

/** The month of a moment in a time zone, as `2026-11`. */
function monthsIn(timeZone: string): (time: Date) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' });
  return (time) => format.format(time).slice(0, 7);
}
