import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Account } from '../../src/account.ts';
import { importAccounts, previewAccounts } from '../../src/directory/import-accounts.ts';
import { importContacts, previewContacts } from '../../src/directory/import-contacts.ts';
import type { ImportWish } from '../../src/import-preview.ts';
import { findMentions } from '../../src/language/find-mentions.ts';
import { listAccounts } from '../../src/store/accounts-reader.ts';
import { proposeAccount } from '../../src/store/accounts-store.ts';
import { rowsOf as rowsOfStore, type Store } from '../../src/store/db.ts';
import { listConfirmedPeople } from '../../src/store/people-store.ts';
import { accounts as accountsTable } from '../../src/store/schema.ts';
import { aViewer, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { emptyStore, openTestStore } from '../support/stores.ts';

// Files as spreadsheets and CRMs write them. Names are invented.

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  await makeOrganization(store.db);
});

type Csv = string | Uint8Array;
const deps = () => ({
  db: store.db,
  store,
  relink: async () => ({ callsRelinked: 0, isInSearch: true }),
  now: () => NOW,
});
const accounts = (csv: Csv, wish?: ImportWish) => importAccounts(deps(), aViewer(), csv, wish);
const contacts = (csv: Csv, wish?: ImportWish) => importContacts(deps(), aViewer(), csv, wish);
const preview = (csv: Csv, wish?: ImportWish) => previewAccounts(deps(), aViewer(), csv, wish);

/** Each account as `name: domains; aliases; CRM id`, without what is empty. */
const kept = async (): Promise<string[]> => (await listAccounts(store.db, ORG)).map(toLine).toSorted();
const toLine = ({ name, domains, aliases, crmId }: Account) =>
  [`${name}: ${domains.toSorted().join(' ')}`, aliases.join(' | '), crmId ?? ''].filter(Boolean).join('; ').trim();

const bom = (bytes: number[], text: Uint8Array) => Buffer.concat([Buffer.from(bytes), text]);
const utf16 = (text: string, isBigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};
const UMLAUTS = 'name,domain\r\nMöller Söhne,moeller.example\r\n';

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(UMLAUTS)],
    ['UTF-8 with a byte order mark', bom([0xef, 0xbb, 0xbf], Buffer.from(UMLAUTS))],
    ['UTF-16, little end first', bom([0xff, 0xfe], utf16(UMLAUTS, false))],
    ['UTF-16, big end first', bom([0xfe, 0xff], utf16(UMLAUTS, true))],
    ['UTF-16 without a mark', utf16(UMLAUTS, false)],
    ['UTF-16 without a mark, big end first', utf16(UMLAUTS, true)],
    ['Windows-1252', Buffer.from(UMLAUTS, 'latin1')],
  ])('%s', async (_, file) => {
    await accounts(file);
    expect(await kept()).toEqual(['Möller Söhne: moeller.example']);
  });

  test('another one is taken when it is named, and an unknown one refused', async () => {
    const polish = Buffer.from([...Buffer.from('name\nZak'), 0xb3, ...Buffer.from('ad\n')]);
    await accounts(polish, { encoding: 'windows-1250' });
    expect(await kept()).toEqual(['Zakład:']);
    await expect(accounts(polish, { encoding: 'klingon' })).rejects.toMatchObject({ code: 'invalid_csv' });
  });

  test('a row with a stray byte among UTF-8 is named, and no name is kept damaged', async () => {
    const file = Buffer.concat([Buffer.from('name\nMöller Söhne\nCaf'), Buffer.from([0xe9]), Buffer.from('\n')]);
    expect((await preview(file)).rows).toMatchObject([
      { line: 2, name: 'Möller Söhne', outcome: 'added' },
      { line: 3, outcome: 'skipped', notes: [expect.stringContaining('encoding')] },
    ]);
  });

  test.each([
    ['a workbook', [0x50, 0x4b, 0x03, 0x04, 0x00], 'Excel workbook'],
    ['something else', [0x6e, 0x00, 0x00, 0x01], 'not a text file'],
  ])('%s is told for what it is', async (_, bytes, told) => {
    await expect(accounts(Buffer.from(bytes))).rejects.toMatchObject({
      code: 'invalid_csv',
      message: expect.stringContaining(told),
    });
  });
});

