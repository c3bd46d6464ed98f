import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importAccounts } from '../../src/directory/import-accounts.ts';
import { listAccounts } from '../../src/store/accounts-reader.ts';
import type { Store } from '../../src/store/db.ts';
import { aViewer, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { emptyStore, openTestStore } from '../support/stores.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  await makeOrganization(store.db);
});

const imported = (csv: string) => {
  const deps = { db: store.db, store, relink: async () => ({ callsRelinked: 0, isInSearch: true }), now: () => NOW };
  return importAccounts(deps, aViewer(), csv);
};

test('reads every column, and leaves alone what a later file does not have', async () => {
  const csv =
    'name,domain,aliases,crm_id,owner_email\r\n"Acme, Inc",acme.example;ACME.example.org,Acme;AI,001,Robin@ours.example\r\n';
  expect(await imported(csv)).toMatchObject({ added: 1, changed: 0 });
  expect(await imported('name\n"Acme, Inc"\nOther\n')).toMatchObject({
    added: 1,
    changed: 0,
    unchanged: 1,
  });
  const [acme] = await listAccounts(store.db, ORG);
  expect(acme).toMatchObject({
    name: 'Acme, Inc',
    aliases: ['Acme', 'AI'],
    crmId: '001',
    ownerEmail: 'robin@ours.example',
  });
  expect(acme?.domains.toSorted()).toEqual(['acme.example', 'acme.example.org']);
});

test('a domain with letters beyond ASCII is kept as addresses on calls are read', async () => {
  await imported('name,domain\nBücher,@BÜCHER.example\n');
  expect(await listAccounts(store.db, ORG)).toMatchObject([{ domains: ['xn--bcher-kva.example'] }]);
});

test('a damaged line is named by its number, and nothing is imported', async () => {
  const csv = 'name,domain\nAcme,acme.example\nBright,not a domain\nRival,acme.example\n,third.example\n';
  await expect(imported(csv)).rejects.toMatchObject({
    code: 'invalid_csv',
    message: expect.stringMatching(
      /line 3: "not a domain".*line 4: the domain "acme.example" stands on line 2.*line 5: the name is empty/,
    ),
  });
  expect(await listAccounts(store.db, ORG)).toEqual([]);
});

test.each([
  ['name,domain\nAcme,acme.example,extra\n', /line 2: it has more cells than the header/],
  ['name\n"Acme\n', /line 2: a quote is opened and never closed/],
  ['sep=;\nname\n"Acme\n', /line 3: a quote is opened and never closed/],
  ['colour\nred\n', /no column "name" \(found: colour\)/],
  ['', /no accounts/],
])('%j is refused', async (csv, message) => {
  await expect(imported(csv)).rejects.toMatchObject({
    code: 'invalid_csv',
    message: expect.stringMatching(message),
  });
});

test('a domain that another account has stops the whole import', async () => {
  await imported('name,domain\nAcme,acme.example\n');
  await expect(imported('name,domain\nNew,new.example\nRival,acme.example\n')).rejects.toMatchObject({
    message: expect.stringMatching(/line 3: .*belongs to the account "Acme"/),
  });
  expect((await listAccounts(store.db, ORG)).map((account) => account.name)).toEqual(['Acme']);
});

test('a file of far more rows than there are accounts is refused before it fills the memory', async () => {
  await expect(imported(`name,domain\n${'x,\n'.repeat(201_000)}`)).rejects.toMatchObject({
    code: 'invalid_csv',
    message: expect.stringContaining('more than 200,000 rows'),
  });
});

test('blank rows without end are read as one, and the lines below keep their numbers', async () => {
  const csv = `name,domain\n${',\n'.repeat(30_000)}Acme,no domain\n${'\n'.repeat(30_000)}`;
  await expect(imported(csv)).rejects.toMatchObject({ message: expect.stringContaining('line 30002: "no domain"') });
});
