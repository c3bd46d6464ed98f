import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { AppError } from '../errors.ts';
import { UsageError } from './io.ts';

/**
 * Options that are secrets. Arguments stand in lists of processes and in a shell's history, so each has other ways in:
 * `--NAME-file FILE`, where `-` is the standard input.
 */
const SECRET_OPTIONS = ['password', 'access-key', 'access-key-secret', 'passphrase', 'to'];

type Input = { cwd: string; stdin: NodeJS.ReadableStream };

/**
 * Arguments with the secrets in them that `--NAME-file` names. To be called where the command was typed: a server that
 * runs the command has another input and perhaps another's files.
 * @throws UsageError, AppError `invalid_input`.
 */
export async function withSecretsRead(args: readonly string[], input: Input): Promise<string[]> {
  const read: string[] = [];
  let readsStdin = false;
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    const [, name, joined] = /^--([a-z-]+)-file(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined || !SECRET_OPTIONS.includes(name)) {
      read.push(arg);
      continue;
    }
    const file = joined ?? left.shift();
    if (!file) throw new UsageError(`--${name}-file needs a file, or - for the standard input.`);
    if (file === '-' && readsStdin) throw new UsageError('Only one secret can come from the standard input.');
    readsStdin ||= file === '-';
    read.push(`--${name}=${await readSecret(file, input)}`);
  }
  return read;
}

async function readSecret(file: string, { cwd, stdin }: Input): Promise<string> {
  const what = file === '-' ? 'The standard input' : file;
  const content = await (file === '-' ? text(stdin) : readFile(resolve(cwd, file), 'utf8')).catch((cause) => {
    const { code } = cause as NodeJS.ErrnoException;
    throw new AppError('invalid_input', `${what} cannot be read (${code}).`, { cause });
  });
  const [line = ''] = content.split(/\r?\n/);
  if (line === '') throw new AppError('invalid_input', `${what} has no secret in its first line.`);
  return line;
}
