import { readBytes } from './read-bytes.ts';

/** A UTF-8 text. @throws AppError `invalid_input` naming the file. */
export const readTextFile = async (file: string | URL): Promise<string> =>
  Buffer.from(await readBytes(file)).toString('utf8');
