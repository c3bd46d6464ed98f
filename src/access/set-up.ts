import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { listOrganizations } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Auth } from './auth.ts';
import { createOrganization, type NewOrganization } from './members.ts';

export type SetUpDeps = { db: Db; auth: Auth; setUpCode: string; now: () => Date };
export type SetUpWish = Required<Pick<NewOrganization, 'name' | 'adminEmail' | 'adminName' | 'password' | 'domains'>>;

/** What whoever sets a server up must know: printed where the server starts, the same for all servers of one secret. */
export const setUpCodeOf = (secretKey: string): string =>
  createHmac('sha256', secretKey).update('colloquy set-up').digest('base64url').slice(0, 16);

/** A server without an organization waits to be set up. */
export const isSetUp = async (db: Db): Promise<boolean> => (await listOrganizations(db)).length > 0;

/**
 * Makes the first organization and its admin, for whoever has the code. Once there is an organization nobody comes in this way.
 * @throws AppError `conflict`, `forbidden`, `invalid_input`.
 */
export async function setUp(deps: SetUpDeps, code: string, wish: SetUpWish): Promise<Viewer> {
  if (await isSetUp(deps.db))
    throw new AppError('conflict', 'This server is set up already. Sign in, or ask an admin for an invitation.');
  // Hashes are of one length, whatever was typed.
  if (!timingSafeEqual(hashOf(code.trim()), hashOf(deps.setUpCode)))
    throw new AppError('forbidden', 'This is not the set-up code. The server prints it where it was started.');
  return createOrganization(deps, wish);
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
