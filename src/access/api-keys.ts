import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../ids.ts';
import { readApiKey, saveApiKey, saveApiKeyUse } from '../store/api-keys-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

const PREFIX = 'clq_';

/** Makes a key that acts as its maker in their organization, with no expiry. Shown once: only its hash is kept. */
export async function createApiKey(
  db: Db,
  maker: Pick<Viewer, 'organizationId' | 'memberId'>,
  name: string,
  now: Date,
): Promise<{ id: string; key: string }> {
  const key = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  const id = newId('key');
  await saveApiKey(db, {
    id,
    organizationId: maker.organizationId,
    memberId: maker.memberId,
    name,
    hash: hashOf(key),
    createdAt: now,
  });
  return { id, key };
}

/** The member that a key acts as; null for a key that is unknown or revoked. */
export async function memberOfApiKey(db: Db, key: string, now: Date): Promise<string | null> {
  if (!key.startsWith(PREFIX)) return null;
  const row = await readApiKey(db, hashOf(key));
  if (!row) return null;
  // A minute is exact enough for "last used", and spares a write per request.
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > 60_000) await saveApiKeyUse(db, row.id, now);
  return row.memberId;
}

/** 256 random bits need no slow hash. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');
