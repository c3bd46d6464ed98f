import { DateTime } from 'luxon';
import { scopeOf } from '../access/scope.ts';
import type { Engagement, EngagementBy, EngagementRow, Measures } from '../engagement.ts';
import type { Db } from '../store/db.ts';
import { readEngagement, readLastContacts } from '../store/reports-store.ts';
import { type TimeWindow, windowBefore } from '../time-window.ts';
import type { Viewer } from '../viewer.ts';
import { reportPeriod } from './report-period.ts';

const DAY_MS = 86_400_000;

/**
 * Time spent talking with customers: by account, teammate or week, each against the period before of equal length.
 * Silent accounts and teammates are listed with zeros.
 */
export async function reportEngagement(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  { by, ...asked }: { by: EngagementBy } & Partial<TimeWindow>,
): Promise<Engagement> {
  const period = reportPeriod(asked, viewer, now());
  const scope = scopeOf(viewer);
  const { timeZone } = viewer;
  const lengthMs = period.to.getTime() - period.from.getTime();
  const before = windowBefore(period);
  const [current, earlier] = [
    await readEngagement(db, scope, { by, period, timeZone }),
    await readEngagement(db, scope, { by, period: before, timeZone }),
  ];
  const last = by === 'week' ? [] : await readLastContacts(db, scope, by, period.to);
  const weeks = by === 'week' ? 1 : lengthMs / (7 * DAY_MS);
  const silent = last
    .filter(({ id }) => !current.some((row) => row.id === id))
    .map(
      ({ id, name, lastCallAt }): EngagementRow => ({
        id,
        name,
        lastCallAt,
        calls: 0,
        minutes: 0,
        contacts: 0,
        talkRatio: null,
      }),
    );
  const end = period.to < now() ? period.to : now();
  const measuresOf = (row: EngagementRow | undefined): Measures => ({
    calls: row?.calls ?? 0,
    minutes: row?.minutes ?? 0,
    contacts: row?.contacts ?? 0,
    talkRatio: row?.talkRatio ?? null,
    callsPerWeek: (row?.calls ?? 0) / weeks,
  });
  // A week's predecessor is the week before, in either period.
  const predecessor = (id: string) =>
    by === 'week'
      ? [...current, ...earlier].find(
          (row) => row.id === new Date(Date.parse(id) - 7 * DAY_MS).toISOString().slice(0, 10),
        )
      : earlier.find((row) => row.id === id);
  const rows = [...(by === 'week' ? everyWeek(current, { ...period, to: end }, timeZone) : current), ...silent].map(
    (row) => ({
      id: row.id,
      name: row.name,
      lastCallAt: row.lastCallAt,
      daysSinceLastContact:
        by === 'week' || !row.lastCallAt ? null : Math.floor((end.getTime() - row.lastCallAt.getTime()) / DAY_MS),
      ...measuresOf(row),
      before: measuresOf(predecessor(row.id)),
    }),
  );
  return { by, period, before, rows: by === 'week' ? rows.sort((a, b) => a.id.localeCompare(b.id)) : rows };
}

/** More weeks than that begin with the first call: a period may begin centuries before. */
const MOST_LEADING_WEEKS = 53;

/** A row for each week of the period, by its Monday in the zone: a week without a call is a finding, not a gap. */
function everyWeek(rows: readonly EngagementRow[], { from, to }: TimeWindow, zone: string): EngagementRow[] {
  const byWeek = new Map(rows.map((row) => [row.id, row]));
  const [first] = [...byWeek.keys()].sort();
  if (first === undefined) return [];
  const earliest = DateTime.fromISO(first, { zone }).minus({ weeks: MOST_LEADING_WEEKS });
  const weeks: EngagementRow[] = [];
  let week = DateTime.max(DateTime.fromJSDate(from, { zone }), earliest).startOf('week');
  for (; week.toJSDate() < to; week = week.plus({ weeks: 1 })) {
    const id = week.toFormat('yyyy-MM-dd');
    const none = { id, name: '', lastCallAt: null, calls: 0, minutes: 0, contacts: 0, talkRatio: null };
    weeks.push(byWeek.get(id) ?? none);
  }
  return weeks;
}
