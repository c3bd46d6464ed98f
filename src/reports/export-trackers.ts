import { recordAudit } from '../store/audit-store.ts';
import type { TrackerReport } from '../tracker-report.ts';
import type { Viewer } from '../viewer.ts';
import { reportTrackers } from './report-trackers.ts';

type Args = Parameters<typeof reportTrackers>;

/** The report to be taken away as a table, a row for each tracker and account, and recorded as such. */
export async function exportTrackers(deps: Args[0], viewer: Viewer, wish: Args[2]): Promise<TrackerReport> {
  const report = await reportTrackers(deps, viewer, wish);
  const { period, trackers } = report;
  const range = { from: period.from.toISOString(), to: period.to.toISOString() };
  const rows = trackers.reduce((sum, { accounts }) => sum + accounts.length, 0);
  const details = { report: 'trackers', ...range, rows };
  await recordAudit(deps.db, viewer, { action: 'report.exported', details }, deps.now());
  return report;
}
