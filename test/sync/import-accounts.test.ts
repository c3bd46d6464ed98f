import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listAccounts } from '../../src/store/accounts-reader.ts';
import type { Store } from '../../src/store/db.ts';
import { importAccounts, parseAccountsCsv } from '../../src/sync/import-accounts.ts';
import { makeOrganization, NOW, ORG } from '../support/builders.ts';
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

test('reads every column, and leaves alone what a later file does not have', async () => {
  const csv =
    'name,domain,aliases,crm_id,owner_email\r\n"Acme, Inc",acme.example;ACME.example.org,Acme;AI,001,Robin@ours.example\r\n';
  expect(await importAccounts(store.db, ORG, csv, NOW)).toMatchObject({ added: 1, changed: 0 });
  expect(await importAccounts(store.db, ORG, 'name\n"Acme, Inc"\nOther\n', NOW)).toMatchObject({
    added: 1,
    changed: 1,
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

test('a damaged line is named by its number, and nothing is imported', async () => {
  const csv = 'name,domain\nAcme,acme.example\nBright,not a domain\nAcme,other.example\n,third.example\n';
  await expect(importAccounts(store.db, ORG, csv, NOW)).rejects.toMatchObject({
    code: 'invalid_csv',
    message: expect.stringMatching(
      /line 3: "not a domain".*line 4: the account "Acme" stands on line 2.*line 5: the name is empty/,
    ),
  });
  expect(await listAccounts(store.db, ORG)).toEqual([]);
});

test.each([
  ['name,domain\nAcme,acme.example,extra\n', /line 2: it has more or fewer cells/],
  ['name\n"Acme\n', /quote is opened and never closed/],
  ['company\nAcme\n', /no column "name" \(found: company\)/],
  ['name,colour\nAcme,red\n', /unknown column "colour"/],
  ['', /no accounts/],
])('%j is refused', (csv, message) => {
  expect(() => parseAccountsCsv(csv)).toThrow(message);
});

test('a domain that another account has stops the whole import', async () => {
  await importAccounts(store.db, ORG, 'name,domain\nAcme,acme.example\n', NOW);
  await expect(
    importAccounts(store.db, ORG, 'name,domain\nNew,new.example\nRival,acme.example\n', NOW),
  ).rejects.toMatchObject({ message: expect.stringMatching(/Line 3: .*belongs to the account "Acme"/) });
  expect((await listAccounts(store.db, ORG)).map((account) => account.name)).toEqual(['Acme']);
});
