import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { createOrganization } from '../../src/access/create-organization.ts';
import { signIn } from '../../src/access/sign-in.ts';
import { DEMO_QUESTIONS, fillWithInventedWorld } from '../../src/demo/run-demo.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { simulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { startHttpServer } from '../../src/http/http-server.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { openTestServices } from '../support/test-services.ts';

const ASSETS = 'dist/web/assets';
const ROUNDS = 5;
const LONG_CALL = '7000000000000000001';
const SHORT_CALL = '7000000000000000002';
const LONG_SENTENCES = 10_000;
const SHORT_SENTENCES = 60;
const PASSWORD = 'bench password';

/**
 * The web application's size, the time to the first claim, and the response to keys while three hours of transcript
 * scroll, in real Chromium. Run `npm run build` first.
 */
export async function benchWeb(): Promise<string[]> {
  const executable = findChromium();
  if (!executable || !existsSync(ASSETS))
    throw new Error('This needs Chromium, and the application built: npm run build.');
  const browser = await launchChromium(executable);
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    return [...(await answers(page)), ...(await scrolling(page))];
  } finally {
    await browser.close();
  }
}

/** On the demo: bytes of the first screen, and the four questions of the README. */
async function answers(page: Page): Promise<string[]> {
  const opened = await openTestServices();
  const world = await fillWithInventedWorld(opened.services, new AbortController().signal);
  const server = await startHttpServer(
    { ...opened.services, signInVisitor: world.signInVisitor },
    { port: 0, host: '127.0.0.1' },
  );
  const url = `http://127.0.0.1:${server.port}`;
  opened.services.listensOn(url);
  try {
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    const loaded = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ encodedBodySize, decodedBodySize }) => [encodedBodySize, decodedBodySize] as const),
    );
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const all = readdirSync(ASSETS)
      .filter((file) => file.endsWith('.js'))
      .map((file) => gzipSync(readFileSync(`${ASSETS}/${file}`)).length);
    const shown: number[] = [];
    const served: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      for (const question of DEMO_QUESTIONS) {
        await page.goto(url);
        await page.getByLabel('Your question').fill(question);
        await page.keyboard.press('Escape');
        const [ms, total] = await firstClaim(page);
        shown.push(ms);
        served.push(total);
      }
    return [
      `JavaScript of the first screen: ${kib(sum(loaded.map(([encoded]) => encoded)))} KiB compressed (${kib(sum(loaded.map(([, decoded]) => decoded)))} KiB), target < 300; all screens ${kib(sum(all))} KiB compressed`,
      `first claim shown, ms after Enter, p50 / p95 of ${shown.length} questions: ${spread(shown)}`,
      `  the server's whole answer, same questions: ${spread(served)}`,
    ];
  } finally {
    await server.close();
    await world.close();
    await opened.close();
  }
}

