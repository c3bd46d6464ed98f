import { DateTime } from 'luxon';
import type { Platform } from '../call.ts';
import type { CallSummary } from '../call-summary.ts';
import { periodOf } from '../language/calendar-periods.ts';
import type { CalendarUnit } from '../language/record-words.ts';
import { dayOf } from '../time-window.ts';
import type { FigureRow } from './answer-parts.ts';
import {
  afterComma,
  ago,
  compareFigures,
  type Figures,
  type FiguresInput,
  inParentheses,
  minutesOf,
} from './figures.ts';
import { counted, figureWords, listWords } from './write-text.ts';

/** The calls themselves, newest first. */
export function callsFigures(input: FiguresInput): Figures {
  const { calls } = input;
  const wordless = calls.filter(({ transcript }) => transcript.state !== 'ready').length;
  const [it, has] = calls.length === 1 ? ['it', 'has'] : [`${wordless} of them`, wordless === 1 ? 'has' : 'have'];
  const unread = wordless > 0 ? `; ${it} ${has} no transcript to search yet` : '';
  return { lead: `${counted(calls.length, 'call')}${afterComma(input)}${unread}.`, rows: [], calls };
}

/** The oldest call on record; there may have been others before. */
export function firstCallFigures(input: FiguresInput): Figures {
  const first = input.calls.at(-1);
  const when = first && `${dayOf(first.startedAt, input.organization.timeZone)}, ${ago(input, first)}`;
  return {
    lead: first ? `The first recorded call${inParentheses(input)} was on ${when}.` : '',
    rows: [],
    calls: first ? [first] : [],
  };
}

/** "“Renewal” was on 3 May 2026, 20 days ago", for each of the calls. */
export function callDayFigures(input: FiguresInput): Figures {
  const each = input.calls.map(
    (call) => `“${call.title}” was on ${dayOf(call.startedAt, input.organization.timeZone)}, ${ago(input, call)}.`,
  );
  return { lead: each.join(' '), rows: [], calls: input.calls };
}

export function averageFigures(input: FiguresInput): Figures {
  const { calls } = input;
  const inOrder = calls.toSorted((a, b) => a.durationSeconds - b.durationSeconds);
  const lasting = (some: readonly CallSummary[]) => figureWords(minutesOf(some));
  const { value } = minutesOf(calls);
  const mean = figureWords({ value: value / Math.max(1, calls.length), unit: 'minutes' });
  const spread = `the shortest ${lasting(inOrder.slice(0, 1))}, the longest ${lasting(inOrder.slice(-1))}`;
  const lead = `A call${inParentheses(input)} lasts ${mean} on average: ${lasting(calls)} in ${counted(calls.length, 'call')}, ${spread}.`;
  return { lead, rows: [], calls };
}

const HELD: Record<Platform, { name: string; words: string }> = {
  zoom: { name: 'Zoom', words: 'on Zoom' },
  teams: { name: 'Microsoft Teams', words: 'on Microsoft Teams' },
  webex: { name: 'Webex', words: 'on Webex' },
  google_meet: { name: 'Google Meet', words: 'on Google Meet' },
  phone: { name: 'Phone', words: 'by phone' },
  other: { name: 'Other', words: 'on a platform that is not recorded' },
};

/** Where calls were held; with `platform` in the measure, the calls held there. */
export function platformFigures(input: FiguresInput): Figures {
  const { calls, plan, organization } = input;
  const [only] = calls;
  const asked = plan.measure?.platform;
  if (only && calls.length === 1 && !asked) {
    const day = dayOf(only.startedAt, organization.timeZone);
    return { lead: `“${only.title}” on ${day} was ${HELD[only.platform].words}.`, rows: [], calls };
  }
  const groups = [...Map.groupBy(calls, ({ platform }) => platform)].map(([platform, some]) => ({ platform, some }));
  const rows = groups
    .map(
      ({ platform, some }): FigureRow => ({
        name: HELD[platform].name,
        detail: '',
        figures: [{ value: some.length, unit: 'calls' }, minutesOf(some)],
        claims: [],
      }),
    )
    .sort((a, b) => compareFigures(a, b) || a.name.localeCompare(b.name));
  const all = `${counted(calls.length, 'call')}${afterComma(input)}`;
  if (!asked) return { lead: `${all}, by platform:`, rows, calls };
  const there = calls.filter(({ platform }) => platform === asked);
  const [were, where] = [there.length === 1 ? 'was' : 'were', HELD[asked].words];
  if (there.length === 0) return { lead: `None of ${all} was ${where}. They were held as follows:`, rows, calls: [] };
  return { lead: `${there.length} of ${all} ${were} ${where}.`, rows: [], calls: there };
}

/** Most stretches of time that are listed with none of their calls. */
const MOST_EMPTY = 36;

/** Calls by day, week, month, quarter or year of the organization's calendar, the newest first. */
export function callsByPeriod(input: FiguresInput): Figures {
  const per = input.plan.measure?.per ?? 'month';
  const { timeZone } = input.organization;
  const stretchOf = (at: Date) => {
    const now = DateTime.fromJSDate(at, { zone: timeZone }).setLocale('en');
    return periodOf('this', per, { now, calendar: input.organization }, false);
  };
  const byStart = Map.groupBy(input.calls, ({ startedAt }) => stretchOf(startedAt).from.toMillis());
  const stretches = [];
  const last = input.calls.at(-1)?.startedAt ?? input.now;
  for (let at = input.calls[0]?.startedAt ?? last; at >= last; ) {
    const stretch = stretchOf(at);
    stretches.push(stretch);
    at = new Date(stretch.from.toMillis() - 1);
  }
  const shown =
    stretches.length > MOST_EMPTY ? stretches.filter(({ from }) => byStart.has(from.toMillis())) : stretches;
  const rows = shown.map(({ from, to }): FigureRow => {
    const calls = byStart.get(from.toMillis()) ?? [];
    const figures: FigureRow['figures'] = [{ value: calls.length, unit: 'calls' }, minutesOf(calls)];
    return { name: nameOf(per, from, to), detail: to.toJSDate() > input.now ? 'so far' : '', figures, claims: [] };
  });
  const most = Math.max(0, ...rows.map(({ figures }) => figures[0]?.value ?? 0));
  const busiest = rows.filter(({ figures }) => figures[0]?.value === most).map(({ name }) => name);
  const peak =
    busiest.length > 3
      ? `Never more than ${most} in a ${per}`
      : `Most calls: ${listWords(busiest)} (${most}${busiest.length > 1 ? ' each' : ''})`;
  const lead = `${counted(input.calls.length, 'call')}${afterComma(input)}, by ${per}. ${peak}.`;
  return { lead, rows, calls: input.calls };
}

function nameOf(per: CalendarUnit, from: DateTime, to: DateTime): string {
  if (per === 'day') return from.toFormat('d LLLL yyyy');
  if (per === 'week') return `week of ${from.toFormat('d LLLL yyyy')}`;
  if (per === 'month') return from.toFormat('LLLL yyyy');
  if (per === 'year') return from.toFormat('yyyy');
  return `${from.toFormat('LLLL')} to ${to.minus({ days: 1 }).toFormat('LLLL yyyy')}`;
}
