import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { UsageError } from '../../src/cli/io.ts';
import { withSecretsRead } from '../../src/cli/secret-options.ts';
import { makeFolder } from '../support/test-services.ts';

const folder = makeFolder();
afterAll(() => folder.remove());
const read = (args: string[], stdin = '') => withSecretsRead(args, { cwd: folder.path, stdin: Readable.from([stdin]) });

test('a secret comes from a file or the standard input, its first line as it is', async () => {
  writeFileSync(join(folder.path, 'secret'), ' spaces stay, -- too \n');
  expect(await read(['gong', 'connect', '--access-key-secret-file', 'secret', '--access-key=k'])).toEqual([
    ...['gong', 'connect', '--access-key-secret= spaces stay, -- too ', '--access-key=k'],
  ]);
  expect(await read(['organization', 'create', 'Ours', '--password-file=-'], 'a good one\r\nmore')).toEqual([
    ...['organization', 'create', 'Ours', '--password=a good one'],
  ]);
});

test('other options stay, and what is missing is said', async () => {
  const others = ['search', '--password-file-x', '--some-file', 'x', 'password-file'];
  expect(await read(others)).toEqual(others);
  await expect(read(['--password-file'])).rejects.toThrow(UsageError);
  await expect(read(['--password-file', '-', '--access-key-file', '-'], 'x')).rejects.toThrow(UsageError);
  await expect(read(['--password-file', '-'])).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(read(['--password-file', 'none'])).rejects.toThrow(/none cannot be read \(ENOENT\)/);
});
