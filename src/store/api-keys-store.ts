import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ApiKey } from '../api-key.ts';
import type { Db } from './db.ts';
import { apiKeys } from './schema.ts';

export type NewApiKey = {
  id: string;
  organizationId: string;
  memberId: string;
  name: string;
  hash: string;
  createdAt: Date;
};

export async function saveApiKey(db: Db, key: NewApiKey): Promise<void> {
  await db.insert(apiKeys).values(key);
}

/** The key with this hash, unless revoked. */
export async function readApiKey(db: Db, hash: string): Promise<(ApiKey & { memberId: string }) | null> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
  return row ?? null;
}

export async function saveApiKeyUse(db: Db, id: string, lastUsedAt: Date): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt }).where(eq(apiKeys.id, id));
}

/** A member's working keys, oldest first. */
export async function listApiKeys(db: Db, memberId: string): Promise<ApiKey[]> {
  return db
    .select({ id: apiKeys.id, name: apiKeys.name, createdAt: apiKeys.createdAt, lastUsedAt: apiKeys.lastUsedAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.memberId, memberId), isNull(apiKeys.revokedAt)))
    .orderBy(asc(apiKeys.createdAt));
}

/** Revokes a key of the member; answers whether there was such a key. */
export async function saveApiKeyRevoked(db: Db, memberId: string, id: string, revokedAt: Date): Promise<boolean> {
  const rows = await db
    .update(apiKeys)
    .set({ revokedAt })
    .where(and(eq(apiKeys.id, id), eq(apiKeys.memberId, memberId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return rows.length > 0;
}
