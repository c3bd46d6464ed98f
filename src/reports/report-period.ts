import { DateTime } from 'luxon';
import { AppError } from '../errors.ts';
import { EARLIEST, type TimeWindow } from '../time-window.ts';

const DEFAULT_DAYS = 90;

/**
 * The period of a report: by default until the end of today, and 90 days back from its end.
 * @throws AppError `invalid_input` for reversed dates.
 */
export function reportPeriod(asked: Partial<TimeWindow>, { timeZone }: { timeZone: string }, now: Date): TimeWindow {
  const to = asked.to ?? DateTime.fromJSDate(now, { zone: timeZone }).endOf('day').plus(1).toJSDate();
  const usual = DateTime.fromJSDate(to, { zone: timeZone }).minus({ days: DEFAULT_DAYS }).toJSDate();
  const from = asked.from ?? (usual < EARLIEST ? EARLIEST : usual);
  if (from >= to) throw new AppError('invalid_input', 'The dates are reversed: from must lie before to.');
  return { from, to };
}
