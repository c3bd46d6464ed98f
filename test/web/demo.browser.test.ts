import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_QUESTIONS } from '../../src/demo/run-demo.ts';
import { startHttpServer } from '../../src/http/http-server.ts';
import { type Browsing, seriousProblems as seriousProblemsOf } from '../support/browsing.ts';
import { executable, type InBrowser, openDemoInBrowser } from '../support/in-browser.ts';

const SCREENSHOTS = 'test/.cache/screenshots';

describe.skipIf(!executable)('the demo in a real browser', () => {
  let demo: InBrowser;
  let browsing: Browsing;
  let page: Page;
  let url = '';
  /** The same without anybody being signed in. */
  let plainUrl = '';

  beforeAll(async () => {
    demo = await openDemoInBrowser({
      origins: () => [plainUrl].filter(Boolean),
      ignored: /401/,
      page: { viewport: { width: 1200, height: 900 } },
    });
    ({ browsing, page, url } = demo);
  });
  afterAll(() => demo?.close());

  const ask = async (question: string) => {
    await page.goto(url);
    await page.getByLabel('Your question').fill(question);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByText(/^(Searched \d|Counted from your|Nothing searched)/).waitFor();
  };
  /** The chips of the last answer, which appear on Edit. */
  const chipsOf = async () => {
    await page.getByRole('button', { name: 'Edit' }).last().click();
    return page.getByRole('list', { name: 'Understood as' }).last();
  };
  const seriousProblems = () => seriousProblemsOf(page);

  test.each(DEMO_QUESTIONS.map((question, at) => [question, at] as const))(
    'answers "%s" with citations',
    async (question, at) => {
      await ask(question);
      expect(await page.getByRole('link', { name: /^Citation \d/ }).count()).toBeGreaterThanOrEqual(3);
      await page.screenshot({ path: `${SCREENSHOTS}/question-${at + 1}.png` });
      expect(await seriousProblems()).toEqual([]);
    },
  );

  test('days are those of the organization, not of the browser', async () => {
    await ask(DEMO_QUESTIONS[3] ?? '');
    const chips = await chipsOf();
    const chip = await chips.getByRole('listitem').filter({ hasText: 'this quarter' }).textContent();
    expect(chip).toMatch(/this quarter1 (Jan|Apr|Jul|Oct) \d{4} to 3[01] (Mar|Jun|Sept|Sep|Dec)/);
  });

  test('how a question was read beyond its words is shown, and can be taken back', async () => {
    await ask('which customers have we not spoken to last month?');
    let chips = await chipsOf();
    await chips.getByText('who we haven’t talked to').waitFor();
    await chips.getByText('last month').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/read-as-number.png` });
    await ask('what was wrong with the invoices in October?');
    chips = await chipsOf();
    await chips.getByText('calls of other times too').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/read-either-way.png` });
    await ask('which customers mentioned price but not Tempova?');
    chips = await chipsOf();
    await chips.getByText('without').first().waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/read-without.png` });
    await ask('what is the price for Acme now?');
    chips = await chipsOf();
    await chips.getByText('newest calls included').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/read-as-state.png` });
    await chips.getByRole('button', { name: 'Ask without a look at the newest calls' }).click();
    await page
      .getByRole('list', { name: 'Understood as' })
      .last()
      .getByText('newest calls included')
      .waitFor({ state: 'detached' });
    expect(await seriousProblems()).toEqual([]);
  });

  test('a citation stands at its quote, and opens the transcript beside the answer, marked and in view', async () => {
    await ask(DEMO_QUESTIONS[0] ?? '');
    const citation = page.getByRole('link', { name: /^Citation 2:/ }).first();
    const said = await page.locator('.quote', { has: citation }).first().getByRole('blockquote').textContent();
    const quote = /“(.+)”/.exec(said ?? '')?.[1] ?? '';
    expect(quote).not.toBe('');
    await citation.click();
    const panel = page.getByRole('dialog');
    const mark = panel.locator('mark').first();
    await mark.waitFor();
    const marked = (await panel.locator('mark').allTextContents()).map((text) => text.trim()).join(' ');
    expect(marked).toBe(quote);
    const place = await mark.boundingBox();
    expect(place && place.y > 0 && place.y < 900).toBe(true);
    await page.screenshot({ path: `${SCREENSHOTS}/citation-panel.png` });
    expect(await seriousProblems()).toEqual([]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    // The keyboard focus is back at its former place.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toMatch(/^Citation 2:/);
    // In a new tab, and for programs, the citation is a link to the call's own page.
    await page.goto(new URL((await citation.getAttribute('href')) ?? '', url).href);
    await page.locator('mark').first().waitFor();
    expect((await page.locator('mark').allTextContents()).map((text) => text.trim()).join(' ')).toBe(quote);
    await page.screenshot({ path: `${SCREENSHOTS}/transcript.png` });
    expect(await seriousProblems()).toEqual([]);
  });

  test('completes an account after an @ with the keyboard', async () => {
    await page.goto(url);
    await page.getByLabel('Your question').pressSequentially('What did @bright');
    await page.getByRole('option', { name: /Brightwater Dairy/ }).waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/completion.png` });
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Your question').inputValue()).toBe('What did @Brightwater Dairy ');
  });

  test('a question typed in one go is asked as it was typed', async () => {
    await page.goto(url);
    await page.getByLabel('Your question').pressSequentially('What did we discuss with @Acme about pricing?');
    await page.keyboard.press('Enter');
    await page.getByText(/^Searched \d/).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('What did we discuss with @Acme about pricing?');
    await page.goto(url);
    await page.getByLabel('Your question').pressSequentially('pricing with @Acme');
    await page.keyboard.press('Enter');
    await page.getByText(/^Searched \d/).waitFor();
  });

  test('lets the reader choose between two accounts that fit', async () => {
    await ask('What worries @Halvorsen?');
    await page.getByRole('button', { name: /Halvorsen Maritime/ }).click();
    await page.getByText(/^Searched \d/).waitFor();
    await (await chipsOf()).getByText('Halvorsen Maritime').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('What worries @"Halvorsen Maritime"?');
  });

  test('a follow-up shows what it took over, and a part of the plan that is taken away asks again', async () => {
    await ask(DEMO_QUESTIONS[0] ?? '');
    await page.getByLabel('Follow-up').fill('And last quarter?');
    await page.keyboard.press('Enter');
    const answer = page.getByRole('region', { name: 'Answer' }).last();
    await answer.getByText(/^Searched \d/).waitFor();
    await answer.getByText('Acme (as before)').waitFor();
    await chipsOf();
    await page.screenshot({ path: `${SCREENSHOTS}/follow-up.png`, fullPage: true });
    expect(await seriousProblems()).toEqual([]);
    await answer.getByRole('button', { name: 'Ask without account Acme' }).click();
    await page.getByText('accountAcme(as before)').waitFor({ state: 'detached' });
    await answer.getByText(/^Searched \d/).waitFor();
    // Whoever edits sees what is left to edit.
    expect(await answer.getByText('topicPricing').count()).toBe(1);
    expect(await page.getByRole('region', { name: 'Answer' }).count()).toBe(2);
  });

  test('a count names its numbers, and what is not found says what came nearest', async () => {
    await ask('Which customers mentioned a competitor?');
    await page.getByText(/came up \d+ times in \d+ calls with \d+ accounts/).waitFor();
    await page.getByRole('list', { name: 'Accounts' }).getByRole('button', { name: 'Corvane Logistics' }).click();
    await page
      .getByRole('region', { name: 'Answer' })
      .last()
      .getByText(/^Searched \d/)
      .waitFor();
    await (await chipsOf()).getByText('Corvane Logistics').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/count.png`, fullPage: true });
    expect(await seriousProblems()).toEqual([]);
    await ask('What did @Acme say about blockchain?');
    await page.getByText(/(?:Nobody said|did not say) “blockchain” in \d calls/).waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/not-found.png` });
    expect(await seriousProblems()).toEqual([]);
  });

  test('shows the page of a phone and the dark theme without faults', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await ask(DEMO_QUESTIONS[1] ?? '');
    await page.screenshot({ path: `${SCREENSHOTS}/phone-dark.png` });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await seriousProblems()).toEqual([]);
  });

  test('leads a signed-out visitor to the sign-in page, and says when the password is wrong', async () => {
    const plain = await startHttpServer(demo.services, { port: 0, host: '127.0.0.1' });
    plainUrl = `http://127.0.0.1:${plain.port}`;
    const visitor = await browsing.newPage();
    await visitor.goto(`http://127.0.0.1:${plain.port}/calls/1`);
    await visitor.getByLabel('Email').fill('robin.vantongel@quillmere.example');
    await visitor.getByLabel('Password').fill('not the password');
    await visitor.getByRole('button', { name: 'Sign in' }).click();
    await visitor.getByText(/^Wrong email or password\./).waitFor();
    await visitor.screenshot({ path: `${SCREENSHOTS}/sign-in.png` });
    await visitor.close();
    await plain.close();
  });

  test('the API reference works under the strict content policy', async () => {
    await page.setViewportSize({ width: 1200, height: 900 });
    await page.goto(`${url}/docs`);
    await page.getByText('Ask a question').first().waitFor();
  });

  test('no page logged an error or asked another origin for anything', () => {
    expect(browsing.problems).toEqual([]);
  });
});
