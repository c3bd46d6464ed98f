import { readFile } from 'node:fs/promises';
import { AppError } from '../errors.ts';

/** A file as it is, whatever its encoding. @throws AppError `invalid_input` naming the file. */
export const readBytes = (file: string | URL): Promise<Uint8Array> =>
  readFile(file).catch((cause) => {
    throw new AppError('invalid_input', `${file} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, {
      cause,
    });
  });
