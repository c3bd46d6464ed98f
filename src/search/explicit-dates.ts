import * as chrono from 'chrono-node';
import { DateTime } from 'luxon';
import { dayLabel, type Reading } from './calendar-periods.ts';
import type { Stretch } from './date-stretches.ts';

/** Dates with a day, like "3 May", "2026-05-03", "June 5th", also "May 3 to May 10": chrono reads them. */
export function explicitDates(text: string, { now }: Reading): Stretch[] {
  // Chrono takes "from 3" for an hour; the words between two dates are read elsewhere.
  const dates = text.replace(/\b(?:from|until|till)\b/gi, (word) => ' '.repeat(word.length));
  return chrono.en.strict.parse(dates, now.toJSDate(), { forwardDate: false }).flatMap((result): Stretch[] => {
    if (!result.start.isCertain('day') || !result.start.isCertain('month')) return [];
    // "Two days ago" and "… until now" are read by the rules.
    if (!/\d/.test(result.text) || /\bago\b/i.test(result.text)) return [];
    const untilNow = /\s*(?:until|till|to|through|[–-])\s*(?:now|today|yesterday)$/i.exec(result.text);
    const from = dayOf(result.start, now);
    const last = result.end && !untilNow ? dayOf(result.end, now) : from;
    const label = last > from ? `${dayLabel(from)} to ${dayLabel(last)}` : dayLabel(from);
    const span = { start: result.index, end: result.index + (untilNow?.index ?? result.text.length) };
    const week = /\bweek (?:of|from|starting|beginning)(?: on)?(?: the)? *$/i.exec(text.slice(0, result.index));
    if (week) {
      const monday = from.startOf('week');
      return [
        {
          from: monday,
          to: monday.plus({ weeks: 1 }),
          label: `week of ${dayLabel(monday)}`,
          unit: 'week',
          needsCue: false,
          start: week.index,
          end: span.end,
        },
      ];
    }
    return [
      { from, to: last.plus({ days: 1 }), label, unit: last > from ? 'rolling' : 'day', needsCue: true, ...span },
    ];
  });
}

function dayOf(parts: chrono.ParsedComponents, now: DateTime): DateTime {
  const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
  const date = DateTime.fromObject({ year: year ?? now.year, month: month ?? 1, day: day ?? 1 }, { zone: now.zone });
  return !parts.isCertain('year') && date > now ? date.minus({ years: 1 }) : date;
}
