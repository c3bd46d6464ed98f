import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export type FairnessServer = { url: string; busy: string; other: string };

export const CALLS = 240;
export const ACCOUNTS = 2000;
const CONTACTS = 60_000;
const SUMMARIES = 50;
const TARGET_MS = 300;

export const companyOf = (at: number) => ({ name: `Company ${at}`, domain: `co${at}.example` });

type Send = (path: string, init: { body?: string; type?: string }) => Promise<Response>;

/** What one organization does at its worst, each until its last answer. */
const WORST: Record<string, (send: Send) => Promise<unknown>> = {
  nothing: () => sleep(5000),
  summaries: (send) =>
    Promise.all(
      Array.from({ length: SUMMARIES }, () => ask(send, 'Summarize what our customers said about the price this year')),
    ),
  import: (send) => send('/people/import', { body: contacts(), type: 'text/csv' }),
  preview: (send) => send('/people/import/preview', { body: contacts(), type: 'text/csv' }),
  signs: (send) => Promise.all(Array.from({ length: 3 }, () => ask(send, '@a '.repeat(1330)))),
  searches: (send) =>
    Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        send('/search', { body: JSON.stringify({ query: `price of line ${at}`, limit: 100 }) }),
      ),
    ),
};

const ask = (send: Send, question: string) => send('/ask', { body: JSON.stringify({ question }) });

const contacts = () =>
  `email,name,account\n${Array.from({ length: CONTACTS }, (_, at) => {
    const { name, domain } = companyOf(at % ACCOUNTS);
    return `p${at}@${domain},Person ${at},${name}\n`;
  }).join('')}`;

/**
 * How long another organization's page takes while one organization does its worst: its calls, accounts and a search,
 * read one after the other from another process. `--only summaries,import`.
 */
export async function benchFairness(args: string[]): Promise<string[]> {
  const { values } = parseArgs({ args, options: { only: { type: 'string' } } });
  const wanted = values.only?.split(',') ?? Object.keys(WORST);
  const child = fork(fileURLToPath(new URL('./fairness-server.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    const [server] = (await once(child, 'message')) as [FairnessServer];
    await page(server);
    const lines = [
      `| one organization’s worst | seconds | answers | a request of another’s page, ms: p50 / p95 / longest | target | event loop held at most, ms |`,
      '| --- | --- | --- | --- | --- | --- |',
    ];
    for (const name of wanted) lines.push(await measured(name, child, server));
    return lines;
  } finally {
    child.kill('SIGKILL');
  }
}

async function measured(name: string, child: ChildProcess, server: FairnessServer): Promise<string> {
  await loopDelay(child);
  const statuses: number[] = [];
  const send: Send = async (path, { body, type = 'application/json' }) => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.busy}`, 'content-type': type },
      ...(body !== undefined && { body }),
    });
    statuses.push(response.status);
    await response.arrayBuffer();
    return response;
  };
  const waits: number[] = [];
  let isOver = false;
  const other = (async () => {
    for (; !isOver; await sleep(50)) waits.push(...(await page(server)));
  })();
  const startedMs = performance.now();
  await WORST[name]?.(send);
  const seconds = (performance.now() - startedMs) / 1000;
  isOver = true;
  await other;
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  const counted = [...new Set(statuses)]
    .toSorted()
    .map((status) => `${statuses.filter((one) => one === status).length} × ${status}`);
  const held = await loopDelay(child);
  return `| ${name} | ${seconds.toFixed(1)} | ${counted.join(', ')} | ${at(0.5)} / ${at(0.95)} / ${at(1)} | ≤ ${TARGET_MS} | ${held} |`;
}

/** The milliseconds of each of a page's requests. */
async function page({ url, other }: FairnessServer): Promise<number[]> {
  const waits: number[] = [];
  for (const [method, path, body] of [
    ['GET', '/calls?limit=20', null],
    ['GET', '/accounts', null],
    ['POST', '/search', { query: 'price' }],
  ] as const) {
    const startedMs = performance.now();
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${other}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the other organization's ${path} answered ${response.status}`);
    waits.push(performance.now() - startedMs);
  }
  return waits;
}

/** The longest that the event loop was held since the last look. */
async function loopDelay(child: ChildProcess): Promise<number> {
  child.send('loop');
  const [{ delayedMs }] = (await once(child, 'message')) as [{ delayedMs: number }];
  return delayedMs;
}
