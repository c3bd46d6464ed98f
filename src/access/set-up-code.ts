import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Db } from '../store/db.ts';
import { readVerification, saveVerification, takeVerification } from '../store/verifications-store.ts';

/** The id of the one code that a store has. An organization's making takes the code out of the store. */
export const SET_UP_CODE = 'set_up';

/** Nobody waits for the end of a code that only a new server has. */
const NEVER = new Date('9999-01-01');

/** The code for setting up a server: random, and the same for all servers of one store until it is used. */
export async function readOrMakeSetUpCode({ db, now }: { db: Db; now: () => Date }): Promise<string> {
  const value = randomBytes(16).toString('base64url');
  await saveVerification(db, { id: SET_UP_CODE, identifier: 'set-up', value, expiresAt: NEVER }, now());
  return (await readVerification(db, SET_UP_CODE))?.value ?? value;
}

/** Uses the code up. Of several at once one is answered `true`; a wrong code takes nothing. */
export async function takeSetUpCode(tx: Db, code: string): Promise<boolean> {
  const kept = await readVerification(tx, SET_UP_CODE);
  // `timingSafeEqual` needs equal lengths, and hashes have equal lengths for any input.
  if (!kept || !timingSafeEqual(hashOf(code.trim()), hashOf(kept.value))) return false;
  return (await takeVerification(tx, SET_UP_CODE))?.value === kept.value;
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