describe('the table', () => {
  const TWO = ['Brackwell Foods: brackwell.example', 'Weber; Söhne: weber.example'];
  test.each([
    ['semicolons', '\ufeffname;domain\r\nBrackwell Foods;brackwell.example\r\n"Weber; Söhne";weber.example\r\n'],
    ['commas', 'name,domain\nBrackwell Foods,brackwell.example\nWeber; Söhne,weber.example\n'],
    ['tabs', 'name\tdomain\nBrackwell Foods\tbrackwell.example\nWeber; Söhne\tweber.example\n'],
    ['sep=', 'sep=|\r\nname|domain\r\nBrackwell Foods|brackwell.example\r\nWeber; Söhne|weber.example\r\n'],
    ['CR alone', 'name,domain\rBrackwell Foods,brackwell.example\rWeber; Söhne,weber.example'],
    ['mixed line ends', 'name,domain\r\nBrackwell Foods,brackwell.example\rWeber; Söhne,weber.example\n'],
    ['a comma at each end', 'name,domain,\nBrackwell Foods,brackwell.example,\nWeber; Söhne,weber.example,,\n'],
    ['capitals and spaces', ' NAME , Domain\nBrackwell Foods,Brackwell.Example\nWeber; Söhne,weber.example\n'],
    ['quotes within', 'name,domain\n="Brackwell Foods",brackwell.example\nWeber; Söhne,weber.example\n'],
    [
      'signs that nobody sees',
      '\u200bname,domain\u00a0\nBrackwell\u00a0Foods,brackwell.example\u00a0\n\u200bWeber; Söhne\u2060,\ufeffweber.example\n',
    ],
    ['empty rows', '\n,\nname,domain\n\nBrackwell Foods,brackwell.example\n,,\n\nWeber; Söhne,weber.example\n\n'],
    [
      'line ends in cells',
      'name,domain\r\n"Brackwell\nFoods",brackwell.example\r\n"Weber;\r\nSöhne",weber.example\r\n',
    ],
    [
      'a title and a footer',
      '"Accounts, by owner"\n"As of today"\n\nname,domain\nBrackwell Foods,brackwell.example\nWeber; Söhne,weber.example\n\n"Accounts, by owner"\n"Copyright (c) 2026, all rights reserved"\n"Confidential Information - Do Not Distribute"\n',
    ],
    ['a total', 'name,domain\nBrackwell Foods,brackwell.example\nWeber; Söhne,weber.example\nGrand Total,2\n'],
    ['files joined', 'name,domain\nBrackwell Foods,brackwell.example\nname,domain\nWeber; Söhne,weber.example\n'],
  ])('%s', async (_, csv) => {
    expect(await accounts(csv)).toMatchObject({ added: 2, changed: 0, skipped: 0 });
    expect(await kept()).toEqual(TWO);
  });

  test('lines are counted as in the file, and what is no row is shown as such', async () => {
    const csv = 'sep=,\nname,domain\n"Brack\nwell",brackwell.example\n\nNowhere,no domain\n\nGenerated By: Ina\n';
    expect((await preview(csv)).rows).toEqual([
      { line: 3, name: 'Brack well', outcome: 'added', notes: [] },
      { line: 6, name: 'Nowhere', outcome: 'skipped', notes: ['"no domain" is not a domain.'] },
      { line: 8, name: 'Generated By: Ina', outcome: 'ignored', notes: ['It is the footer of a report.'] },
    ]);
  });

  test('a header without rows is refused', async () => {
    await expect(accounts('name,domain\r\n')).rejects.toMatchObject({
      message: expect.stringContaining('no accounts'),
    });
  });
});

