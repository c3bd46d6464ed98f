import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeAccount } from '../../src/directory/change-account.ts';
import type { Relink } from '../../src/directory/relink.ts';
import { readAccessPolicy } from '../../src/store/organizations-store.ts';
import { accountDomains, callAccounts } from '../../src/store/schema.ts';
import { asAdmin } from '../support/as-admin.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';
import { CALLS, openTwoReaders } from './two-readers.ts';

const KESTREL: SpokenCall = {
  id: '3',
  title: 'Osprey talks',
  startedAt: new Date('2026-11-04T10:00:00Z'),
  says: [
    ['robin@ours.example', 'Hello there.'],
    ['una@eu.kestrel.example', 'Osprey pricing is what we never agreed on.'],
  ],
};

let ours: Awaited<ReturnType<typeof openTwoReaders>>;
beforeAll(async () => {
  ours = await openTwoReaders();
});
afterAll(() => ours?.close());
beforeEach(() => ours.request('PATCH', '/access', { mode: 'everyone', rules: [] }));

const accountId = async (name: string): Promise<string> =>
  (await ours.request('GET', `/accounts?query=${name}`)).body.accounts[0].id;
const found = (query: string) => ours.request('POST', '/search', { query, facets: true }, ours.hers);
const ruled = async () =>
  (await readAccessPolicy(ours.deps.db, ours.organizationId)).rules.flatMap(({ accountIds }) => accountIds);

test.each([
  ['search is away', false],
  ['search follows', true],
])('a closed account that is merged is open at no time: %s', async (_, isInSearch) => {
  const { body: made } = await ours.request('POST', '/accounts', { name: `Merged ${isInSearch}` });
  const closed = await accountId(isInSearch ? 'Merged false' : 'Zanzibar');
  const rule = { name: 'Closed', effect: 'close', to: 'others', accountIds: [closed], memberIds: [] };
  await ours.request('PATCH', '/access', { rules: [rule] });
  // Nothing of search is brought up while the rule and the calls are looked at.
  const between: unknown[] = [];
  const relink: Relink = async (organizationId) => {
    const listed = await ours.request('GET', '/calls', undefined, ours.hers);
    const searched = await found('zanzibar');
    between.push(listed.body.total, searched.body.total);
    return isInSearch ? ours.deps.relink(organizationId) : { callsRelinked: 0, isInSearch };
  };
  await asAdmin({ ...ours.deps, relink }, ours.organizationId, changeAccount, {
    accountId: closed,
    mergeInto: made.id,
  });
  expect(between).toEqual([1, 0]);
  expect((await ruled()).toSorted()).toEqual((isInSearch ? [made.id] : [closed, made.id]).toSorted());
  expect((await found('zanzibar')).body.total).toBe(0);
  expect((await found('forklift')).body.total).toBe(1);
});

const withImport = (csv: string) => ({ path: '/accounts/import', body: csv });
const withDomain = { path: '/accounts', body: { name: 'Known', domains: ['kestrel.example'] } };
test.each([
  ['given to a known account', withDomain, 'kestrel.example'],
  ['imported into a known account', withImport('name,domain\nKnown,kestrel.example'), 'kestrel.example'],
  ['imported into a new account', withImport('name,domain\nNew,nest.example\nNew,kestrel.example'), 'kestrel.example'],
  ['below what is given to a known account', withDomain, 'eu.kestrel.example'],
  [
    'below what is imported into a known account',
    withImport('name,domain\nKnown,kestrel.example'),
    'eu.kestrel.example',
  ],
  ['below what is imported', withImport('name,domain\nNew,kestrel.example'), 'eu.kestrel.example'],
])('a closed account that was only proposed stays closed when it is %s', async (_, { path, body }, domain) => {
  const world = await openTwoReaders([...CALLS, KESTREL]);
  try {
    const { deps, organizationId } = world;
    await world.request('POST', '/accounts', { name: 'Known' });
    await deps.db.update(accountDomains).set({ domain }).where(eq(accountDomains.domain, 'kestrel.example'));
    const [closed] = (await world.request('GET', '/accounts?query=kestrel')).body.accounts;
    expect(closed).toMatchObject({ state: 'proposed', calls: 1 });
    const rule = { name: 'Closed', effect: 'close', to: 'others', accountIds: [closed.id], memberIds: [] };
    await world.request('PATCH', '/access', { rules: [rule] });
    const seen = async () => [
      (await world.request('GET', '/calls', undefined, world.hers)).body.total,
      (await world.request('POST', '/search', { query: 'osprey' }, world.hers)).body.total,
    ];
    expect(await seen()).toEqual([2, 0]);
    const between: unknown[] = [];
    const relink = deps.relink;
    deps.relink = async (id) => {
      between.push(...(await seen()));
      return relink(id);
    };
    expect((await world.request('POST', path, body)).status).toBeLessThan(300);
    expect(between).toEqual([2, 0]);
    expect(await seen()).toEqual([2, 0]);
    const rules = (await readAccessPolicy(deps.db, organizationId)).rules.flatMap(({ accountIds }) => accountIds);
    const { accounts } = (await world.request('GET', '/accounts')).body;
    const heir = accounts.find(({ domains }: { domains: string[] }) => domains.includes('kestrel.example'));
    expect(rules).toEqual([heir.id]);
  } finally {
    await world.close();
  }
});

test('a facet names no account that its reader may not know of, also while search is behind', async () => {
  await ours.request('PATCH', '/access', { mode: 'own' });
  const { facets } = (await found('forklift')).body;
  expect(facets.accounts).toMatchObject([{ name: 'Acme', calls: 1 }]);
  await ours.deps.db.delete(callAccounts);
  expect((await found('forklift')).body.facets.accounts).toEqual([]);
});
