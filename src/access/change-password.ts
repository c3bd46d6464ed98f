import { AppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { readPasswordHash } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Auth } from './auth.ts';
import type { PasswordTries } from './password-tries.ts';
import { replacePassword } from './replace-password.ts';
import { signIn } from './sign-in.ts';

type Deps = { db: Db; auth: Auth; passwordTries: PasswordTries; now: () => Date };

/**
 * Changes the viewer's own password. All their sessions end; the answered cookies are a new one's, for the browser that
 * asked, in the same organization.
 * @throws AppError `invalid_input` also where the current password is wrong, `rate_limited`.
 */
export async function changePassword(
  deps: Deps,
  viewer: Viewer,
  { currentPassword, newPassword, address }: { currentPassword: string; newPassword: string; address: string },
): Promise<string[]> {
  const { userId, email, organizationId } = viewer;
  const hash = await readPasswordHash(deps.db, userId);
  const { password } = await (await deps.auth()).$context;
  const verify = async () => hash !== null && (await password.verify({ hash, password: currentPassword }));
  if (!(await deps.passwordTries.attempt({ email, address }, verify, (isRight) => isRight)))
    throw new AppError('invalid_input', 'The current password is not right.');
  if (newPassword === currentPassword) throw new AppError('invalid_input', 'That is the password you have already.');
  await replacePassword(deps, { userId, email, password: newPassword }, (member) => ({
    ...viewer,
    memberId: member.memberId,
    organizationId: member.organizationId,
  }));
  return signIn(deps, { email, password: newPassword, organizationId });
}
