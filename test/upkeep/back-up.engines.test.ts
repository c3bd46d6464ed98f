import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, expect, test, vi } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { readConfig } from '../../src/config.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { calls } from '../../src/store/schema.ts';
import { backUp } from '../../src/upkeep/back-up.ts';
import { restoreBackup } from '../../src/upkeep/restore-backup.ts';
import { openServices } from '../../src/wire.ts';
import { killAll, startColloquy } from '../cli/colloquy.ts';
import { layStore } from '../support/lay-store.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import { makeFolder, silent } from '../support/test-services.ts';

// Each opens a store several times: a busy machine takes minutes.
vi.setConfig({ testTimeout: 300_000 });

const folder = makeFolder();
const at = (name: string) => join(folder.path, name);
const never = new AbortController().signal;
afterAll(() => {
  killAll();
  folder.remove();
});

/** The lines of docs/operations.md, run as they stand there. */
function runFromDocs(name: 'backup' | 'restore', env: Record<string, string>): void {
  const docs = readFileSync('docs/operations.md', 'utf8');
  const [, lines = ''] = new RegExp(`\`\`\`sh ${name}\\n([\\s\\S]+?)\`\`\``).exec(docs) ?? [];
  expect(lines).toContain('colloquy');
  const command = `colloquy() { "${process.execPath}" bin/colloquy.js "$@"; }`;
  execFileSync('sh', ['-euc', `${command}\n${lines}`], {
    env: { PATH: process.env.PATH ?? '', EMBEDDINGS: 'off', ...env },
    stdio: 'pipe',
  });
}

const open = (dataDir: string) => openServices(readConfig({ DATA_DIR: dataDir, PORT: '0', EMBEDDINGS: 'off' }), silent);

async function fill(dataDir: string) {
  layStore(dataDir);
  const services = await open(dataDir);
  const { id, apiKey } = await createOrganization(services, { name: 'Ours', adminEmail: 'robin@ours.example' });
  const spoken = [{ id: '1', says: [['tove@acme.example', 'The zirconium price is fine.']] as [string, string][] }];
  await saveSpokenCalls(services.db, spoken, toOrganizationId(id));
  await services.indexer.index(never);
  mkdirSync(join(dataDir, 'media', id), { recursive: true });
  writeFileSync(join(dataDir, 'media', id, '1.audio'), 'a recording');
  writeFileSync(join(dataDir, 'media', id, '1.audio.json'), '{}');
  writeFileSync(join(dataDir, 'media', id, '2.audio.part'), 'half of one');
  return { services, id: toOrganizationId(id), apiKey, sealed: await services.secrets.seal('a key of Gong') };
}

async function search(services: Awaited<ReturnType<typeof open>>, apiKey: string): Promise<unknown> {
  const answer = await makeHttpApp(services).request('/api/v1/search', {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'zirconium' }),
  });
  return (await answer.json()).hits.map(({ text }: { text: string }) => text);
}

