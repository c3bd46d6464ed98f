import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeAccount } from '../../src/directory/change-account.ts';
import type { Relink } from '../../src/directory/relink.ts';
import { readAccessPolicy } from '../../src/store/organizations-store.ts';
import { callAccounts } from '../../src/store/schema.ts';
import { asAdmin } from '../support/as-admin.ts';
import { openTwoReaders } from './two-readers.ts';

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

test('a facet names no account that its reader may not know of, also while search is behind', async () => {
  await ours.request('PATCH', '/access', { mode: 'own' });
  const { facets } = (await found('forklift')).body;
  expect(facets.accounts).toMatchObject([{ name: 'Acme', calls: 1 }]);
  await ours.deps.db.delete(callAccounts);
  expect((await found('forklift')).body.facets.accounts).toEqual([]);
});
