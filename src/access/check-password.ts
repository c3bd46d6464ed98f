import { AppError } from '../errors.ts';
import { isCommonPassword } from './is-common-password.ts';

/** Characters. A longer password would only make hashing slow. */
export const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 200;

/**
 * What a user is to choose: long enough, not what everybody chooses, not their own address or name.
 * @throws AppError `invalid_input`.
 */
export async function checkPassword(
  text: string,
  { email, name = '' }: { email: string; name?: string },
): Promise<void> {
  const problem = await problemOf(text, [email, email.split('@')[0] ?? '', name]);
  if (problem) throw new AppError('invalid_input', problem);
}

async function problemOf(text: string, own: string[]): Promise<string | null> {
  if (text.length < SHORTEST_PASSWORD) return `The password needs at least ${SHORTEST_PASSWORD} characters.`;
  if (text.length > LONGEST_PASSWORD) return `The password may have ${LONGEST_PASSWORD} characters at most.`;
  if (await isCommonPassword(text)) return 'This password is among the first that strangers try. Choose another.';
  const plain = text.trim().toLowerCase();
  if (own.some((word) => word.trim().toLowerCase() === plain))
    return 'The password may not be your own name or address. Choose another.';
  return null;
}
