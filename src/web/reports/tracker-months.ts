import { dayIn } from '../format.ts';
import type { TrackerReport } from './use-reports.ts';

export type MonthRow = { month: string } & Record<string, string | number>;

/**
 * Mentions of each tracker by month, one row a month ("Oct 2026"). A month without mentions counts 0, so no line skips
 * the month; the current one says that it is not over.
 */
export function monthRows(
  { trackers, period }: Pick<TrackerReport, 'trackers' | 'period'>,
  { timeZone, now }: { timeZone: string; now: Date },
): MonthRow[] {
  const rows: MonthRow[] = [];
  const last = dayIn(new Date(Date.parse(period.to) - 1), timeZone).slice(0, 7);
  const current = dayIn(now, timeZone).slice(0, 7);
  const said = trackers.flatMap(({ months }) => months.map(({ month }) => month));
  const first = [dayIn(period.from, timeZone).slice(0, 7), ...said].sort()[0] ?? last;
  for (let month = first; month <= last; month = nextMonth(month)) {
    const counts = trackers.map(({ id, months }) => [id, months.find((one) => one.month === month)?.mentions ?? 0]);
    rows.push({ month: month === current ? `${nameOf(month)} so far` : nameOf(month), ...Object.fromEntries(counts) });
  }
  return rows;
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

const nameOf = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-15`),
  );
