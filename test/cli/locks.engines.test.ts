import { readdirSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withoutControls } from '../../src/cli/without-controls.ts';
import { layStore } from '../support/lay-store.ts';
import { makeFolder } from '../support/test-services.ts';
import { killAll, runColloquy, startColloquy } from './colloquy.ts';

const folder = makeFolder();
afterAll(() => {
  killAll();
  folder.remove();
});

/** Sends a line to the server's socket and answers what comes back. */
const say = (path: string, line: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(path);
    socket.on('data', (piece) => {
      answer += piece;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.end(`${line}\n`);
  });

test('a long path, lines that are no commands, and readers who leave do not end the server; nobody else may read', async () => {
  const long = join(folder.path, 'a'.repeat(60), 'b'.repeat(60));
  await mkdir(long, { recursive: true });
  layStore(long);
  const env = { DATA_DIR: long, PORT: '0', LOG_LEVEL: 'debug' };
  const made = await runColloquy(['organization', 'create', 'Ours', '--admin', 'robin@ours.example'], env);
  expect(made.exit).toBe(0);

  const server = startColloquy(['serve'], env);
  const url = await server.listening;
  const { chdir, cwd } = process;
  const before = cwd.call(process);
  chdir.call(process, long);
  try {
    for (const line of ['not json', '{"args":7}', 'null', '{}', '["doctor"]'])
      expect([line, await say('control.sock', line)]).toEqual([line, expect.stringContaining('{"exit":2}')]);
  } finally {
    chdir.call(process, before);
  }
  const handed = await runColloquy(['doctor'], env);
  expect([handed.exit, handed.out]).toEqual([1, expect.stringContaining('ok      store')]);

  server.child.stdout.destroy();
  server.child.stderr.destroy();
  for (let n = 0; n < 5; n += 1) expect((await fetch(`${url}/api/v1/calls`)).status).toBe(401);

  const open = readdirSync(long, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('store'))
    .filter((name) => (statSync(join(long, name)).mode & 0o077) !== 0);
  expect(open).toEqual([]);
  expect(statSync(long).mode & 0o777).toBe(0o700);

  server.child.kill('SIGTERM');
  expect((await server.finished).exit).toBe(0);
});

test('what goes to a terminal moves no cursor, sets no title and turns no text', () => {
  const title = 'Weekly\u001b]0;owned\u0007 \u001b[2J\u009b31mwith\u0000 \u202egnirts\u2066\u0008\r';
  const clean = withoutControls(title);
  expect(clean).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  expect(clean).toMatch(/^Weekly.*with.*gnirts$/);
  expect(withoutControls('{"a":"b"}\n\tü 日本')).toBe('{"a":"b"}\n\tü 日本');
});
