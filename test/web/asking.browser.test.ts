import { DateTime } from 'luxon';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browsing, seriousProblems } from '../support/browsing.ts';
import { LAN_HOST } from '../support/chromium.ts';
import { executable, type InBrowser, openDemoInBrowser } from '../support/in-browser.ts';

const QUESTION = 'What did we discuss with @Acme about pricing?';
const DESK = { width: 1440, height: 900 };

describe.skipIf(!executable)('asking, in a real browser', () => {
  let demo: InBrowser;
  let browsing: Browsing;
  let page: Page;
  let url = '';

  beforeAll(async () => {
    demo = await openDemoInBrowser({
      origins: () => [`http://${LAN_HOST}:`],
      // Expected: the requests of a page that is offline, and a header that plain http leaves without effect.
      ignored: /INTERNET_DISCONNECTED|Cross-Origin-Opener-Policy/,
      page: { viewport: DESK },
    });
    ({ browsing, page, url } = demo);
  });
  afterAll(() => demo?.close());

  const last = (on = page) => on.getByRole('region', { name: 'Answer' }).last();
  const answered = (on = page) =>
    last(on)
      .getByText(/^(Searched \d|Counted from your)/)
      .waitFor();
  const ask = async (question: string, on = page) => {
    await on.goto(url);
    await on.getByLabel('Your question').fill(question);
    await on.keyboard.press('Escape');
    await on.keyboard.press('Enter');
    await answered(on);
  };
  const conversations = (on = page) =>
    on.evaluate(async () => (await (await fetch('/api/v1/conversations')).json()).conversations) as Promise<
      { id: string; title: string }[]
    >;

  test('a follow-up comes to the top of the page, and its box keeps the keyboard', async () => {
    await ask(QUESTION);
    await page.getByLabel('Follow-up').fill('And last quarter?');
    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { name: 'And last quarter?' });
    await heading.waitFor();
    await answered();
    await expect.poll(async () => (await heading.boundingBox())?.y ?? -1).toBeGreaterThanOrEqual(0);
    expect((await heading.boundingBox())?.y).toBeLessThan(120);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Follow-up');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByLabel('Follow-up').fill('And in this quarter?');
    await page.keyboard.press('Enter');
    const next = page.getByRole('heading', { name: 'And in this quarter?' });
    await next.waitFor();
    await answered();
    // Below the bar at the top of a phone, not behind it.
    const bar = await page.getByRole('banner').boundingBox();
    const place = await next.boundingBox();
    expect(place?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
    expect(place?.y).toBeLessThan(160);
    await page.setViewportSize(DESK);
  });

  test('the answer comes first, and one line below it says what was searched; what can be edited appears on Edit', async () => {
    await ask(QUESTION);
    const line = last().getByText(/^Searched \d/);
    const [first, below] = [await last().getByRole('blockquote').first().boundingBox(), await line.boundingBox()];
    expect(first && below && first.y < below.y).toBe(true);
    expect(await last().getByRole('list', { name: 'Understood as' }).count()).toBe(0);
    expect(await line.locator('xpath=..').innerText()).toMatch(/^Searched \d.* · Acme · Pricing · Edit · Details$/);
    await last().getByRole('button', { name: 'Edit' }).click();
    await last().getByRole('list', { name: 'Understood as' }).getByText('Acme').waitFor();
    // The box of the next question is a line high, and grows.
    const box = page.getByLabel('Follow-up');
    const height = async () => (await box.boundingBox())?.height ?? 0;
    const before = await height();
    await box.fill('one\ntwo\nthree');
    expect(await height()).toBeGreaterThan(before * 2);
    await box.fill('');
  });

  test('a quote shows who and when, names a speaker once a run, and opens as a whole; the open one is marked', async () => {
    await ask(QUESTION);
    const quotes = last().locator('.quote');
    await quotes.first().getByText('Lee Marchetti').waitFor();
    const [all, named] = [await quotes.count(), await quotes.filter({ has: page.locator('.initials') }).count()];
    expect(named).toBeLessThan(all);
    // What was said before stands beside what is said now.
    await last()
      .getByRole('heading', { name: /^Then, / })
      .first()
      .waitFor();
    await last()
      .getByRole('heading', { name: /^Now, / })
      .first()
      .waitFor();
    await quotes.nth(2).getByRole('blockquote').click();
    const panel = page.getByRole('dialog');
    await panel.locator('mark').first().waitFor();
    expect(await last().locator('.quote[aria-current]').count()).toBeGreaterThan(0);
    expect(await quotes.nth(2).getAttribute('aria-current')).toBe('true');
    expect(await seriousProblems(page)).toEqual([]);
    // Its button plays.
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await quotes
      .nth(2)
      .getByRole('button', { name: /^Play / })
      .click();
    await expect
      .poll(() => panel.locator('audio').evaluate((audio: HTMLAudioElement) => audio.paused), { timeout: 10_000 })
      .toBe(false);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    const title = last().getByRole('heading', { level: 2 }).first();
    await title.getByRole('link').click();
    await page.waitForURL(/\/calls\/\d+$/);
  });

  test('every sentence names the call of its quotes, also where the next rests on the same call', async () => {
    await ask(QUESTION);
    const conversation = new URL(page.url()).searchParams.get('c');
    // As a model words it: two sentences under a heading, each with a quote of one call.
    await page.route(`**/api/v1/conversations/${conversation}`, async (route) => {
      const response = await route.fetch();
      const { answers } = await response.json();
      const [first] = answers[0].citations;
      const cited = [1, 2].map((n) => ({ ...first, n, startMs: first.startMs + n }));
      const claims = cited.map(({ n }) => ({ text: `Sentence ${n}.`, citations: [n], form: 'worded' }));
      const parts = [{ kind: 'theme', heading: 'Prices', claims: [0, 1] }];
      await route.fulfill({ response, json: { answers: [{ ...answers[0], citations: cited, claims, parts }] } });
    });
    await page.reload();
    await last().getByText('Sentence 2.').waitFor();
    const quotes = last().locator('.quote');
    expect(await quotes.count()).toBe(2);
    for (const quote of await quotes.all()) expect(await quote.locator('a[href^="/calls/"]').count()).toBe(2);
    await page.unroute(`**/api/v1/conversations/${conversation}`);
  });

  test('going back on a phone closes the open citation and stays on the answer', async () => {
    const phone = await browsing.newPage({ viewport: { width: 390, height: 844 } });
    await ask(QUESTION, phone);
    const address = phone.url();
    await phone.getByRole('link', { name: /^Citation 3:/ }).click();
    await phone.getByRole('dialog').locator('mark').first().waitFor();
    await phone.goBack();
    await phone.getByRole('dialog').waitFor({ state: 'detached' });
    expect(phone.url()).toBe(address);
    await phone.getByRole('heading', { name: QUESTION }).waitFor();
    await phone.context().close();
  });

  test('by the keyboard alone, the first citation is open within eight keys of the answer', async () => {
    await page.goto(url);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('What did Acme say about pricing?');
    await page.keyboard.press('Enter');
    await answered();
    let keys = 0;
    for (; keys < 8; keys += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-label')))?.startsWith('Citation'))
        break;
    }
    await page.keyboard.press('Enter');
    expect(keys + 2).toBeLessThanOrEqual(8);
    await page.getByRole('dialog').locator('mark').first().waitFor();
    await page.keyboard.press('Escape');
  });

  test('conversations are named by what they ask, found again, and begun anew from any screen', async () => {
    await page.goto(`${url}/search`);
    const list = page.getByRole('region', { name: 'Conversations' });
    await list.getByRole('link', { name: 'Acme · pricing' }).first().waitFor();
    await list.getByRole('heading', { name: 'Today' }).waitFor();
    for (let n = 0; n < 9; n += 1)
      await page.evaluate(
        (at) =>
          fetch('/api/v1/ask', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ question: `What was said about harvest ${at}?` }),
          }).then((response) => response.text()),
        n,
      );
    await page.reload();
    await list.getByLabel('Search conversations').fill('harvest 7');
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
    await list.getByLabel('Search conversations').fill('zzzz');
    await list.getByText('No conversations match.').waitFor();
    await page.keyboard.press('Control+k');
    await page.waitForURL(`${url}/`);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Your question');
  });

  test('a conversation that is deleted can be brought back, and is gone once nobody did', async () => {
    await page.goto(`${url}/search`);
    const list = page.getByRole('region', { name: 'Conversations' });
    const remove = async () => {
      await list
        .getByRole('button', { name: /^Options for/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
    };
    await list.getByRole('listitem').first().waitFor();
    const before = await conversations();
    const rows = await list.getByRole('listitem').count();
    await remove();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(rows - 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(rows);
    await page.reload();
    expect(await conversations()).toEqual(before);
    await remove();
    await page.getByText('Conversation deleted').first().waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    // Leaving the page before the note has gone deletes it all the same.
    await page.goto(`${url}/accounts`);
    await expect.poll(async () => (await conversations()).length).toBe(before.length - 1);
  });

  test('offline, a question says so and can be asked again', async () => {
    await ask(QUESTION);
    await page.context().setOffline(true);
    await page.getByLabel('Follow-up').fill('And last quarter?');
    await page.keyboard.press('Enter');
    await page.getByText('You’re offline. Reconnect and try again.').waitFor();
    expect(await page.getByText('Failed to fetch').count()).toBe(0);
    await page.context().setOffline(false);
    await last().getByRole('button', { name: 'Ask again' }).click();
    await answered();
  });

  test('dates that are set unchanged stay, and the last day shown is the last day searched', async () => {
    await ask('What did we discuss about pricing last quarter?');
    await last().getByRole('button', { name: 'Edit' }).click();
    const sent: { plan?: { from: string; to: string } }[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/ask')) sent.push(request.postDataJSON());
    });
    await page.getByRole('button', { name: 'Narrow' }).click();
    expect(await page.getByLabel('To (inclusive)').inputValue()).toMatch(/-(30|31)$/);
    await page.getByRole('button', { name: 'Set' }).click();
    await page.getByLabel('To (inclusive)').waitFor({ state: 'detached' });
    expect(sent).toEqual([]);
    await page.getByRole('button', { name: 'Narrow' }).click();
    // The demo's calls move with the day that it is opened on.
    const title = 'Acme: quarterly review after the second plant';
    const day = await page.evaluate(async (query) => {
      const { calls } = await (await fetch(`/api/v1/calls?query=${encodeURIComponent(query)}`)).json();
      return calls[0].startedAt;
    }, title);
    const to = DateTime.fromISO(day, { zone: 'Europe/Berlin' });
    const from = to.minus({ days: 18 });
    await page.getByLabel('From').fill(from.toISODate() ?? '');
    await page.getByLabel('To (inclusive)').fill(to.toISODate() ?? '');
    await page.getByRole('button', { name: 'Set' }).click();
    await expect.poll(() => sent.length).toBe(1);
    await answered();
    await last()
      .getByText(`${from.toFormat('d LLL yyyy')} to ${to.toFormat('d LLL yyyy')}`)
      .first()
      .waitFor();
    await last().getByText('quarterly review after the second plant').first().waitFor();
    // In lists too, where the address keeps the day after, as the API does.
    await page.goto(`${url}/calls`);
    await page.getByLabel('From').fill(to.toISODate() ?? '');
    await page.getByLabel('To (inclusive)').fill(to.toISODate() ?? '');
    await expect.poll(() => new URL(page.url()).searchParams.get('to')).toBe(to.plus({ days: 1 }).toISODate());
    await page.getByRole('link', { name: title }).waitFor();
    expect(await page.getByLabel('To (inclusive)').inputValue()).toBe(to.toISODate());
  });

  test('a word longer than the screen stays within its chip and its line', async () => {
    const phone = await browsing.newPage({ viewport: { width: 390, height: 844 } });
    await ask(`What did we discuss about "${'incomprehensib'.repeat(12)}"?`, phone);
    await last(phone).getByRole('button', { name: 'Edit' }).click();
    await last(phone)
      .getByRole('list', { name: 'Understood as' })
      .getByText(/^“incompre/)
      .waitFor();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await phone.context().close();
  });

  test('over plain http an answer is copied, and what is shared stands in a field', async () => {
    const lan = `http://${LAN_HOST}:${demo.port}`;
    demo.services.listensOn(lan);
    const other = await browsing.newPage({ viewport: DESK });
    await other.goto(`${lan}/?q=${encodeURIComponent(QUESTION)}`);
    await answered(other);
    expect(await other.evaluate(() => window.isSecureContext)).toBe(false);
    await other.getByRole('button', { name: 'Share a link' }).click();
    const field = other.getByLabel('Link to this answer');
    expect(await field.inputValue()).toMatch(new RegExp(`^${lan}/answers/`));
    await other.getByRole('button', { name: 'Copy', exact: true }).click();
    await other.getByRole('button', { name: 'Copied' }).waitFor();
    await other.keyboard.press('Escape');
    // What was copied is really there.
    await other.getByLabel('Follow-up').focus();
    await other.keyboard.press('Control+v');
    expect(await other.getByLabel('Follow-up').inputValue()).toMatch(/\/answers\//);
    await other.context().close();
    demo.services.listensOn(url);
  });

  test('no page logged an error or asked another origin for anything', () => {
    expect(browsing.problems).toEqual([]);
  });
});
