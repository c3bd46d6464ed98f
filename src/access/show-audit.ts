import type { AuditRecord } from '../audit.ts';
import { type AuditKey, type AuditWish, listAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';

export type AuditPage = { records: AuditRecord[]; next: AuditKey | null };

/**
 * The audit record of the viewer's organization, newest first; `from` inclusive, `to` exclusive. `next` is the start of
 * the next page.
 * @throws AppError `forbidden`.
 */
export async function showAudit(
  { db }: { db: Db },
  viewer: Viewer,
  { limit, after, ...wish }: AuditWish & { limit: number; after?: AuditKey },
): Promise<AuditPage> {
  checkAdmin(viewer);
  const rows = await listAudit(db, viewer.organizationId, wish, { limit: limit + 1, after });
  const records = rows.slice(0, limit);
  const last = records.at(-1);
  return { records, next: rows.length > limit && last ? { at: last.at, id: last.id } : null };
}