describe('columns', () => {
  test.each([
    [
      'Salesforce',
      '"Account Name","Website","Billing City","Account ID"\n"Brackwell Foods","https://brackwell.example","Hull","0015f00000AbCdE"\n',
      'Brackwell Foods: brackwell.example; 0015f00000AbCdEAAV',
    ],
    [
      'HubSpot',
      'Record ID,Company name,Company owner,Company Domain Name,Website URL\n9001,Brackwell Foods,Ina Berg,brackwell.example,www.brackwell-foods.example\n',
      'Brackwell Foods: brackwell-foods.example brackwell.example; 9001',
    ],
    [
      'Dynamics',
      "(Do Not Modify) Account,(Do Not Modify) Row Checksum,Account Name,Main Phone,Website\n7d1f,x1,Brackwell Foods,'+44 1,http://www.brackwell.example/\n",
      'Brackwell Foods: brackwell.example; 7d1f',
    ],
    ['a German one', 'Firma;Webseite\nBrackwell Foods;brackwell.example\n', 'Brackwell Foods: brackwell.example'],
  ])('%s', async (_, csv, account) => {
    await accounts(csv);
    expect(await kept()).toEqual([account]);
  });

  test('what is not used is shown before anything changes', async () => {
    const csv = 'Account Name,Website,Billing City,Domain\nBrackwell Foods,brackwell.example,Hull,\n';
    expect((await preview(csv)).columns).toEqual([
      { position: 1, header: 'Account Name', field: 'name' },
      { position: 2, header: 'Website', field: 'domain' },
      { position: 3, header: 'Billing City', field: null },
      { position: 4, header: 'Domain', field: 'domain' },
    ]);
    expect(await kept()).toEqual([]);
  });

  test('of repeated headers every value counts, or is named where only one can', async () => {
    await accounts('name,domain,domain\nBrackwell Foods,brackwell.example,\nHalden,,halden.example\n');
    expect(await kept()).toEqual(['Brackwell Foods: brackwell.example', 'Halden: halden.example']);
    expect((await preview('name,name\nBrackwell Foods,Halden\n,Halden\n')).rows).toMatchObject([
      { name: 'Brackwell Foods', notes: [expect.stringContaining('"Halden" is not used')] },
      { name: 'Halden', outcome: 'unchanged' },
    ]);
  });

  test('a choice of columns comes before what the headers tell', async () => {
    const csv = 'Kunde,Name,Mail host\nBrackwell Foods,Ina Berg,brackwell.example\n';
    const columns = new Map([
      ['kunde', 'name'],
      ['#3', 'domain'],
    ]);
    await accounts(csv, { columns });
    expect(await kept()).toEqual(['Brackwell Foods: brackwell.example']);
    await expect(accounts(csv, { columns: new Map([['Kunden', 'name']]) })).rejects.toMatchObject({
      message: expect.stringContaining('no column "Kunden"'),
    });
    await expect(accounts(csv, { columns: new Map([['Kunde', 'colour']]) })).rejects.toMatchObject({
      message: expect.stringContaining('no field "colour"'),
    });
  });

  test('a choice for a field of several values adds a column', async () => {
    const csv = 'name,Website,Mail host\nBrackwell Foods,brackwell.example,mail.example\n';
    await accounts(csv, { columns: new Map([['Mail host', 'domain']]) });
    expect(await kept()).toEqual(['Brackwell Foods: brackwell.example mail.example']);
  });

  test('without a column for the name the preview asks for one', async () => {
    expect(await preview('colour,domain\nred,brackwell.example\n')).toMatchObject({
      missing: 'name',
      rows: [],
      fields: ['name', 'domain', 'aliases', 'crm_id', 'owner_email'],
    });
  });
});

describe('domains', () => {
  test.each([
    ['https://www.brackwell.example/', 'brackwell.example'],
    ['HTTP://Shop.Brackwell.co.uk:8080/en?x=1#top', 'brackwell.co.uk'],
    ['www.brackwell.example', 'brackwell.example'],
    ['eu.brackwell.example', 'eu.brackwell.example'],
    ['@brackwell.example', 'brackwell.example'],
    ['info@brackwell.example', 'brackwell.example'],
    ['brackwell.example.', 'brackwell.example'],
    ['müller.example', 'xn--mller-kva.example'],
    ['https://www.müller.example/über', 'xn--mller-kva.example'],
    [
      'brackwell.example; brackwell.com, halden.example | http://a.example',
      'a.example brackwell.com brackwell.example halden.example',
    ],
    ['brackwell.example halden.example', 'brackwell.example halden.example'],
    ['n/a', ''],
    ['-', ''],
    ['gmail.com', ''],
    ['https://www.linkedin.com/company/brackwell', ''],
  ])('%j', async (cell, domains) => {
    await accounts(`name,domain\nBrackwell,"${cell}"\n`);
    expect(await kept()).toEqual([`Brackwell: ${domains}`.trim()]);
  });

  test.each(['not a domain', 'http://', 'localhost', '192.168.0.1', 'co.uk', 'room1@intranet', 'a_b.example'])(
    '%j is refused',
    async (cell) => {
      expect((await preview(`name,domain\nBrackwell,${cell}\n`)).rows).toMatchObject([
        { outcome: 'skipped', notes: [`"${cell}" is not a domain.`] },
      ]);
    },
  );
});

