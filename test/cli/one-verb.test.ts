import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runDataCommand } from '../../src/cli/run-data-command.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { readGongConnection, updateGongConnection } from '../../src/store/gong-connections-store.ts';
import { NOW } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import { smallWorld } from '../support/small-world.ts';
import { makeFolder } from '../support/test-services.ts';

// A route and a command share a single verb: each promise is tried both ways on the same organization.

const folder = makeFolder();
let world: Awaited<ReturnType<typeof openHttpOrganization>>;
beforeAll(async () => {
  world = await openHttpOrganization([
    {
      id: '1',
      title: 'Late talk',
      startedAt: new Date('2026-11-02T23:30:00Z'),
      says: [
        ['dana@gmail.com', 'Dana here about the pallets and their price.'],
        ['mara@freelance.example', 'I am one of yours.'],
        ['robin@ours.example', 'Good.'],
      ],
    },
  ]);
});
afterAll(async () => {
  await world?.close();
  folder.remove();
});

/** Runs a command on the organization: answers the output and the exit code. */
async function command(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const io = {
    out: (line: string) => {
      text.out += `${line}\n`;
    },
    err: (line: string) => {
      text.err += `${line}\n`;
    },
    signal: new AbortController().signal,
  };
  const exit = await runDataCommand(world.services, [...args, '--organization', world.organizationId], io, folder.path);
  return { exit, ...text };
}

const accountsOfCall = async (): Promise<string[]> =>
  (await world.request('GET', '/calls/1')).body.accounts.map(({ name }: { name: string }) => name).sort();
const found = async (query: string): Promise<number> => (await world.request('POST', '/search', { query })).body.total;
async function loseIndex(): Promise<void> {
  const { engine } = world.services;
  await engine.drop((await engine.liveName()) ?? '');
}

test('while the index is gone imports succeed, say that search follows later, and it does', async () => {
  writeFileSync(join(folder.path, 'contacts.csv'), 'email,name,account\nkim@gmail.com,Kim Vale,Foods\n');
  writeFileSync(join(folder.path, 'accounts.csv'), 'name,domain\nFreelancers,freelance.example\n');
  await world.request('POST', '/accounts', { name: 'Foods' });
  await loseIndex();
  const sent = await world.request('POST', '/people/import', 'email,name,account\ndana@gmail.com,Dana Whit,Foods\n');
  expect(sent).toMatchObject({ status: 200, body: { changed: 1, callsRelinked: 1, isInSearch: false } });
  for (const what of ['contacts', 'accounts']) {
    const ran = await command(what, 'import', `${what}.csv`);
    expect([ran.exit, ran.err]).toEqual([0, expect.stringContaining('takes this up when it does')]);
    expect(JSON.parse(ran.out)).toMatchObject({ isInSearch: false, callsRelinked: expect.any(Number) });
  }
  const io = { out: () => {}, err: () => {}, signal: new AbortController().signal };
  expect(await runDataCommand(world.services, ['reindex'], io, folder.path)).toBe(0);
  expect([await found('account:Foods "the pallets"'), await found('account:Freelancers "one of yours"')]).toEqual([
    1, 1,
  ]);
  const again = await command('contacts', 'import', 'contacts.csv');
  expect([again.err, JSON.parse(again.out)]).toMatchObject(['', { isInSearch: true }]);
});

test('a file is previewed and imported without its bad rows, by route and by command', async () => {
  const csv = 'Account Name;Website;City\r\nHalden M\xfchlen;halden.example;Hull\r\nBad;no domain;Hull\r\n';
  writeFileSync(join(folder.path, 'crm.csv'), csv, 'latin1');
  const names = async () =>
    (await world.request('GET', '/accounts?query=Halden')).body.accounts.map(({ name }: { name: string }) => name);
  const previewed = await command('accounts', 'import', 'crm.csv', '--preview');
  expect(previewed).toMatchObject({
    exit: 0,
    out: 'line 2\tadded\tHalden Mühlen\nline 3\tskipped\tBad\t"no domain" is not a domain.\n',
  });
  expect(previewed.err).toContain('"Website" is domain; not used: "City"');
  expect(previewed.err).toContain('1 added, 0 changed');
  expect(await command('accounts', 'import', 'crm.csv')).toMatchObject({ exit: 1, out: '' });
  const posted = (path: string) =>
    world.http.request(`/api/v1/accounts/import${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.apiKey}`, 'content-type': 'text/csv' },
      body: Buffer.from(csv, 'latin1'),
    });
  const shown = await (await posted('/preview?column=City:aliases')).json();
  expect(
    JSON.parse((await command('accounts', 'import', 'crm.csv', '--preview', '--json', '--column', 'City:aliases')).out),
  ).toEqual(shown);
  expect(shown).toMatchObject({ encoding: 'windows-1252', separator: ';', counts: { added: 1, skipped: 1 } });
  expect((await posted('')).status).toBe(400);
  expect(await names()).toEqual([]);
  const ran = await command(
    'accounts',
    'import',
    'crm.csv',
    '--skip',
    '--column',
    'City:aliases',
    '--column',
    '#2:domain',
  );
  expect([ran.exit, JSON.parse(ran.out)]).toMatchObject([0, { added: 1, skipped: 1 }]);
  expect(await (await posted('?skip=true&column=City:aliases')).json()).toMatchObject({ unchanged: 1, skipped: 1 });
  expect(await names()).toEqual(['Halden Mühlen']);
  expect((await posted('?column=City')).status).toBe(400);
  expect((await posted('?encoding=klingon')).status).toBe(400);
});

