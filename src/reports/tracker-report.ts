import { scopeOf } from '../access/scope.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { type Period, readTrackerAccounts, readTrackerMonths } from '../store/reports-store.ts';
import { readTrackers } from '../store/trackers-store.ts';
import type { Viewer } from '../viewer.ts';

type Count = { mentions: number; calls: number };
export type TrackerReport = {
  period: Period;
  before: Period;
  trackers: ({
    id: string;
    name: string;
    before: Count;
    months: (Count & { month: string })[];
    accounts: (Count & { id: string; name: string })[];
  } & Count)[];
};

/** How often each tracker's terms came up, over the months and by account, against the stretch of equal length before; of one account where it is given. */
export async function reportTrackers(
  db: Db,
  viewer: Viewer,
  { accountId, ...period }: Period & { accountId?: string },
): Promise<TrackerReport> {
  const scope = scopeOf(viewer);
  const ofAccount = accountId ? { accountId } : {};
  const { timeZone } = await readOrganization(db, viewer.organizationId);
  const before = {
    from: new Date(period.from.getTime() - (period.to.getTime() - period.from.getTime())),
    to: period.from,
  };
  const [months, earlier, accounts] = [
    await readTrackerMonths(db, scope, { ...period, ...ofAccount }, timeZone),
    await readTrackerMonths(db, scope, { ...before, ...ofAccount }, timeZone),
    await readTrackerAccounts(db, scope, { ...period, ...ofAccount }),
  ];
  const sum = (rows: readonly Count[]): Count => ({
    mentions: rows.reduce((total, row) => total + row.mentions, 0),
    calls: rows.reduce((total, row) => total + row.calls, 0),
  });
  const of = <Row extends { trackerId: string }>(rows: readonly Row[], id: string) =>
    rows.filter((row) => row.trackerId === id).map(({ trackerId: _, ...row }) => row);
  const trackers = await readTrackers(db, viewer.organizationId);
  return {
    period,
    before,
    trackers: trackers.map(({ id, name }) => ({
      id,
      name,
      ...sum(of(months, id)),
      before: sum(of(earlier, id)),
      months: of(months, id),
      accounts: of(accounts, id),
    })),
  };
}
