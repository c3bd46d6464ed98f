import { z } from 'zod';
import { AppError } from '../errors.ts';
import { timeZoneSchema } from '../organization.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { newOrganizationSchema, readyOrganization } from './add-organization.ts';
import type { Auth } from './auth.ts';
import { isSetUp } from './is-set-up.ts';
import { takeSetUpCode } from './set-up-code.ts';

/** Everything of an organization is asked for, but its time zone has a default. */
export const setUpWishSchema = newOrganizationSchema
  .required()
  .extend({ code: z.string().max(100), timeZone: timeZoneSchema.default('UTC') });
export type SetUpWish = z.infer<typeof setUpWishSchema>;

/**
 * Makes the first organization and its admin for the holder of the code. The code is used up by that, and set-up is
 * closed once an organization exists: of several at once, one makes it.
 * @throws AppError `conflict`, `forbidden`, `invalid_input`.
 */
export async function setUp(
  deps: { db: Db; auth: Auth; now: () => Date },
  { code, ...wish }: SetUpWish,
): Promise<Viewer> {
  await checkOpen(deps.db);
  const save = await readyOrganization(deps, wish);
  return deps.db.transaction(async (tx) => {
    const isTaken = await takeSetUpCode(tx, code);
    await checkOpen(tx);
    if (!isTaken)
      throw new AppError('forbidden', 'This is not the set-up code. The server prints it where it was started.');
    return save(tx);
  });
}

async function checkOpen(db: Db): Promise<void> {
  if (await isSetUp({ db }))
    throw new AppError('conflict', 'This server is set up already. Sign in, or ask an admin for an invitation.');
}
