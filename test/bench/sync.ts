import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import type { SyncRun } from '../../src/sync-run.ts';
import { syncWorld } from './sync-world.ts';

const SIZES = [1000, 10_000];
const SENTENCES = 60;
const DAY_MS = 86_400_000;
const MIB = 1024 * 1024;

type Result = {
  run: SyncRun;
  late: SyncRun;
  poll: SyncRun;
  seconds: number;
  memory: number;
  memoryBefore: number;
  searchable: number;
};

/**
 * A history of 24 months from a counting simulator: the requests, the share used of Gong's 3 requests a second, and
 * whether the limit is ever exceeded. The baseline is the least possible with full pages: two requests for 100 calls.
 */
export async function benchSync(): Promise<string[]> {
  const lines = [
    `calls over 24 months, two workspaces, 5 % late transcripts, ${SENTENCES} sentences a call; embedded store and search`,
    '',
  ];
  const columns: string[][] = [
    [
      'calls',
      'requests of the history',
      'per 1000 calls (target: at most 22)',
      'full pages alone would take',
      'share of the allowed requests used (target: at least 95 %)',
      'most in any sliding second (limit: 3)',
      '429s met (target: 0)',
      'requests of an idle poll (target: at most 5)',
      'seconds to the last call searchable',
      'calls searchable after the late transcripts came',
      'memory before, MiB',
      'highest memory, MiB',
    ],
  ];
  for (const size of SIZES) columns.push(await benchSize(size));
  for (const [at, label] of (columns[0] ?? []).entries())
    lines.push(
      `${label.padEnd(64)}${columns
        .slice(1)
        .map((column) => (column[at] ?? '').padStart(12))
        .join('')}`,
    );
  return lines;
}

async function benchSize(size: number): Promise<string[]> {
  const to = new Date();
  const from = new Date(to.getTime() - 730 * DAY_MS);
  const lateUntil = new Date(to.getTime() + (20 + size / 110) * 1000);
  const data = syncWorld({ calls: size, to, lateUntil, sentences: SENTENCES });
  const simulator = await startGongSimulator(data, { port: 0, accessKey: 'k', accessKeySecret: 's' });
  const args = [simulator.url, from.toISOString(), to.toISOString(), lateUntil.toISOString()];
  const child = spawn(process.execPath, ['test/bench/sync-child.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (piece) => {
    out += piece;
  });
  await once(child, 'close');
  const result = JSON.parse(out) as Result;
  await simulator.close();
  // One earlier request proved the connection.
  const history = simulator.requests.slice(1, 1 + result.run.requests).map((request) => request.atMs);
  const spanSeconds = ((history.at(-1) ?? 0) - (history[0] ?? 0)) / 1000;
  const allowed = 3 * (Math.floor(spanSeconds) + 1);
  const all = simulator.requests.map((request) => request.atMs);
  const highest = Math.max(...all.map((moment, at) => all.slice(at).filter((one) => one - moment < 1000).length));
  return [
    String(size),
    String(result.run.requests),
    ((1000 * result.run.requests) / size).toFixed(1),
    ((1000 * 2 * Math.ceil(size / 100)) / size).toFixed(1),
    `${((100 * history.length) / allowed).toFixed(1)} %`,
    String(highest),
    String(simulator.requests.filter((request) => request.status === 429).length),
    String(result.poll.requests),
    result.seconds.toFixed(1),
    String(result.searchable),
    String(Math.round(result.memoryBefore / MIB)),
    String(Math.round(result.memory / MIB)),
  ];
}
