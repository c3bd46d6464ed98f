import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import { checkWebhookKey, readWebhook, type WebhookDelivery } from '../gong/gong-webhook.ts';
import { noteHint } from '../store/call-ledger-store.ts';
import type { Db } from '../store/db.ts';
import { readGongConnection, updateGongConnection } from '../store/gong-connections-store.ts';
import { noteDelivery } from '../store/webhooks-store.ts';
import type { SyncRunner } from './sync-runner.ts';

type Deps = { db: Db; syncRunner: Pick<SyncRunner, 'takeUp'>; now: () => Date };

/** Sets the key that webhooks must be signed by; null takes none any more. @throws AppError `not_connected`, `invalid_input`. */
export async function setWebhookKey(db: Db, organizationId: OrganizationId, key: string | null): Promise<void> {
  if (!(await readGongConnection(db, organizationId))) throw new AppError('not_connected', 'Connect Gong first.');
  if (key !== null) await checkWebhookKey(key);
  await updateGongConnection(db, organizationId, { webhookKey: key });
}

/**
 * Takes a webhook for what it is: a hint that a call is new or changed. What it says of the call is not believed; the call is asked for by id, by whoever works, at once.
 * @throws AppError `unauthenticated`, `not_found` where no key is set, `invalid_input`.
 */
export async function takeWebhook(
  { db, syncRunner, now }: Deps,
  organizationId: OrganizationId,
  delivery: WebhookDelivery,
): Promise<void> {
  const connection = await readGongConnection(db, organizationId);
  if (!connection?.webhookKey) throw new AppError('not_found', 'There is no webhook here.');
  const { callId, isTest, tokenHash } = await readWebhook(delivery, connection.webhookKey, now());
  if (!(await noteDelivery(db, organizationId, tokenHash, now())))
    throw new AppError('unauthenticated', 'The webhook is refused: it was taken before.');
  if (isTest) return;
  await noteHint(db, organizationId, callId, now());
  await syncRunner.takeUp(organizationId);
}
