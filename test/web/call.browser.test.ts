import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browsing, seriousProblems } from '../support/browsing.ts';
import { executable, type InBrowser, openDemoInBrowser } from '../support/in-browser.ts';

describe.skipIf(!executable)('the page of a call, in a real browser', () => {
  let demo: InBrowser;
  let browsing: Browsing;
  let page: Page;
  let url = '';
  let call = '';

  beforeAll(async () => {
    demo = await openDemoInBrowser({ page: { viewport: { width: 1280, height: 720 } } });
    ({ browsing, page, url } = demo);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    await page.goto(url);
    call = await page.evaluate(async () => {
      const { calls } = await (await fetch('/api/v1/calls?query=price%20negotiation')).json();
      return calls[0].id;
    });
  });
  afterAll(() => demo?.close());

  const audio = () => page.locator('audio, video');
  const standing = () =>
    audio().evaluate(({ currentTime, paused, playbackRate }: HTMLMediaElement) => ({
      currentTime,
      paused,
      playbackRate,
    }));
  const openCall = async (more = '') => {
    await page.goto(`${url}/calls/${call}${more}`);
    await page
      .getByRole('button', { name: /^Play from/ })
      .first()
      .waitFor();
    await expect.poll(() => audio().evaluate(({ readyState }: HTMLMediaElement) => readyState)).toBeGreaterThan(0);
  };
  const placeOf = async (locator: Locator) => (await locator.boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 };

  test('transcript and recording stand side by side, on a small desk too, and nothing scrolls away', async () => {
    await openCall();
    const said = await placeOf(page.getByRole('region', { name: 'What was said' }));
    const player = await placeOf(page.locator('.player'));
    expect(said.x).toBeGreaterThan(player.x + player.width);
    expect(said.height).toBeGreaterThan(400);
    expect(said.y + said.height).toBeLessThanOrEqual(720);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(720);
    // About 65 characters a line.
    const characters = await page
      .locator('[data-start-ms]')
      .first()
      .evaluate((sentence) => {
        const line = sentence.parentElement as HTMLElement;
        const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
        context.font = getComputedStyle(line).font;
        return Number.parseFloat(getComputedStyle(line).maxWidth) / context.measureText('0').width;
      });
    expect(Math.round(characters)).toBe(65);
    await page.setViewportSize({ width: 1024, height: 720 });
    const narrow = await placeOf(page.getByRole('region', { name: 'What was said' }));
    expect(narrow.x).toBeGreaterThan((await placeOf(page.locator('.player'))).x + 200);
    await page.setViewportSize({ width: 1280, height: 720 });
    expect(await browsing.inspect(page, 'call-page')).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test('each speaker has a lane on one axis with the topics, and a click there moves player and playhead', async () => {
    await openCall();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    const lanes = timeline.getByRole('list', { name: 'Speakers' }).getByRole('listitem');
    const speakers = await page.getByLabel('Speaker').locator('option').count();
    expect(await lanes.count()).toBe(speakers - 1);
    const track = lanes.first().locator('.lane-track');
    const [lane, topic] = [
      await placeOf(track),
      await placeOf(timeline.getByRole('list', { name: 'Topics' }).locator('.lane-track').first()),
    ];
    expect([lane.x, lane.width]).toEqual([topic.x, topic.width]);
    await track.click({ position: { x: lane.width / 2, y: 4 } });
    const durationMs = 1000 * (await audio().evaluate(({ duration }: HTMLMediaElement) => duration));
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await standing()).currentTime).toBeGreaterThan(durationMs / 1000 / 4);
    await audio().evaluate((element: HTMLMediaElement) => element.pause());
    expect(Number(await timeline.locator('[data-playhead]').getAttribute('data-playhead'))).toBeGreaterThan(250);
    expect(
      await page
        .getByRole('list', { name: 'Participants' })
        .getByText(/^\d+%$/)
        .count(),
    ).toBeGreaterThan(1);
  });

  test('the video goes on where the sound was, as fast, and playing', async () => {
    await openCall();
    await page.getByLabel('Speed').selectOption('1.5');
    await audio().evaluate((element: HTMLMediaElement) => {
      element.currentTime = 12;
      return element.play();
    });
    await page.getByRole('button', { name: 'Show video' }).click();
    await page.locator('video').waitFor();
    await expect.poll(async () => (await standing()).currentTime).toBeGreaterThanOrEqual(12);
    await expect.poll(async () => (await standing()).paused).toBe(false);
    expect((await standing()).playbackRate).toBe(1.5);
    // Its buttons are no smaller than a finger needs, and stand out from what is behind them.
    const button = await placeOf(page.locator('media-play-button'));
    expect(Math.min(button.width, button.height)).toBeGreaterThanOrEqual(36);
    await page.emulateMedia({ colorScheme: 'dark' });
    const colours = () =>
      page.evaluate(() => [
        getComputedStyle(document.querySelector('media-play-button') as Element).backgroundColor,
        getComputedStyle(document.querySelector('.card') as Element).backgroundColor,
      ]);
    await expect.poll(async () => new Set(await colours()).size).toBe(2);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByLabel('Speed').selectOption('1');
  });

  test('a reader who scrolls away is not pulled back, until they ask', async () => {
    await page.setViewportSize({ width: 1280, height: 420 });
    await openCall();
    const said = page.getByRole('region', { name: 'What was said' });
    await audio().evaluate((element: HTMLMediaElement) => element.play());
    await said.hover();
    await page.mouse.wheel(0, 4_000);
    await expect.poll(() => said.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
    const far = await said.evaluate(({ scrollTop }) => scrollTop);
    const at = (await standing()).currentTime;
    await audio().evaluate((element: HTMLMediaElement) => {
      element.playbackRate = 8;
    });
    await expect.poll(async () => (await standing()).currentTime, { timeout: 20_000 }).toBeGreaterThan(at + 12);
    await audio().evaluate((element: HTMLMediaElement) => element.pause());
    expect(await said.evaluate(({ scrollTop }) => scrollTop)).toBe(far);
    await page.getByRole('button', { name: 'Follow along' }).click();
    await page.getByRole('button', { name: 'Follow along' }).waitFor({ state: 'detached' });
    await expect.poll(() => said.evaluate(({ scrollTop }) => scrollTop)).not.toBe(far);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test('Space plays, the arrows move, / finds, and c copies a link to the moment', async () => {
    await openCall('?at=9000&to=12000');
    await expect.poll(async () => (await standing()).currentTime).toBeCloseTo(9, 0);
    await page.locator('h1').click();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await standing()).currentTime).toBeCloseTo(14, 0);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await standing()).currentTime).toBeCloseTo(9, 0);
    await page.keyboard.press('c');
    await page.getByText('Link to 0:09 copied').first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${url}/calls/${call}?at=9000`);
    await page.keyboard.press(' ');
    await expect.poll(async () => (await standing()).paused).toBe(false);
    await page.keyboard.press(' ');
    await expect.poll(async () => (await standing()).paused).toBe(true);
    await page.keyboard.press('/');
    await page.keyboard.type('price c');
    expect(await page.getByLabel('Find in this call').inputValue()).toBe('price c');
    expect(await seriousProblems(page)).toEqual([]);
  });

  test('Escape ends what is found in a call, then closes the panel around it', async () => {
    await page.goto(`${url}/search?q=pricing`);
    await page.locator('[data-moment]').first().click();
    const panel = page.getByRole('dialog');
    const find = panel.getByLabel('Find in this call');
    await find.fill('price');
    await panel.getByText(/^1 of \d+$/).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => find.inputValue()).toBe('');
    // An empty box is left: the keys of the call work again.
    await find.focus();
    await page.keyboard.press('Escape');
    expect(await find.evaluate((box) => box === document.activeElement)).toBe(false);
    expect(await panel.count()).toBe(1);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  test('words that are selected are copied with speaker, call and link', async () => {
    await openCall();
    const sentence = page.locator('[data-start-ms]').first();
    const [words, startMs] = [(await sentence.innerText()).trim(), await sentence.getAttribute('data-start-ms')];
    await sentence.evaluate((element) => window.getSelection()?.selectAllChildren(element));
    await page.getByRole('button', { name: 'Copy quote' }).click();
    await page.getByText('Quote and link copied').first().waitFor();
    const [quote, source, link] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
    expect(quote).toBe(`“${words}”`);
    expect(source).toContain(await page.locator('h1').innerText());
    expect(link).toMatch(new RegExp(`^${url}/calls/${call}\\?at=${startMs}&to=\\d+$`));
    await page.getByRole('button', { name: 'Copy quote' }).waitFor({ state: 'detached' });
  });

  test('no page logged an error or asked another origin for anything', () => {
    expect(browsing.problems).toEqual([]);
  });
});