describe('who is who', () => {
  test('a company renamed in the CRM takes its new name, and the old one stays as an alias', async () => {
    await accounts('name,domain,crm_id\nFacewell,facewell.example,0017\nHalden,halden.example,0018\n');
    const friday = 'name,domain,crm_id\nMetawell,facewell.example,0017\nHalden,halden.example,0018\n';
    expect((await preview(friday)).rows).toMatchObject([
      { name: 'Metawell', outcome: 'changed', notes: ['Renamed from "Facewell", which stays as an alias.'] },
      { name: 'Halden', outcome: 'unchanged', notes: [] },
    ]);
    expect(await accounts(friday)).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
    const after = ['Halden: halden.example; 0018', 'Metawell: facewell.example; Facewell; 0017'];
    expect(await kept()).toEqual(after);
    expect(await accounts('name,crm_id\nMetawell,0017\nHalden,0018\n')).toMatchObject({ changed: 0, unchanged: 2 });
    expect(await kept()).toEqual(after);
  });

  test('without a domain column it is renamed as well', async () => {
    await accounts('name,domain,crm_id\nFacewell,facewell.example,0017\n');
    await accounts('name,crm_id\nMetawell,0017\n');
    expect(await kept()).toEqual(['Metawell: facewell.example; Facewell; 0017']);
  });

  test('two companies may hand their names on, or swap them', async () => {
    await accounts('name,crm_id\nOne,1\nTwo,2\nThree,3\n');
    await accounts('name,crm_id\nTwo,1\nOne,2\nFour,3\n');
    expect((await listAccounts(store.db, ORG)).map(({ name, crmId }) => [crmId, name]).toSorted()).toEqual([
      ['1', 'Two'],
      ['2', 'One'],
      ['3', 'Four'],
    ]);
  });

  test('two companies of one name are two, told apart by domain, and a mention of the name offers both', async () => {
    const csv = 'name,domain,crm_id\nAcorn,acorn-uk.example,0011\nAcorn,acorn-us.example,0012\n';
    expect(await accounts(csv)).toMatchObject({ added: 2 });
    const after = ['Acorn (acorn-us.example): acorn-us.example; Acorn; 0012', 'Acorn: acorn-uk.example; 0011'];
    expect(await kept()).toEqual(after);
    expect(await accounts(csv)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(await kept()).toEqual(after);
    const known = (await listAccounts(store.db, ORG)).map(({ id, name, aliases, domains }) => ({
      ...{ kind: 'account' as const, id, name, names: aliases, domains },
    }));
    expect(findMentions('What did @Acorn say?', known)).toMatchObject([{ state: 'several' }]);
  });

  test('a company twice is one, with what both rows say', async () => {
    const csv = 'name,domain,crm_id\nAcorn,acorn.example,1\nHalden,halden.example,2\nacorn ,acorn.co.uk,1\n';
    expect((await preview(csv)).rows[2]).toEqual({
      ...{ line: 4, name: 'acorn', outcome: 'merged' },
      notes: ['The account of line 2.', 'Domain acorn.co.uk.'],
    });
    expect(await accounts(csv)).toMatchObject({ added: 2, merged: 1 });
    expect((await kept())[0]).toBe('Acorn: acorn.co.uk acorn.example; 1');
  });

  test('one CRM id with two names is named', async () => {
    expect((await preview('name,crm_id\nAcorn,1\nHalden,1\n')).rows[1]).toMatchObject({
      outcome: 'skipped',
      notes: [expect.stringContaining('stands on line 2 already, for "Acorn"')],
    });
  });

  test('a CRM id that a spreadsheet made a number of is named', async () => {
    expect((await preview('name,crm_id\nAcorn,1.23457E+10\n')).rows).toMatchObject([{ outcome: 'skipped' }]);
  });

  test('the same Salesforce id of 15 or 18 signs is the same account', async () => {
    await accounts('name,crm_id\nAcorn,0015f00000AbCdE\n');
    expect(await accounts('name,crm_id\nAcorn Group,0015f00000AbCdEAAV\n')).toMatchObject({ added: 0, changed: 1 });
  });

  test('a proposed account with one of the domains becomes the account', async () => {
    const id = await proposeAccount(store.db, ORG, 'brackwell.example', NOW);
    await proposeAccount(store.db, ORG, 'halden-group.example', NOW);
    await proposeAccount(store.db, ORG, 'eu.halden.example', NOW);
    await accounts('name,domain\nBrackwell Foods,brackwell.example\nHalden,halden-group.example;halden.example\n');
    expect((await listAccounts(store.db, ORG)).map(({ name, state }) => [name, state])).toEqual([
      ['Brackwell Foods', 'active'],
      ['Halden', 'active'],
    ]);
    expect((await listAccounts(store.db, ORG))[0]?.id).toBe(id);
  });
});

describe('rows that cannot be taken', () => {
  const csv = 'name,domain\nAcorn,acorn.example\nBad,no domain\nRival,acorn.example\nHalden,\n';
  test('stop the file, or are left out on wish', async () => {
    await expect(accounts(csv)).rejects.toMatchObject({ code: 'invalid_csv' });
    expect(await kept()).toEqual([]);
    expect(await accounts(csv, { skip: true })).toMatchObject({ added: 2, skipped: 2 });
    expect(await kept()).toEqual(['Acorn: acorn.example', 'Halden:']);
  });

  test('the preview counts them, and changes nothing', async () => {
    expect((await preview(csv)).counts).toEqual({
      ...{ added: 2, changed: 0, unchanged: 0, merged: 0, skipped: 2, ignored: 0 },
    });
    expect(await kept()).toEqual([]);
  });
});

describe('contacts', () => {
  const people = async () =>
    (await listConfirmedPeople(store.db, ORG))
      .map(({ email, name, title, accountId }) => ({ email, name, title, accountId }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  const idOf = async (name: string) => (await listAccounts(store.db, ORG)).find((one) => one.name === name)?.id;

  test('as CRMs write them: some without an address, names the other way round, an account with other spaces', async () => {
    await accounts('name,domain\nBrackwell Foods,brackwell.example\n');
    const csv =
      'email,name,title,account\nINA.BERG@Brackwell.Example,"Berg, Ina",CFO,Brackwell Foods\n,"No Address",,Brackwell Foods\nole@brackwell.example,Ole Dahl,,brackwell  foods\n';
    await expect(contacts(csv)).rejects.toMatchObject({
      message: expect.stringContaining('line 3: there is no address'),
    });
    expect(await people()).toEqual([]);
    expect((await previewContacts(deps(), aViewer(), csv)).rows).toMatchObject([
      { line: 2, name: 'ina.berg@brackwell.example', outcome: 'added' },
      { line: 3, name: 'No Address', outcome: 'skipped', notes: ['There is no address.'] },
      { line: 4, name: 'ole@brackwell.example', outcome: 'added' },
    ]);
    expect(await contacts(csv, { skip: true })).toMatchObject({ added: 2, skipped: 1 });
    const accountId = await idOf('Brackwell Foods');
    expect(await people()).toEqual([
      { email: 'ina.berg@brackwell.example', name: 'Ina Berg', title: 'CFO', accountId },
      { email: 'ole@brackwell.example', name: 'Ole Dahl', title: null, accountId },
    ]);
    expect(await contacts(csv, { skip: true })).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
  });

  test.each([
    [
      'Salesforce',
      'First Name,Last Name,Title,Account Name,Account ID,Email\nIna,Berg,CFO,Someone Else,0018,ina@brackwell.example\n',
    ],
    [
      'HubSpot',
      'Record ID,First Name,Last Name,Email,Job Title,Associated Company\n7,Ina,Berg,ina@brackwell.example,CFO,Brackwell Foods\n',
    ],
    [
      'Dynamics',
      '(Do Not Modify) Contact,Full Name,E-mail,Company Name,Job Title\n7d1f,Ina Berg,ina@brackwell.example,brackwell foods,CFO\n',
    ],
    [
      'a mail program',
      'Name,E-Mail Address,Company,Job Title\n"Ina Berg","Ina Berg <ina@brackwell.example>; ina@home.example",brackwell.example,CFO\n',
    ],
  ])('%s', async (_, csv) => {
    await accounts('name,domain,crm_id\nBrackwell Foods,brackwell.example,0018\n');
    await contacts(csv);
    const accountId = await idOf('Brackwell Foods');
    expect(await people()).toEqual([{ email: 'ina@brackwell.example', name: 'Ina Berg', title: 'CFO', accountId }]);
  });

  test('of two accounts with one name the address tells which', async () => {
    await accounts('name,domain,crm_id\nAcorn,acorn-uk.example,1\nAcorn,acorn-us.example,2\n');
    const csv = 'email,account\na@acorn-us.example,Acorn\nb@gmail.com,Acorn\n';
    expect((await previewContacts(deps(), aViewer(), csv)).rows).toMatchObject([
      { outcome: 'added' },
      { outcome: 'skipped', notes: [expect.stringContaining('2 accounts "Acorn"')] },
    ]);
    await contacts(csv, { skip: true });
    expect((await people())[0]?.accountId).toBe(await idOf('Acorn (acorn-us.example)'));
  });

  test('an address twice is one contact, unless the rows contradict each other', async () => {
    const csv = 'email,name,title\na@x.example,Ina Berg,\nA@X.example,,CFO\na@x.example,Ole Dahl,\n';
    expect((await previewContacts(deps(), aViewer(), csv)).rows).toMatchObject([
      { outcome: 'added' },
      { outcome: 'merged' },
      { outcome: 'skipped', notes: [expect.stringContaining('line 2 already')] },
    ]);
    await contacts(csv, { skip: true });
    expect(await people()).toMatchObject([{ name: 'Ina Berg', title: 'CFO' }]);
  });
});

describe('many rows', () => {
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, at) => `Invented Company ${at},co${at}.example,${at}\n`);

  test('thousands are taken in pieces, with others at the store in between', async () => {
    const seen = new Set<number>();
    let isDone = false;
    const reading = (async () => {
      for (; !isDone; await setImmediate()) seen.add(await store.db.$count(accountsTable));
    })();
    expect(await accounts(`name,domain,crm_id\n${rowsOf(3000).join('')}`)).toMatchObject({ added: 3000 });
    isDone = true;
    await reading;
    expect(seen.size).toBeGreaterThan(10);
    const known = (await listAccounts(store.db, ORG)).map(({ id, name, aliases, domains }) => ({
      ...{ kind: 'account' as const, id, name, names: aliases, domains },
    }));
    expect(known).toHaveLength(3000);
    expect(findMentions('What did @Invented Company 77 say about pricing?', known)).toMatchObject([
      { state: 'found', target: { name: 'Invented Company 77' } },
    ]);
  });

  test('thousands of one name, or in one cell, take no longer than others', async () => {
    const sameName = Array.from({ length: 20_000 }, (_, at) => `Acorn,${at}\n`).join('');
    const { counts } = await preview(`name,crm_id\n${sameName}`);
    expect(counts).toMatchObject({ added: 20_000 });
    const dots = '.'.repeat(50_000);
    const wide = await preview(`name,domain${','.repeat(200_000)}\n${`Acorn,a@${dots}\n`.repeat(50)}`);
    expect(wide.counts).toMatchObject({ skipped: 50 });
    expect(wide.columns).toHaveLength(2);
    const people = await previewContacts(deps(), aViewer(), `email\n${`a@${dots}\n`.repeat(50)}`);
    expect(people.counts).toMatchObject({ skipped: 50 });
    const many = Array.from({ length: 1200 }, (_, at) => `Acorn,a${at}.example\n`).join('');
    expect((await preview(`name,domain\n${many}`)).counts).toMatchObject({ added: 1, merged: 999, skipped: 200 });
  });

  test('the store knows afterwards how many there are: it plans its queries by that', async () => {
    await contacts(`email,name\n${Array.from({ length: 400 }, (_, at) => `p${at}@x.example,Person ${at}\n`).join('')}`);
    const rows = rowsOfStore(
      z.object({ known: z.coerce.number() }),
      await store.db.execute(sql`select reltuples::int as known from pg_class where relname = 'people'`),
    );
    expect(rows).toEqual([{ known: 400 }]);
  });

  test('the statements grow with the rows, not with their square', async () => {
    const statements = async (count: number) => {
      await emptyStore(store);
      await makeOrganization(store.db);
      let made = 0;
      const counting = (db: Store['db']): Store['db'] =>
        new Proxy(db, {
          get(target, name, receiver) {
            const value = Reflect.get(target, name, receiver);
            if (name === 'transaction')
              return (work: (tx: Store['db']) => Promise<unknown>) => target.transaction((tx) => work(counting(tx)));
            if (['select', 'insert', 'update', 'delete', 'execute'].includes(String(name))) made += 1;
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
      const db = counting(store.db);
      await importAccounts({ ...deps(), db }, aViewer(), `name,domain,crm_id\n${rowsOf(count).join('')}`);
      return made;
    };
    expect(await statements(4000)).toBeLessThan(4.5 * (await statements(1000)));
  });
});
