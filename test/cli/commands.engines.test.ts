import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { findCommand } from '../../src/cli/run-data-command.ts';
import { layStore } from '../support/lay-store.ts';
import { smallWorld } from '../support/small-world.ts';
import { makeFolder } from '../support/test-services.ts';
import { killAll, runColloquy, startColloquy } from './colloquy.ts';

const folder = makeFolder();
const env = { DATA_DIR: join(folder.path, 'data'), PORT: '0', LOG_LEVEL: 'silent' };
let organization: { id: string; apiKey: string };
let gong = '';

// A dozen processes a test: a busy machine takes minutes.
vi.setConfig({ testTimeout: 240_000 });

beforeAll(async () => {
  const data = smallWorld(3);
  const lines = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
  writeFileSync(join(folder.path, 'calls.jsonl'), lines(data.calls));
  writeFileSync(join(folder.path, 'transcripts.jsonl'), lines([...data.transcripts.values()]));
  gong = await startColloquy(
    ['gong-simulator', '--data', folder.path, '--port', '0', '--key', 'k', '--secret', 's'],
    env,
  ).listening;
});
afterAll(() => {
  killAll();
  folder.remove();
});

test('from an empty folder to a cited answer, with results on stdout only', async () => {
  const made = await runColloquy(
    ['organization', 'create', 'Ours', '--admin', 'robin@ours.example', '--domains', 'ours.example'],
    env,
  );
  organization = JSON.parse(made.out);
  expect(made).toMatchObject({ exit: 0, err: '' });
  expect(organization).toEqual({ id: expect.stringMatching(/^org_/), apiKey: expect.stringMatching(/^clq_/) });
  const { id } = organization;
  const connected = await runColloquy(
    ['gong', 'connect', '--organization', id, '--access-key', 'k', '--access-key-secret', 's', '--base-url', gong],
    env,
  );
  expect(connected).toMatchObject({ exit: 0, out: '' });
  const synced = await runColloquy(
    ['sync', '--organization', id, '--from', '2026-01-01', '--to', '2026-11-22', '--wait'],
    env,
  );
  expect(JSON.parse(synced.out)).toMatchObject({
    state: 'done',
    asked: 3,
    added: 3,
    pending: 0,
    failed: 0,
    requests: expect.any(Number),
  });
  const question = ['ask', 'What did we discuss with @Acme about pricing?'];
  const ask = [...question, '--organization', id, '--as-of', '2026-11-22T12:00:00Z'];
  const asked = await runColloquy([...ask, '--json'], env);
  expect(JSON.parse(asked.out)).toMatchObject({
    status: 'answered',
    plan: { accounts: [{ name: 'Acme' }] },
    citations: expect.arrayContaining([
      expect.objectContaining({ quote: expect.stringContaining('about the price of item') }),
    ]),
  });
  // For people: the answer, then the places its numbers refer to.
  const { out } = await runColloquy(ask, env);
  expect(out.startsWith(`${JSON.parse(asked.out).text}\n\n[1] Call `)).toBe(true);
  expect(out.split('\n\n').at(-1)).toMatch(
    /^(\[\d+\] Call \d, \d+ November 2026, 0:\d\d {2}\S*\/calls\/\d+\?at=\S+\n)+$/,
  );
});

