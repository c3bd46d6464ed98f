import { AppError } from '../errors.ts';
import { saveApiKeyRevoked } from '../store/api-keys-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** Revokes a key of the viewer. @throws AppError `not_found`. */
export async function revokeApiKey(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  keyId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await saveApiKeyRevoked(tx, viewer.memberId, keyId, now())))
      throw new AppError('not_found', 'There is no such key.');
    await recordAudit(tx, viewer, { action: 'api_key.revoked', subject: keyId }, now());
  });
}