/** From Enter to the first citation on the page, and the server's own time for the whole answer. */
async function firstClaim(page: Page): Promise<[shownMs: number, servedMs: number]> {
  await page.evaluate(() => {
    const state = window as unknown as { askedMs: number; shownMs: number };
    state.shownMs = 0;
    document.addEventListener('keydown', () => (state.askedMs = performance.now()), { once: true, capture: true });
    const observer = new MutationObserver(() => {
      if (!document.querySelector('a[aria-label^="Citation"]')) return;
      state.shownMs = performance.now();
      observer.disconnect();
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  await page.keyboard.press('Enter');
  await page.getByText(/^Searched \d/).waitFor();
  return page.evaluate(async () => {
    const { askedMs, shownMs } = window as unknown as { askedMs: number; shownMs: number };
    const conversationId = new URL(location.href).searchParams.get('c');
    const kept = await (await fetch(`/api/v1/conversations/${conversationId}`)).json();
    return [shownMs - askedMs, kept.answers[0].timingsMs.total] as [number, number];
  });
}

/** Ten thousand sentences in three hours scroll past while keys are pressed; beside a short call of the same run. */
async function scrolling(page: Page): Promise<string[]> {
  const opened = await openTestServices();
  const simulator = await startGongSimulator(longCalls(), { port: 0, accessKey: 'k', accessKeySecret: 's' });
  const { id } = await createOrganization(opened.services, {
    name: 'Bench',
    adminEmail: 'robin@bench.example',
    password: PASSWORD,
    domains: ['bench.example'],
  });
  const access = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, connectedBy: null };
  await asAdmin(opened.services, id, connectWithKey, { ...access, turnsSyncOn: true }, new AbortController().signal);
  const to = new Date();
  await asAdmin(opened.services, id, finishSync, { from: new Date(to.getTime() - 5 * 86_400_000), to });
  const signInVisitor = () => signIn(opened.services, { email: 'robin@bench.example', password: PASSWORD });
  const server = await startHttpServer({ ...opened.services, signInVisitor }, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.port}`;
  opened.services.listensOn(url);
  try {
    const lines: string[] = [];
    for (const [name, call] of [
      [`${LONG_SENTENCES.toLocaleString('en')} sentences`, LONG_CALL],
      [`  ${SHORT_SENTENCES} sentences`, SHORT_CALL],
    ] as const) {
      await page.context().clearCookies();
      const openedMs = performance.now();
      await page.goto(`${url}/calls/${call}`);
      await page.getByRole('region', { name: 'What was said' }).getByRole('listitem').first().waitFor();
      const readyMs = performance.now() - openedMs;
      const { delays, frames, nodes } = await scrollAndType(page);
      lines.push(
        `${name}: readable after ${Math.round(readyMs)} ms; scrolling: key to next frame ${spread(delays)} ms, frames ${spread(frames)} ms (p50 / p95), ${nodes} elements`,
      );
    }
    return lines;
  } finally {
    await server.close();
    await simulator.close();
    await opened.close();
  }
}

/**
 * Scrolls for three seconds like a mouse wheel, presses a key every fifth of a second, and measures from each key to
 * the next frame.
 */
function scrollAndType(page: Page): Promise<{ delays: number[]; frames: number[]; nodes: number }> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const box = document.querySelector<HTMLElement>('.transcript') as HTMLElement;
        const step = Math.max(120, box.scrollHeight / 400);
        const delays: number[] = [];
        const frames: number[] = [];
        let lastMs = performance.now();
        const startMs = lastMs;
        let nextKeyMs = startMs;
        const frame = () => {
          const nowMs = performance.now();
          frames.push(nowMs - lastMs);
          lastMs = nowMs;
          box.scrollTop = (box.scrollTop + step) % Math.max(1, box.scrollHeight - box.clientHeight);
          if (nowMs >= nextKeyMs) {
            nextKeyMs += 200;
            const pressedMs = performance.now();
            setTimeout(() => {
              box.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }));
              requestAnimationFrame(() => delays.push(performance.now() - pressedMs));
            }, 0);
          }
          if (nowMs - startMs < 3000) requestAnimationFrame(frame);
          else resolve({ delays, frames: frames.slice(1), nodes: document.querySelectorAll('*').length });
        };
        requestAnimationFrame(frame);
      }),
  );
}

function longCalls() {
  const calls = [];
  const transcripts = [];
  for (const [id, sentences] of [
    [LONG_CALL, LONG_SENTENCES],
    [SHORT_CALL, SHORT_SENTENCES],
  ] as const) {
    const started = new Date(Date.now() - 2 * 86_400_000).toISOString();
    const people = [
      { speakerId: `${id}1`, name: 'Tove Brandt', emailAddress: 'tove@acme.example', affiliation: 'External' },
      { speakerId: `${id}2`, name: 'Robin', emailAddress: 'robin@bench.example', affiliation: 'Internal' },
    ];
    calls.push({
      metaData: {
        id,
        title: `A call of ${sentences} sentences`,
        started,
        duration: Math.ceil(sentences * 1.08),
        scope: 'External',
        system: 'Zoom',
        isPrivate: false,
        workspaceId: '1',
      },
      parties: people.map((person) => ({ id: person.speakerId, methods: ['Attendee'], ...person })),
    });
    transcripts.push({
      callId: id,
      transcript: Array.from({ length: Math.ceil(sentences / 5) }, (_, turn) => ({
        speakerId: `${id}${1 + (turn % 2)}`,
        topic: null,
        sentences: Array.from({ length: 5 }, (_, at) => ({
          start: (turn * 5 + at) * 1080,
          end: (turn * 5 + at) * 1080 + 1000,
          text: `Sentence ${turn * 5 + at} says what the price of line ${turn} would be, and when the ${at}th delivery comes.`,
        })),
      })),
    });
  }
  return simulatedData({
    calls,
    transcripts,
    users: [{ id: '9', emailAddress: 'robin@bench.example', firstName: 'Robin' }],
  });
}

const kib = (bytes: number): string => Math.round(bytes / 1024).toLocaleString('en');

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return `${at(0.5)} / ${at(0.95)}`;
}
