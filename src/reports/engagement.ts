import { scopeOf } from '../access/scope.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import {
  type EngagementBy,
  type EngagementRow,
  type Period,
  readEngagement,
  readLastContacts,
} from '../store/reports-store.ts';
import type { Viewer } from '../viewer.ts';

type Measures = Pick<EngagementRow, 'calls' | 'minutes' | 'contacts' | 'talkRatio'> & { callsPerWeek: number };
export type Engagement = {
  by: EngagementBy;
  period: Period;
  before: Period;
  rows: (Measures & {
    id: string;
    name: string;
    lastCallAt: Date | null;
    /** Whole days from the last call to the end of the period, or to now where that is earlier; null for weeks, and where there never was one. */
    daysSinceLastContact: number | null;
    /** The same of the stretch of equal length before. */
    before: Measures;
  })[];
};

const DAY_MS = 86_400_000;

/** How much was spoken with customers: by account, teammate or week, each against the period before. Accounts and teammates that were silent are there with zeros. */
export async function reportEngagement(
  db: Db,
  viewer: Viewer,
  asked: { by: EngagementBy; period: Period },
  now: Date,
): Promise<Engagement> {
  const { by, period } = asked;
  const scope = scopeOf(viewer);
  const { timeZone } = await readOrganization(db, viewer.organizationId);
  const lengthMs = period.to.getTime() - period.from.getTime();
  const before = { from: new Date(period.from.getTime() - lengthMs), to: period.from };
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
  const end = period.to < now ? period.to : now;
  const measuresOf = (row: EngagementRow | undefined): Measures => ({
    calls: row?.calls ?? 0,
    minutes: row?.minutes ?? 0,
    contacts: row?.contacts ?? 0,
    talkRatio: row?.talkRatio ?? null,
    callsPerWeek: (row?.calls ?? 0) / weeks,
  });
  // A week's week before is the one before it, whichever period that lies in.
  const predecessor = (id: string) =>
    by === 'week'
      ? [...current, ...earlier].find(
          (row) => row.id === new Date(Date.parse(id) - 7 * DAY_MS).toISOString().slice(0, 10),
        )
      : earlier.find((row) => row.id === id);
  const rows = [...current, ...silent].map((row) => ({
    id: row.id,
    name: row.name,
    lastCallAt: row.lastCallAt,
    daysSinceLastContact:
      by === 'week' || !row.lastCallAt ? null : Math.floor((end.getTime() - row.lastCallAt.getTime()) / DAY_MS),
    ...measuresOf(row),
    before: measuresOf(predecessor(row.id)),
  }));
  return { by, period, before, rows: by === 'week' ? rows.sort((a, b) => a.id.localeCompare(b.id)) : rows };
}