test('what the documentation says of backup and restore brings back calls, search, recordings and keys, of a server that runs', async () => {
  const env = { DATA_DIR: at('data'), BACKUP: at('backup.sealed'), PASSPHRASE_FILE: at('passphrase') };
  writeFileSync(env.PASSPHRASE_FILE, 'four words or so\n');
  const { services, id, apiKey, sealed } = await fill(env.DATA_DIR);
  await services.close();
  const server = startColloquy(['serve'], { DATA_DIR: env.DATA_DIR, PORT: '0', LOG_LEVEL: 'silent' });
  const url = await server.listening;
  runFromDocs('backup', env);
  const me = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${apiKey}` } });
  expect(me.status).toBe(200);
  server.child.kill('SIGTERM');
  await server.finished;
  expect(readdirSync(env.DATA_DIR).filter((name) => name.includes('making'))).toEqual([]);
  expect(statSync(env.BACKUP).mode & 0o777).toBe(0o600);
  rmSync(env.DATA_DIR, { recursive: true });

  runFromDocs('restore', env);

  const after = await open(env.DATA_DIR);
  try {
    expect(await search(after, apiKey)).toEqual(['The zirconium price is fine.']);
    expect(await after.secrets.unseal(sealed)).toBe('a key of Gong');
    const { records } = await (
      await makeHttpApp(after).request('/api/v1/audit', { headers: { authorization: `Bearer ${apiKey}` } })
    ).json();
    expect(records[0]).toMatchObject({ action: 'index.rebuilt' });
    expect(readdirSync(join(env.DATA_DIR, 'media', id)).toSorted()).toEqual(['1.audio', '1.audio.json']);
    const open = readdirSync(env.DATA_DIR, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('store'))
      .filter((name) => (statSync(join(env.DATA_DIR, name)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    expect(statSync(env.DATA_DIR).mode & 0o777).toBe(0o700);
  } finally {
    await after.close();
  }
});

test('a backup made while rows are written opens, with every row that was kept before it began', async () => {
  const { services, id } = await fill(at('busy'));
  const kept: string[] = [];
  let isDone = false;
  const writing = (async () => {
    for (let n = 10; !isDone; n += 1) {
      await saveSpokenCalls(services.db, [{ id: String(n), says: [['tove@acme.example', `Item ${n}.`]] }], id);
      kept.push(String(n));
    }
  })();
  await expect.poll(() => kept.length, { timeout: 60_000 }).toBeGreaterThan(3);
  const before = [...kept];
  await backUp(services, { file: at('busy.backup'), hasMedia: false, passphrase: null }, never);
  isDone = true;
  await writing;
  await services.close();
  await restoreBackup({ dataDir: at('busy-again'), file: at('busy.backup'), passphrase: null }, never);
  const after = await open(at('busy-again'));
  const there = (await after.db.select({ id: calls.id }).from(calls)).map(({ id }) => id);
  expect(there).toEqual(expect.arrayContaining(before));
  expect(existsSync(join(at('busy-again'), 'media'))).toBe(false);
  await after.close();
});

test('refuses to overwrite, to mix with other data, and what is no backup, damaged, sealed or of a newer version', async () => {
  const { services } = await fill(at('source'));
  const wish = { file: at('whole'), hasMedia: true, passphrase: 'four words or so' };
  await backUp(services, wish, never);
  await expect(backUp(services, wish, never)).rejects.toThrow(/is there already/);
  // What a restore would refuse does not come in.
  writeFileSync(at('source/media/a copy (1).audio'), 'not ours');
  expect(await backUp(services, { ...wish, file: at('without') }, never)).toMatchObject({ strangers: 1 });
  await expect(backUp(services, { ...wish, file: at('x'), passphrase: 'short' }, never)).rejects.toThrow(
    /12 characters/,
  );
  await expect(backUp(services, { ...wish, file: at('none/x') }, never)).rejects.toThrow(
    /cannot be written \(.*ENOENT/,
  );
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
  writeFileSync(at('taken.part'), 'half of another’s');
  await expect(backUp(services, { ...wish, file: at('taken') }, never)).rejects.toThrow(/taken\.part is there already/);
  expect(readFileSync(at('taken.part'), 'utf8')).toBe('half of another’s');
  const elsewhere = { ...services, config: { dataDir: at('nowhere') } };
  await expect(backUp(elsewhere, { ...wish, file: at('x') }, never)).rejects.toThrow(/cannot be written \(.*ENOENT/);
  // With Postgres there may be no data folder at all.
  const onPostgres = { ...elsewhere, store: { copyFiles: null } };
  await expect(backUp(onPostgres, { ...wish, file: at('x') }, never)).rejects.toMatchObject({ code: 'not_configured' });
  await services.close();

  const restore = (file: string, passphrase: string | null = wish.passphrase, dataDir = at('target')) =>
    restoreBackup({ dataDir, file, passphrase }, never);
  await expect(restore(wish.file, wish.passphrase, at('source'))).rejects.toThrow(/holds data already \(/);
  await expect(restore(wish.file, null)).rejects.toThrow(/is sealed: give its passphrase/);
  await expect(restore(wish.file, 'four other words')).rejects.toThrow(/passphrase is another/);
  await expect(restore(at('missing'))).rejects.toThrow(/cannot be read as a backup \(.*ENOENT/);
  writeFileSync(at('cut'), readFileSync(wish.file).subarray(0, -1000));
  await expect(restore(at('cut'))).rejects.toMatchObject({ code: 'invalid_input' });
  writeFileSync(at('text'), 'no backup at all');
  await expect(restore(at('text'))).rejects.toMatchObject({ code: 'invalid_input' });
  const manifest = { format: 1, createdAt: '2026-11-01T00:00:00Z', newestMigrationMs: 1, hasMedia: false };
  const made: [string, object, RegExp][] = [
    ['../outside', manifest, /holds other files/],
    ['store/../../outside', manifest, /holds other files/],
    ['store/a', { ...manifest, newestMigrationMs: Number.MAX_SAFE_INTEGER }, /newer version/],
    ['store/a', { ...manifest, format: 2 }, /newer version/],
    // As a full disk does, the folder refuses the file: that says nothing against the backup.
    [`store/${'a'.repeat(300)}`, manifest, /no place in .*ENAMETOOLONG.* The backup itself is well/],
    ['store/a', manifest, /no store/],
  ];
  for (const [name, first, sentence] of made) {
    const tar = pack();
    tar.entry({ name: 'manifest.json' }, JSON.stringify(first));
    tar.entry({ name: 'store', type: 'directory' });
    tar.entry({ name }, 'text');
    tar.finalize();
    writeFileSync(at('made'), gzipSync(await buffer(tar)));
    await expect(restore(at('made'), null), name).rejects.toThrow(sentence);
  }
  await expect(restore(at('made'))).rejects.toThrow(/is not sealed\. Leave the passphrase out/);
  expect(existsSync(at('outside'))).toBe(false);
  // A disk of its own has this folder, and nothing of what was refused is left.
  mkdirSync(at('target/lost+found'));
  await restore(at('without'));
  expect(readdirSync(at('target')).toSorted()).toEqual(['lock.sqlite', 'lost+found', 'media', 'secret.key', 'store']);
});

test('what a crash left of a backup or a restore is gone after the next start', async () => {
  layStore(at('crashed'));
  for (const name of ['backup-in-the-making', 'restore-in-the-making']) {
    mkdirSync(join(at('crashed'), name));
    writeFileSync(join(at('crashed'), name, 'words'), 'said');
  }
  await (await open(at('crashed'))).close();
  expect(readdirSync(at('crashed')).filter((name) => name.includes('making'))).toEqual([]);
});
