import type { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { timeWindowSchema } from '../iso-date.ts';
import { sumUsage } from '../store/answers-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { TimeWindow } from '../time-window.ts';
import { usageSumsSchema } from '../usage.ts';
import type { Viewer } from '../viewer.ts';

export const usageReportSchema = usageSumsSchema.extend(timeWindowSchema.shape);
export type UsageReport = z.infer<typeof usageReportSchema>;

const DEFAULT_MS = 30 * 24 * 3600 * 1000;

/**
 * Answers, tokens and cost of the whole organization, by default over the last 30 days.
 * @throws AppError `forbidden`.
 */
export async function reportUsage(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  { to = now(), from = new Date(to.getTime() - DEFAULT_MS) }: Partial<TimeWindow>,
): Promise<UsageReport> {
  checkAdmin(viewer);
  const sums = await sumUsage(db, viewer.organizationId, { from, to });
  const details = { from: from.toISOString(), to: to.toISOString() };
  await recordAudit(db, viewer, { action: 'usage.read', details }, now());
  return { ...sums, from, to };
}
