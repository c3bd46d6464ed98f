import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENSHOTS = 'test/.cache/screenshots';
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

export type Browsing = Awaited<ReturnType<typeof openBrowsing>>;

/**
 * A real Chromium; notes errors in the log, failures, and requests to origins outside the allowed list. `ignored`
 * matches expected messages, such as the 401 of a signed-out page.
 */
export async function openBrowsing(executable: string, origins: () => string[], ignored: RegExp = /^$/) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const browser: Browser = await launchChromium(executable);
  const problems: string[] = [];

  async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: DESK, ...options });
    const page = await context.newPage();
    await page.addInitScript(noteShifts);
    page.on('console', (message) => {
      if (message.type() === 'error' && !ignored.test(message.text()))
        problems.push(`${message.text()} ${message.location().url}`.trim());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      const isKnown = [...origins(), 'data:', 'blob:'].some((known) => request.url().startsWith(known));
      if (!isKnown) problems.push(`request to ${request.url()}`);
    });
    return page;
  }

  return {
    problems,
    newPage,
    shoot: (page: Page, name: string, fullPage = false) =>
      page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage }),
    /**
     * Looks at a page at the width of a phone and of a desk, light and dark, and answers the faults: overflowing
     * content, and axe's findings on a dark phone and a light desk. Between them the two have each theme and each
     * layout.
     */
    async inspect(page: Page, name: string): Promise<unknown[]> {
      const found: unknown[] = [];
      for (const viewport of [PHONE, DESK])
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.screenshot({ path: `${SCREENSHOTS}/${name}-${viewport.width}-${colorScheme}.png` });
          const where = `${name} ${viewport.width} ${colorScheme}`;
          const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          if (tooWide > 0) found.push([where, `${tooWide} px too wide`]);
          if ((viewport === PHONE) === (colorScheme === 'dark'))
            found.push(...(await seriousProblems(page)).map((problem) => [where, ...problem]));
        }
      return found;
    },
    close: () => browser.close(),
  };
}

/** Sums up how far content was pushed about that nobody had touched, with what was pushed. */
function noteShifts(): void {
  const shifts = { sum: 0, by: [] as string[] };
  Object.assign(window, { shifts });
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Element | null }[] };
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
      if (hadRecentInput) continue;
      shifts.sum += value;
      shifts.by.push(`${value.toFixed(3)} ${sources.map(({ node }) => node?.outerHTML?.slice(0, 90)).join(' | ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** The layout shifts since the page was loaded. */
export const shiftsOf = (page: Page): Promise<{ sum: number; by: string[] }> =>
  page.evaluate(() => (window as unknown as { shifts: { sum: number; by: string[] } }).shifts);

/** axe's serious and critical findings, each with one place. */
export async function seriousProblems(page: Page): Promise<[string, string | undefined][]> {
  await page.evaluate(axe);
  type Violations = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<Violations> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes[0]?.html]);
}

/** Signs in by the page, as a user does. */
export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Your question').waitFor();
}
