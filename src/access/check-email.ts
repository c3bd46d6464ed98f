import { isEmailAddress } from '../email-address.ts';
import { AppError } from '../errors.ts';

/** @throws AppError `invalid_input`. */
export function checkEmail(text: string): void {
  if (!isEmailAddress(text)) throw new AppError('invalid_input', `"${text}" is not an email address.`);
}
