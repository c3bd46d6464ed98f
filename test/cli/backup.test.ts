import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { readConfig } from '../../src/config.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { openServices } from '../../src/wire.ts';
import { layStore } from '../support/lay-store.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import { makeFolder, silent } from '../support/test-services.ts';

const folder = makeFolder();
afterAll(() => folder.remove());

/** The lines of docs/operations.md, run as they stand there. */
function runFromDocs(name: 'backup' | 'restore', env: Record<string, string>): void {
  const docs = readFileSync('docs/operations.md', 'utf8');
  const [, lines = ''] = new RegExp(`\`\`\`sh ${name}\\n([\\s\\S]+?)\`\`\``).exec(docs) ?? [];
  expect(lines).toContain('tar');
  execFileSync('sh', ['-euc', lines], { env: { PATH: process.env.PATH ?? '', ...env } });
}

test('what the documentation says of backup and restore brings back calls, search, keys and sealed secrets', async () => {
  const env = { DATA_DIR: join(folder.path, 'data'), BACKUP: join(folder.path, 'backup.tar') };
  layStore(env.DATA_DIR);
  const config = readConfig({ DATA_DIR: env.DATA_DIR, PORT: '0' });
  const before = await openServices(config, silent);
  const { id, apiKey } = await createOrganization(before, { name: 'Ours', adminEmail: 'robin@ours.example' });
  const spoken = [{ id: '1', says: [['tove@acme.example', 'The zirconium price is fine.']] as [string, string][] }];
  await saveSpokenCalls(before.db, spoken, toOrganizationId(id));
  await before.indexer.index(new AbortController().signal);
  const sealed = await before.secrets.seal('a key of Gong');
  await before.close();

  runFromDocs('backup', env);
  rmSync(env.DATA_DIR, { recursive: true });
  runFromDocs('restore', env);

  const after = await openServices(config, silent);
  try {
    const answer = await makeHttpApp(after).request('/api/v1/search', {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'zirconium' }),
    });
    expect([answer.status, (await answer.json()).hits[0].text]).toEqual([200, 'The zirconium price is fine.']);
    expect(await after.secrets.unseal(sealed)).toBe('a key of Gong');
    expect(statSync(env.DATA_DIR).mode & 0o777).toBe(0o700);
    expect(statSync(join(env.DATA_DIR, 'secret.key')).mode & 0o777).toBe(0o600);
  } finally {
    await after.close();
  }
});
