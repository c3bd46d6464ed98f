import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { cutSegments } from '../../src/segment.ts';
import { saveTranscripts } from '../../src/store/transcripts-store.ts';
import { NOW } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import { executable, type InBrowser, openInBrowser } from '../support/in-browser.ts';
import { type SpokenCall, speakerIdOf } from '../support/spoken-calls.ts';

const [US, THEM] = ['robin@ours.example', 'tove@acme.example'];
const QUESTION = 'What did @Acme say about the price of pallets?';
const HOUR_MS = 3_600_000;
const CALLS: SpokenCall[] = [
  {
    id: '1',
    title: 'Prices with Acme',
    startedAt: new Date(NOW.getTime() - 48 * HOUR_MS),
    says: Array.from({ length: 24 }, (_, n) => [n % 2 ? US : THEM, `The price of pallets is ${90 + n} euros.`]),
  },
  {
    id: '2',
    title: 'Two at once',
    startedAt: new Date(NOW.getTime() - 24 * HOUR_MS),
    says: [[THEM, 'Good morning.']],
  },
  {
    id: '3',
    title: 'Later talk',
    startedAt: new Date(NOW.getTime() + HOUR_MS),
    says: [[THEM, 'The price of pallets is higher now.']],
  },
];

describe.skipIf(!executable)('test questions in a real browser', () => {
  let organization: Awaited<ReturnType<typeof openHttpOrganization>>;
  let served: InBrowser;
  let page: Page;
  let url = '';

  beforeAll(async () => {
    organization = await openHttpOrganization(CALLS);
    const { deps, organizationId } = organization;
    // Both begin at the same time, and one is longer.
    const said = (email: string, text: string, endMs: number) => ({
      speakerId: speakerIdOf(email),
      sentences: [{ startMs: 1000, endMs, text }],
    });
    const both = [said(THEM, 'We speak at once.', 2000), said(US, 'At once we speak, and for longer.', 4000)];
    await saveTranscripts(deps.db, organizationId, new Map([[toCallId('2'), both]]), cutSegments);
    await deps.indexer.index(new AbortController().signal, organizationId);
    served = await openInBrowser(organization, { member: US, ignored: /status of 401/ });
    ({ page, url } = served);
  });
  afterAll(() => served?.close());

  const dialog = () => page.getByRole('dialog', { name: 'What was wrong?' });
  const moments = () => dialog().getByRole('list', { name: 'Transcript' }).getByRole('checkbox');
  const ask = async (question: string) => {
    await page.goto(url);
    await page.getByLabel('Your question').fill(question);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByText(/^(Searched \d|Nothing searched)/).waitFor();
  };
  const openForm = async () => {
    await page.getByRole('button', { name: 'This did not help' }).click();
    await dialog().getByLabel('Save as a test question').check();
  };
  const listed = async () => (await organization.request('GET', '/cases')).body.cases;

  test('as many moments are selected as are kept, and Escape ends the search in a transcript before the dialog', async () => {
    await ask(QUESTION);
    await openForm();
    await moments().nth(23).waitFor();
    for (let n = 0; n < 20; n += 1) await moments().nth(n).check();
    await dialog().getByText('20 selected, the most there can be').waitFor();
    expect(await moments().nth(20).isDisabled()).toBe(true);
    await moments().nth(3).uncheck();
    expect(await moments().nth(20).isDisabled()).toBe(false);
    await moments().nth(20).check();
    expect(await served.browsing.inspect(page, 'case-full')).toEqual([]);
    const find = dialog().getByLabel('Find in the transcript');
    await find.fill('113 euros');
    await expect.poll(() => moments().count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => moments().count()).toBe(24);
    await dialog().getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thanks for the feedback').waitFor();
    expect(await listed()).toMatchObject([{ question: QUESTION, moments: { length: 20 } }]);
  });

  test('turns that begin at the same time are told apart', async () => {
    await ask('What did @Acme say about the price of forklifts?');
    await openForm();
    await dialog().getByRole('combobox').selectOption('2');
    await expect.poll(() => moments().count()).toBe(2);
    await moments().nth(1).check();
    expect(await moments().nth(0).isChecked()).toBe(false);
    await dialog().getByLabel('Find in the transcript').fill('longer');
    await expect.poll(() => moments().count()).toBe(1);
    await dialog().getByLabel('Find in the transcript').fill('');
    await expect.poll(() => moments().count()).toBe(2);
    expect(await moments().nth(1).isChecked()).toBe(true);
    await dialog().getByRole('button', { name: 'Close' }).click();
  });

  test('an opened conversation offers calls too, and a call that came later says that it cannot answer', async () => {
    await ask('What did @Acme say about zebras?');
    await page.reload();
    await page.getByText(/^(Searched \d|Nothing searched)/).waitFor();
    await openForm();
    const call = dialog().getByRole('combobox');
    await expect.poll(() => call.locator('option').allTextContents()).toHaveLength(2);
    expect((await call.locator('option').allTextContents()).join()).not.toContain('Later talk');
    const link = dialog().getByLabel('Or paste a link to another call');
    await link.fill('a call');
    await dialog().getByText('This is no link to a call.').waitFor();
    await link.fill(`${url}/calls/3?at=0`);
    await dialog()
      .getByText(/“Later talk” took place after the question was asked/)
      .waitFor();
    expect(await moments().count()).toBe(0);
    await link.fill(`${url}/calls/1`);
    await expect.poll(() => moments().count()).toBe(24);
    await link.fill('');
    await dialog().getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thanks for the feedback').waitFor();
    expect(await listed()).toHaveLength(2);
  });

  test('an admin sees test questions with their moments, and removes them', async () => {
    await page.goto(`${url}/settings?part=cases`);
    const cases = page.getByRole('list', { name: 'Cases' }).getByRole('listitem');
    await expect.poll(() => cases.count()).toBe(2);
    const answered = cases.filter({ hasText: QUESTION });
    await answered.getByText('Answered by 20 moments').waitFor();
    await cases.filter({ hasText: 'zebras' }).getByText('No call answers it').waitFor();
    expect(await served.browsing.inspect(page, 'cases')).toEqual([]);
    expect(await answered.getByRole('link').first().getAttribute('href')).toMatch(/\/calls\/1\?at=0&to=2000$/);
    page.once('dialog', (asked) => asked.dismiss());
    await page.getByRole('button', { name: `Remove ${QUESTION}` }).click();
    expect(await cases.count()).toBe(2);
    for (const left of [1, 0]) {
      page.once('dialog', (asked) => asked.accept());
      await page
        .getByRole('button', { name: /^Remove / })
        .first()
        .click();
      await expect.poll(() => cases.count()).toBe(left);
    }
    await page.getByText('No test questions yet. Save one when you mark an answer as not helpful.').waitFor();
    expect(await listed()).toEqual([]);
  });

  test('no page logged an error or asked another origin for anything', () => {
    expect(served.browsing.problems).toEqual([]);
  });
});
