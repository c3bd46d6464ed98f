import { readFile } from 'node:fs/promises';
import { AppError } from '../errors.ts';

/** @throws AppError `invalid_input` naming the file. */
export const readTextFile = (file: string | URL): Promise<string> =>
  readFile(file, 'utf8').catch((cause) => {
    throw new AppError('invalid_input', `${file} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, {
      cause,
    });
  });
