import { randomBytes } from 'node:crypto';
import type { MadeApiKey } from '../api-key.ts';
import { newId } from '../ids.ts';
import { saveApiKey } from '../store/api-keys-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { API_KEY_PREFIX, hashOfApiKey } from './member-of-api-key.ts';

/**
 * Makes a key that acts as its maker in their organization, without expiry. The key is shown once, because only its
 * hash is kept.
 */
export async function createApiKey(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  name: string,
): Promise<MadeApiKey> {
  const key = `${API_KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
  const id = newId('key');
  const { organizationId, memberId } = viewer;
  await db.transaction(async (tx) => {
    await saveApiKey(tx, { id, organizationId, memberId, name, hash: hashOfApiKey(key), createdAt: now() });
    await recordAudit(tx, viewer, { action: 'api_key.created', subject: id, details: { name } }, now());
  });
  return { id, key };
}
