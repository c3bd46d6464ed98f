import { randomBytes } from 'node:crypto';
import { newId } from '../ids.ts';
import type { Db } from '../store/db.ts';
import { type NewUser, saveUser } from '../store/members-store.ts';
import type { Auth } from './auth.ts';
import { checkEmail } from './check-email.ts';
import { checkPassword } from './check-password.ts';

/** A checked user to be, whose slow hash is made already: nothing waits for it inside a transaction. */
export type ReadyUser = NewUser;

/**
 * Readies a user for `addUser`. Without a password the user gets a random password, and comes in by API keys and the
 * command line only.
 * @throws AppError `invalid_input`.
 */
export async function readyUser(
  { auth }: { auth: Auth },
  { email, password, name = '' }: { email: string; password?: string; name?: string },
): Promise<ReadyUser> {
  checkEmail(email);
  if (password !== undefined) await checkPassword(password, { email, name });
  const { password: passwords } = await (await auth()).$context;
  return {
    ...{ id: newId('usr'), credentialId: newId('crd'), email },
    name: name.trim() || toName(email),
    passwordHash: await passwords.hash(password ?? randomBytes(24).toString('base64url')),
  };
}

/** Answers the user's id. */
export async function addUser(tx: Db, user: ReadyUser, now: Date): Promise<string> {
  await saveUser(tx, { ...user, createdAt: now });
  return user.id;
}

/** A name to show until the person gives their own: "robin.berg@…" → "Robin Berg". */
const toName = (email: string): string =>
  (email.split('@')[0] ?? email)
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join(' ');
