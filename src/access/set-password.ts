import { operatorOf } from '../audit.ts';
import { AppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { findUserId } from '../store/members-store.ts';
import type { Auth } from './auth.ts';
import { replacePassword } from './replace-password.ts';

/**
 * Replaces a user's password, and ends their sessions. For operators.
 * @throws AppError `not_found`, `invalid_input`.
 */
export async function setPassword(
  deps: { db: Db; auth: Auth; now: () => Date },
  { email, password }: { email: string; password: string },
): Promise<void> {
  const userId = await findUserId(deps.db, email.toLowerCase());
  if (!userId) throw new AppError('not_found', `There is no user ${email}.`);
  await replacePassword(deps, { userId, email, password }, ({ organizationId }) => operatorOf(organizationId));
}