test('new domains link past calls anew, by route and by command', async () => {
  expect(await accountsOfCall()).toEqual(['Foods', 'Freelancers']);
  const ran = await command('organization', 'change', '--domains', 'ours.example,Freelance.example');
  expect(JSON.parse(ran.out)).toMatchObject({ domains: ['ours.example', 'freelance.example'] });
  expect(await accountsOfCall()).toEqual(['Foods']);
  expect(await found('account:Freelancers "one of yours"')).toBe(0);
  await world.request('PATCH', '/organization', { domains: ['ours.example'] });
  expect(await accountsOfCall()).toEqual(['Foods', 'Freelancers']);
  expect(await found('account:Freelancers "one of yours"')).toBe(1);
});

test.each([
  [['--time-zone', 'Moon/Crater'], { timeZone: 'Moon/Crater' }],
  [['--fiscal-year-start', '13'], { fiscalYearStartMonth: 13 }],
  [['--domains', 'no domain'], { domains: ['no domain'] }],
] as const)('settings that cannot be are refused both ways: %j', async (args, body) => {
  expect((await command('organization', 'change', ...args)).exit).toBe(1);
  expect((await world.request('PATCH', '/organization', body)).status).toBe(400);
});

test('days are those of the organization’s zone from the next request on', async () => {
  const onThe3rd = { query: '"the pallets"', from: '2026-11-03', to: '2026-11-04', facets: true };
  expect((await world.request('POST', '/search', onThe3rd)).body.total).toBe(0);
  await command('organization', 'change', '--time-zone', 'Europe/Berlin');
  expect((await world.request('POST', '/search', onThe3rd)).body.total).toBe(1);
  expect((await command('search', '"the pallets" after:2026-11-03')).err).toContain('1 found');
});

test('what is an admin’s is refused to members by command too', async () => {
  const { body } = await world.request('POST', '/invitations', { email: 'mira@ours.example' });
  await world.http.request(`/api/v1/invitations/${body.id}/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Mira', password: 'a good password' }),
  });
  const connect = ['--access-key', 'k', '--access-key-secret', 's', '--base-url', 'http://127.0.0.1:1'];
  for (const args of [
    ['organization', 'data-sync', 'on'],
    ['organization', 'change', '--name', 'Mine'],
    ['accounts', 'import', 'accounts.csv'],
    ['contacts', 'import', 'contacts.csv'],
    ['gong', 'connect', ...connect],
    ['gong', 'disconnect'],
    ['sync'],
    ['sync', '--wait'],
    ['doctor', '--call', '1'],
    ['erase', '--call', '1'],
  ])
    expect([args, await command(...args, '--as', 'mira@ours.example')]).toMatchObject([
      args,
      { exit: 1, out: '', err: expect.stringContaining('Only an admin') },
    ]);
  expect((await command('search', 'pallets', '--as', 'mira@ours.example')).exit).toBe(0);
});

test('connecting asks for what is new at once, and disconnecting succeeds while the index is gone', async () => {
  const simulator = await startGongSimulator(smallWorld(1), { port: 0, accessKey: 'k', accessKeySecret: 's' });
  const { db } = world.services;
  const key = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url };
  const nextSyncAt = async () => (await readGongConnection(db, world.organizationId))?.nextSyncAt;
  const args = ['--access-key', 'k', '--access-key-secret', 's', '--base-url', simulator.url];
  for (const connect of [
    () => world.request('POST', '/integrations/gong/access-key', key),
    () => command('gong', 'connect', ...args),
  ]) {
    await connect();
    await updateGongConnection(db, world.organizationId, { nextSyncAt: NOW });
    expect(await nextSyncAt()).toEqual(NOW);
    await connect();
    expect(await nextSyncAt()).toBeNull();
  }
  const status = (await world.request('GET', '/integrations/gong')).body;
  expect(status).toMatchObject({ connectedBy: 'robin@ours.example', dataSyncEnabled: true });
  await loseIndex();
  expect(await command('gong', 'disconnect')).toMatchObject({ exit: 0, err: expect.stringContaining('takes this up') });
  await world.request('POST', '/integrations/gong/access-key', key);
  const { body } = await world.request('DELETE', '/integrations/gong');
  expect(body).toEqual({ callsDeleted: 0, isInSearch: false });
  await simulator.close();
});
