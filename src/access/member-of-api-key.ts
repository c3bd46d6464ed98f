import { createHash } from 'node:crypto';
import { readApiKey, saveApiKeyUse } from '../store/api-keys-store.ts';
import type { Db } from '../store/db.ts';
import { toStoreFailure } from '../store-failure.ts';

export const API_KEY_PREFIX = 'clq_';

/** The id of the member that a key acts as. Null for an unknown or revoked key. */
export async function memberOfApiKey(db: Db, key: string, now: Date): Promise<string | null> {
  if (!key.startsWith(API_KEY_PREFIX)) return null;
  const row = await readApiKey(db, hashOfApiKey(key));
  if (!row) return null;
  // A minute is exact enough for "last used", and spares a write per request.
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > 60_000)
    await saveApiKeyUse(db, row.id, now).catch((error) => {
      // A store that takes no writes is still read.
      if (!toStoreFailure(error)) throw error;
    });
  return row.memberId;
}

/** 256 random bits need no slow hash. */
export const hashOfApiKey = (key: string): string => createHash('sha256').update(key).digest('base64url');
