import { and, eq } from 'drizzle-orm';
import type { Db } from './db.ts';
import { gongAuthorizations, gongConnections, organizationModels } from './schema.ts';
import type { Secrets } from './secrets.ts';

/**
 * Seals under the current key whatever is sealed under the previous one. Safe to repeat, and beside writers: a row that
 * changed meanwhile was sealed under the current key by whoever changed it.
 */
export async function sealAnew({ db, secrets }: { db: Db; secrets: Secrets }): Promise<void> {
  for (const { organizationId, sealedCredentials } of await db.select().from(gongConnections)) {
    const sealed = await secrets.sealAnew(sealedCredentials);
    if (sealed !== null)
      await db
        .update(gongConnections)
        .set({ sealedCredentials: sealed })
        .where(
          and(
            eq(gongConnections.organizationId, organizationId),
            eq(gongConnections.sealedCredentials, sealedCredentials),
          ),
        );
  }
  for (const { stateHash, sealedVerifier } of await db.select().from(gongAuthorizations)) {
    const sealed = await secrets.sealAnew(sealedVerifier);
    if (sealed !== null)
      await db
        .update(gongAuthorizations)
        .set({ sealedVerifier: sealed })
        .where(eq(gongAuthorizations.stateHash, stateHash));
  }
  for (const { organizationId, sealedKey } of await db.select().from(organizationModels)) {
    if (sealedKey === null) continue;
    const sealed = await secrets.sealAnew(sealedKey);
    if (sealed !== null)
      await db
        .update(organizationModels)
        .set({ sealedKey: sealed })
        .where(and(eq(organizationModels.organizationId, organizationId), eq(organizationModels.sealedKey, sealedKey)));
  }
}
