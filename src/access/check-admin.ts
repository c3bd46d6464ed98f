import { AppError } from '../errors.ts';
import type { Viewer } from '../viewer.ts';

/**
 * Every verb for admins calls this check itself, because routes, commands and tools all call the verb.
 * @throws AppError `forbidden`.
 */
export function checkAdmin({ role }: Viewer): void {
  if (role !== 'admin') throw new AppError('forbidden', 'Only an admin of the organization can do this.');
}
