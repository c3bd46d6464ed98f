import { eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { type OrganizationId, toOrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { gongAuthorizations } from './schema.ts';
import type { Secrets } from './secrets.ts';

/** A connection that was begun in the browser, until Gong sends the admin back. */
export type Authorization = {
  stateHash: string;
  organizationId: OrganizationId;
  memberId: string;
  codeVerifier: string;
  redirectUri: string;
  createdAt: Date;
};

export async function saveAuthorization(db: Db, secrets: Secrets, begun: Authorization): Promise<void> {
  const { codeVerifier, ...row } = begun;
  await db.insert(gongAuthorizations).values({ ...row, sealedVerifier: await secrets.seal(codeVerifier) });
}

/** Takes a begun connection; a second take answers null. Connections begun before `notBefore` are swept away. */
export async function takeAuthorization(
  db: Db,
  secrets: Secrets,
  stateHash: string,
  notBefore: Date,
): Promise<Authorization | null> {
  await db.delete(gongAuthorizations).where(lt(gongAuthorizations.createdAt, notBefore));
  const [row] = await db.delete(gongAuthorizations).where(eq(gongAuthorizations.stateHash, stateHash)).returning();
  if (!row) return null;
  const { sealedVerifier, organizationId, ...rest } = row;
  return {
    ...rest,
    organizationId: toOrganizationId(organizationId),
    codeVerifier: z.string().parse(await secrets.unseal(sealedVerifier)),
  };
}
