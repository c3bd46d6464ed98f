import type { Db } from '../store/db.ts';
import { takeVerification } from '../store/verifications-store.ts';
import type { Auth } from './auth.ts';
import { passwordLinkId, passwordLinkIsOver, readPasswordLink } from './password-link.ts';
import { replacePassword } from './replace-password.ts';

/**
 * Sets the password of the link's user, whose sessions end. The link is used up by that.
 * @throws AppError `not_found` for a link that is over, `invalid_input`.
 */
export async function usePasswordLink(
  deps: { db: Db; auth: Auth; now: () => Date },
  { token, password }: { token: string; password: string },
): Promise<void> {
  const user = await readPasswordLink(deps.db, token, deps.now());
  const takeLink = async (tx: Db) => {
    await readPasswordLink(tx, token, deps.now());
    if (!(await takeVerification(tx, passwordLinkId(token)))) throw passwordLinkIsOver();
  };
  await replacePassword(deps, { ...user, password }, (member) => member, takeLink);
}
