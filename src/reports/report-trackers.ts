import { scopeOf } from '../access/scope.ts';
import type { Db } from '../store/db.ts';
import { readTrackerAccounts, readTrackerMonths } from '../store/reports-store.ts';
import { readTrackers } from '../store/trackers-store.ts';
import { type TimeWindow, windowBefore } from '../time-window.ts';
import type { TrackerCounts, TrackerReport } from '../tracker-report.ts';
import type { Viewer } from '../viewer.ts';
import { reportPeriod } from './report-period.ts';

/**
 * Mentions of each tracker's terms by month and by account, against the period before of equal length. `accountId`
 * limits the report to one account.
 */
export async function reportTrackers(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  { accountId, ...asked }: Partial<TimeWindow> & { accountId?: string },
): Promise<TrackerReport> {
  const period = reportPeriod(asked, viewer, now());
  const scope = scopeOf(viewer);
  const ofAccount = accountId ? { accountId } : {};
  const before = windowBefore(period);
  const [months, earlier, accounts] = [
    await readTrackerMonths(db, scope, { ...period, ...ofAccount }, viewer.timeZone),
    await readTrackerMonths(db, scope, { ...before, ...ofAccount }, viewer.timeZone),
    await readTrackerAccounts(db, scope, { ...period, ...ofAccount }),
  ];
  const sum = (rows: readonly TrackerCounts[]): TrackerCounts => ({
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
