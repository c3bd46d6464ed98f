import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { scopeOfOrganization } from '../../src/access/scope.ts';
import type { AccessFilter } from '../../src/access-filter.ts';
import { toOrganizationId } from '../../src/call.ts';
import { contentWords } from '../../src/language/stop-words.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { pageResults } from '../../src/search/page-results.ts';
import type { CallDocuments, SearchEngine, SegmentQuery } from '../../src/search/segment-index.ts';
import { toDocuments } from '../../src/search/to-documents.ts';
import { textOf } from '../../src/segment.ts';
import { BENCH_ORGANIZATION, growSpokenCalls, randomOf, readBenchSource } from './search-world.ts';

const BATCH = 200;

/**
 * Search on the embedded engine by what a member may read: everything, own calls, and calls granted by thousands of
 * ids. `--calls 30000`, `--segments 10` of each call, `--queries 20`, `--only granted`.
 */
export async function benchAccess(args: string[]): Promise<string[]> {
  const { values } = parseArgs({
    args,
    options: {
      calls: { type: 'string' },
      segments: { type: 'string' },
      queries: { type: 'string' },
      only: { type: 'string' },
      data: { type: 'string' },
    },
  });
  const [calls, each, queries] = [values.calls ?? 30_000, values.segments ?? 10, values.queries ?? 20].map(Number) as [
    number,
    number,
    number,
  ];
  const source = await readBenchSource(values.data ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)));
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
  const engine = openEmbeddedEngine(folder);
  await engine.create('bench');
  const index = engine.open('bench');
  let batch: CallDocuments[] = [];
  let put = 0;
  for (const call of growSpokenCalls(source.segments, calls * each, each)) {
    batch.push(toDocuments(call));
    put += 1;
    if (batch.length < BATCH && put < calls) continue;
    await index.put(batch);
    batch = [];
    if (put % 5000 === 0) console.error(`${put} calls put`);
  }
  await engine.promote('bench');

  const random = randomOf(77);
  const texts = source.segments.map((segment) => textOf(segment)).filter((text) => contentWords(text).length >= 10);
  const asked = Array.from({ length: queries }, () =>
    contentWords(texts[Math.floor(random() * texts.length)] ?? '', 5 + Math.floor(random() * 4)),
  );
  const granted = (count: number): AccessFilter => ({
    open: [{ by: 'call', ids: Array.from({ length: count }, (_, n) => String(Math.floor((n * calls) / count))) }],
    closedAccountIds: [],
  });
  const closed = Array.from({ length: 1000 }, (_, n) => `acc_${n}`);
  const readers: [string, AccessFilter][] = [
    ['every call', { open: 'all', closedAccountIds: [] }],
    ['own calls, of one person', { open: [{ by: 'person', ids: ['per_7'] }], closedAccountIds: [] }],
    ['all but one account', { open: 'all', closedAccountIds: ['acc_1'] }],
    ['all but 1,000 accounts', { open: 'all', closedAccountIds: closed }],
    ['1,000 granted calls', granted(1000)],
    ['5,000 granted calls', granted(5000)],
    ['20,000 granted calls', granted(20_000)],
  ];
  const rows: string[] = [];
  const measureAll = async (more: string) => {
    for (const [who, access] of readers.filter(([who]) => who.includes(values.only ?? ''))) {
      const scope = { ...scopeOfOrganization(BENCH_ORGANIZATION), access };
      const times: number[] = [];
      for (const words of asked) times.push(await timed(() => firstPage(engine.live, { scope, words })));
      const again: number[] = [];
      for (const words of asked) again.push(await timed(() => firstPage(engine.live, { scope, words })));
      rows.push(`  ${(who + more).padEnd(46)}${ms(times[0] ?? 0)} first,  ${spread(times)},  again ${spread(again)}`);
      console.error(rows.at(-1));
    }
  };
  await measureAll('');
  // From here on nobody reads everything in the index.
  const [other] = growSpokenCalls(source.segments, each, each);
  if (other) await index.put([toDocuments({ ...other, organizationId: toOrganizationId('org_other') })]);
  await measureAll(', beside another organization');
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
  return [
    `${calls} calls of ${each} segments, grown from ${source.name}: first page with its total, ms of CPU: the first query, then p50 / p95 of ${queries}, and of the same again`,
    ...rows,
  ];
}

/** The first page with its total, requested as search does. */
const firstPage = (live: SearchEngine['live'], query: SegmentQuery) =>
  Promise.all([
    pageResults(live, query, { groupBy: 'segment', limit: 20, cursor: null }),
    live.count(query, { atMost: 10_000, ofCalls: false }),
  ]);

/** Milliseconds of CPU of all threads: another process at work changes them little. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const ms = (time: number): string => time.toFixed(1).padStart(8);
const spread = (times: readonly number[]): string => `${ms(at(times, 0.5))} /${ms(at(times, 0.95))}`;
