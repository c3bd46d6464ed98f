import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { readConfig } from '../../src/config.ts';
import { openServices } from '../../src/wire.ts';
import { killAll, runColloquy, startColloquy } from '../cli/colloquy.ts';
import { layStore } from '../support/lay-store.ts';
import { connectByStdio, VERSIONS } from '../support/mcp-clients.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import { makeFolder, silent } from '../support/test-services.ts';

// `colloquy mcp` as agents start it: a process that speaks over its stdin and stdout.

const folder = makeFolder();
const env = { DATA_DIR: folder.path, PORT: '0' };
let organizationId = '';

beforeAll(async () => {
  layStore(folder.path);
  const services = await openServices(readConfig({ ...env, EMBEDDINGS: 'off' }), silent);
  ({ id: organizationId } = await createOrganization(services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  }));
  const says: [string, string][] = [['dana@acme.example', 'The pallets cost too much.']];
  await saveSpokenCalls(services.db, [{ id: '1', title: 'Pallets', says }], toOrganizationId(organizationId));
  await services.indexer.index(new AbortController().signal, toOrganizationId(organizationId));
  await services.close();
});
afterEach(() => killAll());
afterAll(() => folder.remove());

test.each(VERSIONS)(
  'an agent of %s asks a data folder that no server has',
  async (version) => {
    const client = await connectByStdio(['--organization', organizationId], env, version);
    expect((await client.listTools()).tools.length).toBe(12);
    const { structuredContent } = await client.callTool({ name: 'search_moments', arguments: { query: 'pallets' } });
    expect(structuredContent).toMatchObject({ total: 1, moments: [{ said: 'The pallets cost too much.' }] });
    await client.close();
  },
  240_000,
);

test('beside a running server the same command speaks through it', async () => {
  const server = startColloquy(['serve'], env);
  const url = await server.listening;
  const client = await connectByStdio(['--organization', organizationId, '--as', 'robin@ours.example'], env);
  const { structuredContent } = await client.callTool({ name: 'list_calls', arguments: {} });
  expect(structuredContent).toMatchObject({ total: 1, calls: [{ url: `${url}/calls/1` }] });
  const left = new Promise<void>((resolve) => {
    client.onclose = resolve;
  });
  // An agent that stays keeps no server from stopping, and its process leaves with the server, to be begun anew.
  server.child.kill('SIGTERM');
  expect((await server.finished).exit).toBe(0);
  await left;
}, 240_000);

test('a wrong member is told before anybody speaks', async () => {
  const ran = await runColloquy(['mcp', '--organization', organizationId, '--as', 'nobody@ours.example'], env);
  expect([ran.exit, ran.out]).toEqual([1, '']);
  expect(ran.err).toContain('nobody@ours.example is not a member');
});
