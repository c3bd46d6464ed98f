import type { Engagement } from '../engagement.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Viewer } from '../viewer.ts';
import { reportEngagement } from './report-engagement.ts';

type Args = Parameters<typeof reportEngagement>;

/** The report to be taken away as a table, and recorded as such. */
export async function exportEngagement(deps: Args[0], viewer: Viewer, wish: Args[2]): Promise<Engagement> {
  const report = await reportEngagement(deps, viewer, wish);
  const { by, period, rows } = report;
  const range = { from: period.from.toISOString(), to: period.to.toISOString() };
  const details = { report: 'engagement', by, ...range, rows: rows.length };
  await recordAudit(deps.db, viewer, { action: 'report.exported', details }, deps.now());
  return report;
}
