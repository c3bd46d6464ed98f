import { checkAdmin } from '../access/check-admin.ts';
import { AppError } from '../errors.ts';
import { checkWebhookKey } from '../gong/gong-webhook.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { readGongConnection, updateGongConnection } from '../store/gong-connections-store.ts';
import type { Viewer } from '../viewer.ts';

/**
 * Sets the key that webhooks must be signed with; with null no webhook is taken any more.
 * @throws AppError `forbidden`, `not_connected`, `invalid_input`.
 */
export async function setWebhookKey(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  key: string | null,
): Promise<void> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  if (!(await readGongConnection(db, organizationId))) throw new AppError('not_connected', 'Connect Gong first.');
  if (key !== null) await checkWebhookKey(key);
  await db.transaction(async (tx) => {
    await updateGongConnection(tx, organizationId, { webhookKey: key });
    await recordAudit(tx, viewer, { action: 'gong.webhook_changed', details: { isOn: key !== null } }, now());
  });
}
