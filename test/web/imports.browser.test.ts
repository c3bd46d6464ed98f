import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { listAccounts } from '../../src/store/accounts-reader.ts';
import { listConfirmedPeople } from '../../src/store/people-store.ts';
import { executable, type InBrowser, openInBrowser } from '../support/in-browser.ts';
import { openTestServices } from '../support/test-services.ts';

describe.skipIf(!executable)('files of accounts and contacts in a real browser', () => {
  let served: InBrowser;
  let page: Page;
  let url = '';
  let organizationId: ReturnType<typeof toOrganizationId>;

  beforeAll(async () => {
    const app = await openTestServices();
    const member = 'robin@ours.example';
    const { id } = await createOrganization(app.services, {
      ...{ name: 'Ours', adminEmail: member, domains: ['ours.example'] },
    });
    organizationId = toOrganizationId(id);
    // A signed-out page gets a 401, and a file that is no table a 400.
    served = await openInBrowser(app, { member, ignored: /40[01]/ });
    ({ page, url } = served);
  });
  afterAll(() => served?.close());

  const choose = async (name: string, buffer: Buffer) => {
    await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer });
    await page.getByText(name).waitFor();
  };
  const accountNames = async () => (await listAccounts(served.services.db, organizationId)).map(({ name }) => name);

  test('an admin sees what becomes of each row, says what a column is, and leaves bad rows out', async () => {
    await page.goto(`${url}/accounts`);
    await page.getByRole('button', { name: 'Import accounts' }).click();
    const csv = 'Kunde;Website;City\r\nHalden Mühlen;www.halden.example;Hull\r\nBad;no domain;Hull\r\n';
    await choose('crm.csv', Buffer.from(csv, 'latin1'));
    await page.getByText('Which column has the name?').waitFor();
    expect(await page.getByRole('button', { name: 'Import', exact: true }).count()).toBe(0);

    await page.getByLabel('Kunde').selectOption('name');
    await page.getByText('"no domain" is not a domain.').waitFor();
    expect(await page.getByLabel('Encoding').inputValue()).toBe('windows-1252');
    expect(await served.browsing.inspect(page, 'import-accounts')).toEqual([]);
    await page.getByRole('combobox', { name: 'Rows' }).selectOption('added');
    await page.getByText('Halden Mühlen').waitFor();
    expect(await accountNames()).toEqual([]);

    await page.getByRole('button', { name: 'Import and skip 1 row' }).click();
    await page.getByText('1 account added, 0 updated, 1 row skipped').waitFor();
    expect(await accountNames()).toEqual(['Halden Mühlen']);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Halden Mühlen' }).waitFor();
  });

  test('contacts likewise; a file that is no table is refused in a sentence', async () => {
    await page.goto(`${url}/people`);
    await page.getByRole('button', { name: 'Import contacts' }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles({
      ...{ name: 'book.xlsx', mimeType: 'text/csv', buffer: Buffer.from([0x50, 0x4b, 0x03, 0x04]) },
    });
    await page.getByText('this is an Excel workbook').waitFor();
    await choose('people.csv', Buffer.from('E-mail,Full Name,Account\nINA@halden.example,"Berg, Ina",Halden Mühlen\n'));
    await page.getByText('ina@halden.example').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('1 contact added, 0 updated;').waitFor();
    expect(await listConfirmedPeople(served.services.db, organizationId)).toMatchObject([{ name: 'Ina Berg' }]);
    expect(served.browsing.problems).toEqual([]);
  });
});