test('while a server owns the data, commands are handed to it with the same output, and a second server is refused', async () => {
  const args = ['search', 'price', '--organization', organization.id, '--json'];
  const alone = await runColloquy(args, env);
  const server = startColloquy(['serve'], env);
  const url = await server.listening;
  expect(statSync(join(env.DATA_DIR, 'control.sock')).mode & 0o777).toBe(0o600);
  expect(await runColloquy(args, env)).toEqual(alone);
  expect(await runColloquy(['search', 'side:them', '--organization', organization.id], env)).toMatchObject({
    exit: 1,
    err: expect.stringContaining('side:us'),
  });
  const second = await runColloquy(['serve'], env);
  expect(second).toMatchObject({ exit: 4, out: '', err: expect.stringContaining(url) });
  layStore(join(folder.path, 'other'));
  const taken = await runColloquy(['serve'], { ...env, DATA_DIR: join(folder.path, 'other'), PORT: new URL(url).port });
  expect(taken).toMatchObject({ exit: 1, err: expect.stringContaining('in use by another program') });
  const answer = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${organization.apiKey}` } });
  expect(await answer.json()).toMatchObject({ email: 'robin@ours.example', role: 'admin' });
  server.child.kill('SIGTERM');
  expect((await server.finished).exit).toBe(0);
});

test('the demo refuses a folder that holds somebody’s own data', async () => {
  expect(await runColloquy(['demo'], env)).toMatchObject({
    exit: 1,
    err: expect.stringContaining('folder of its own'),
  });
});

test('wrong use says what is wrong, and exits 2', async () => {
  expect(await runColloquy([], env)).toMatchObject({ exit: 2, out: expect.stringContaining('Usage:') });
  expect(await runColloquy(['dance'], env)).toMatchObject({ exit: 2, err: expect.stringContaining('"dance"') });
  expect(await runColloquy(['ask', '--organization', organization.id], env)).toMatchObject({
    exit: 2,
    err: expect.stringContaining('QUESTION is missing'),
  });
  expect(await runColloquy(['ask', 'Why?'], env)).toMatchObject({
    exit: 2,
    err: expect.stringContaining('--organization ID is required'),
  });
  expect(await runColloquy(['sync', '--organisation', 'x'], env)).toMatchObject({
    exit: 2,
    err: expect.stringContaining('--organisation'),
  });
  expect(await runColloquy(['serve'], { ...env, PORT: 'many' })).toMatchObject({
    exit: 2,
    err: expect.stringContaining('PORT'),
  });
  expect(await runColloquy(['gong-simulator', '--data', '/nowhere', '--port', '0'], env)).toMatchObject({
    exit: 2,
    err: expect.stringContaining('calls.jsonl'),
  });
});

test('failures are a sentence, and exit 1', async () => {
  expect(await runColloquy(['ask', 'Why?', '--organization', 'org_none'], env)).toMatchObject({
    exit: 1,
    err: 'colloquy: There is no organization org_none.\n',
  });
  expect(
    await runColloquy(['accounts', 'import', 'nowhere.csv', '--organization', organization.id], env),
  ).toMatchObject({ exit: 1, err: expect.stringContaining('nowhere.csv') });
  const wrong = await runColloquy(
    [
      'gong',
      'connect',
      '--organization',
      organization.id,
      '--access-key',
      'k',
      '--access-key-secret',
      'wrong',
      '--base-url',
      gong,
    ],
    env,
  );
  expect(wrong).toMatchObject({ exit: 1, err: expect.stringContaining('refused the credentials') });
  expect(await runColloquy(['sync', '--organization', organization.id, '--from', 'someday'], env)).toMatchObject({
    exit: 1,
    err: expect.stringContaining('--from: "someday"'),
  });
});

test('an older Node is refused in a sentence', () => {
  const script = `Object.defineProperty(process.versions, 'node', { value: '20.1.0' }); await import(process.cwd() + '/bin/colloquy.js');`;
  expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'pipe' })).toThrow(
    /needs Node 24 or newer, and this is Node 20\.1\.0/,
  );
});

test('every command is documented', () => {
  const docs = readFileSync('docs/cli.md', 'utf8').replaceAll('\\|', '|');
  for (const { usage } of Object.values(COMMANDS)) expect(docs).toContain(usage.split(' --')[0]?.split(' [')[0]);
});

test('a word that every object knows is no command', () => {
  for (const word of ['constructor', 'toString', '__proto__']) expect(findCommand([word, 'x'])).toBeNull();
  expect(findCommand(['search', 'x'])).toEqual({ name: 'search', rest: ['x'] });
});
