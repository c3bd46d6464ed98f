import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimsJson, excerptsOf, isSearchPrompt } from '../support/asking.ts';
import type { Browsing } from '../support/browsing.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import { executable, type InBrowser, openInBrowser } from '../support/in-browser.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

/** Calls of the year, the newest last; every fifth says nothing of prices. */
const CALLS: SpokenCall[] = Array.from({ length: 205 }, (_, n) => ({
  id: String(3000 + n),
  title: `Talk ${n}`,
  startedAt: new Date(Date.UTC(2026, 2, 1, n)),
  says: [
    ['robin@ours.example', 'Good morning and welcome.'],
    n % 5 === 4
      ? ['tove@acme.example', 'The new hall opens in spring, and the weather is fine.']
      : ['tove@acme.example', `The price of plan ${n} is too high for us, we pay ${100 + n} euros a month.`],
  ],
}));
const ELSEWHERE: SpokenCall = {
  id: '4000',
  title: 'Talk with Beacon',
  startedAt: new Date('2026-02-01T09:00:00Z'),
  says: [['mo@beacon.example', 'Our auditors want an escrow agreement before they sign.']],
};

describe.skipIf(!executable)('answers in a real browser, part by part', () => {
  let model: Awaited<ReturnType<typeof startScriptedModel>>;
  let organization: Awaited<ReturnType<typeof openHttpOrganization>>;
  let served: InBrowser;
  let browsing: Browsing;
  let page: Page;
  let url = '';

  beforeAll(async () => {
    model = await startScriptedModel();
    model.set((prompt) => {
      const price = excerptsOf(prompt).find(({ text }) => text.includes('price of plan'));
      if (isSearchPrompt(prompt) || !price) return { kind: 'says', text: '{"claims":[]}' };
      const text = price.text.replace('for us, we', 'for them, they');
      return { kind: 'says', text: claimsJson([{ text, quotes: [[price.id, price.text]] }]) };
    });
    organization = await openHttpOrganization([ELSEWHERE, ...CALLS]);
    await organization.request('PUT', '/model', { name: 'scripted', baseUrl: model.url });
    served = await openInBrowser(organization, { member: 'robin@ours.example', ignored: /status of (401|503)/ });
    ({ browsing, page, url } = served);
  });
  afterAll(async () => {
    await served?.close();
    await model?.close();
  });

  const last = () => page.getByRole('region', { name: 'Answer' }).last();
  const ask = async (question: string, { timeout }: { timeout?: number } = {}) => {
    await page.goto(url);
    await page.getByLabel('Your question').fill(question);
    await page.keyboard.press('Enter');
    await last()
      .getByText(/^Searched \d/)
      .waitFor({ ...(timeout && { timeout }) });
  };

  test('an admin sets a model, sees what its endpoint says and what to look at, and tries it again', async () => {
    const words = model.script();
    model.set(() => ({ kind: 'fails', status: 401, message: 'Incorrect key provided.' }));
    await page.goto(`${url}/settings?part=model`);
    const form = page.getByRole('form', { name: 'Set the model' });
    await expect.poll(() => form.getByLabel('Model', { exact: true }).inputValue()).toBe('scripted');
    await form.getByLabel('API key').fill('a secret key');
    await form.getByRole('button', { name: 'Save and test' }).click();
    await page.getByText('It doesn’t work yet.').waitFor();
    await page.getByText('Incorrect key provided.').waitFor();
    await page.getByText(/^Check the key:/).waitFor();
    const sentence = 'Then the pilot starts on the first of June with twelve people.';
    model.set(() => ({ kind: 'says', text: claimsJson([{ text: sentence, quotes: [['s1', sentence]] }]) }));
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText('It works.').waitFor();
    await page.getByText('Structured', { exact: true }).waitFor();
    expect(await form.getByLabel('API key').inputValue()).toBe('');
    expect(await browsing.inspect(page, 'model-works')).toEqual([]);
    model.set(words);
  });

  test('another model is checked by the cases first, and one that fails at them can be used anyway', async () => {
    const words = model.script();
    const { body: answer } = await organization.request('POST', '/ask', { question: 'What is the price of plan 203?' });
    const moments = [{ callId: '3203', startMs: 1000, endMs: 2000 }];
    expect((await organization.request('PUT', `/answers/${answer.id}/case`, { moments })).status).toBe(200);
    model.set((prompt) =>
      prompt.includes('price of plan')
        ? { kind: 'fails', status: 401 }
        : { kind: 'says', text: '{"claims":[]}', slowMs: 100 },
    );
    await page.goto(`${url}/settings?part=model`);
    const form = page.getByRole('form', { name: 'Set the model' });
    await form.getByLabel('Model', { exact: true }).fill('another');
    await form.getByRole('button', { name: 'Save and test' }).click();
    await form.getByRole('button', { name: 'Checking 1 test question…' }).waitFor();
    await form.getByText(/^another couldn’t be compared on your one test question, so nothing was changed\./).waitFor();
    expect(await browsing.inspect(page, 'model-unmeasured')).toEqual([]);
    model.set(words);
    await form.getByRole('button', { name: 'Use anyway' }).click();
    await page.getByText('Answers are written by another.').waitFor();
    expect(await form.getByRole('button', { name: 'Use anyway' }).count()).toBe(0);
    await organization.request('PUT', '/model', { name: 'scripted', baseUrl: model.url, anyway: true });
  });

  test('a summary of more calls than are read says so, has a heading for each, and lists those that said nothing', async () => {
    // Two hundred calls are read one by one.
    await ask('Summarize pricing conversations with @Acme this year', { timeout: 90_000 });
    await last().getByText('There are more calls; these are the newest 200.').waitFor();
    await last()
      .getByText(/came up in 160 of 200 calls/)
      .waitFor();
    expect(
      await last()
        .getByRole('heading', { level: 2, name: /^Talk \d+$/ })
        .count(),
    ).toBe(160);
    // What was said stands below what the model made of it.
    const worded = last().getByRole('listitem').filter({ hasText: 'The price of plan 203 is too high for them' });
    expect(await worded.getByRole('blockquote').innerText()).toBe(
      '“The price of plan 203 is too high for us, we pay 303 euros a month.”',
    );
    const silent = last().getByText('Nothing about pricing was found in 40 calls:').locator('xpath=..');
    expect(await silent.getByRole('listitem').count()).toBe(40);
    await last().getByRole('button', { name: 'Details' }).click();
    await last()
      .getByText(/Written by scripted/)
      .waitFor();
    expect(await browsing.inspect(page, 'summary-205')).toEqual([]);
  }, 120_000);

  test('what is offered is asked by its plan, below what was asked', async () => {
    await ask('What did @Acme say about an escrow agreement?');
    await last()
      .getByText(/^Others said the words, or they were said in other calls/)
      .waitFor();
    model.set(() => ({ kind: 'fails', status: 400 }));
    await last().getByRole('region', { name: 'Ask instead' }).getByRole('button').click();
    await page.getByRole('heading', { level: 2, name: 'What was said about escrow agreement?' }).waitFor();
    await last().getByRole('heading', { name: 'Talk with Beacon' }).waitFor();
    await last()
      .getByText(/So this answer quotes the calls instead/)
      .waitFor();
    expect(await page.getByRole('region', { name: 'Answer' }).count()).toBe(2);
    await last().getByRole('button', { name: 'Edit' }).click();
    const chips = last().getByRole('list', { name: 'Understood as' });
    expect(await chips.getByText('Acme').count()).toBe(0);
  });

  test('what a shared answer offers is asked by its plan too, as a question of its reader', async () => {
    const asked = await organization.request('POST', '/ask', {
      question: 'What did @Acme say about an escrow agreement?',
    });
    await page.goto(`${url}/answers/${asked.body.id}`);
    const sent: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/ask')) sent.push(request.postDataJSON());
    });
    await page.getByRole('button', { name: /^What was said about escrow agreement\?/ }).click();
    await last().getByRole('heading', { name: 'Talk with Beacon' }).waitFor();
    // Asked once, although the address gains its conversation meanwhile.
    expect(sent).toMatchObject([{ plan: { accounts: [], terms: ['escrow', 'agreement'] } }]);
    expect(new URL(page.url()).searchParams.get('q')).toBe('What was said about escrow agreement?');
  });

  test('no page logged an error or asked another origin for anything', () => {
    expect(browsing.problems).toEqual([]);
  });
});
