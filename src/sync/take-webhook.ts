import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import { LONGEST_GOOD_MS, readWebhook, type WebhookDelivery } from '../gong/gong-webhook.ts';
import { noteHint } from '../store/call-ledger-store.ts';
import type { Db } from '../store/db.ts';
import { readGongConnection } from '../store/gong-connections-store.ts';
import { noteDelivery } from '../store/webhooks-store.ts';
import type { SyncRunner } from './sync-runner.ts';

type Deps = { db: Db; syncRunner: Pick<SyncRunner, 'takeUp'>; now: () => Date };

/**
 * Takes a webhook as a mere hint that a call is new or changed. The webhook's details are not believed: a working
 * process asks Gong for the call by id at once.
 * @throws AppError `unauthenticated`, `not_found` without a webhook key, `invalid_input`.
 */
export async function takeWebhook(
  { db, syncRunner, now }: Deps,
  organizationId: OrganizationId,
  delivery: WebhookDelivery,
): Promise<void> {
  const connection = await readGongConnection(db, organizationId);
  if (!connection?.webhookKey) throw new AppError('not_found', 'There is no webhook here.');
  const at = now();
  const { callId, isTest, tokenHash } = await readWebhook(delivery, connection.webhookKey, at);
  // Twice as long as a signature is good: until then its delivery could come again.
  const forgotten = new Date(at.getTime() - 2 * LONGEST_GOOD_MS);
  if (!(await noteDelivery(db, organizationId, tokenHash, { at, forgotten })))
    throw new AppError('unauthenticated', 'The webhook is refused: it was taken before.');
  if (isTest) return;
  await noteHint(db, organizationId, callId, at);
  await syncRunner.takeUp(organizationId);
}
