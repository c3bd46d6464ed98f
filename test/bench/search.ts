import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client } from '@elastic/elasticsearch';
import { scopeOfOrganization } from '../../src/access/scope.ts';
import { contentWords } from '../../src/language/stop-words.ts';
import { stemmed } from '../../src/language/words.ts';
import { toElasticsearchDocuments } from '../../src/search/elasticsearch-documents.ts';
import { openElasticsearchEngine } from '../../src/search/elasticsearch-engine.ts';
import { passageClause } from '../../src/search/elasticsearch-query.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { pageResults } from '../../src/search/page-results.ts';
import { stemsOf } from '../../src/search/query-terms.ts';
import type { CallDocuments, SearchEngine, SegmentQuery } from '../../src/search/segment-index.ts';
import type { Segment } from '../../src/segment.ts';
import { textOf } from '../../src/segment.ts';
import { findElasticsearch } from '../support/servers.ts';
import { BENCH_ORGANIZATION, growCalls, randomOf, readBenchSource } from './search-world.ts';

const QUERIES = 60;
const BATCH = 20;
/** Calls for comparing our writes with the engine alone: enough to be past the engine's start. */
const COMPARED_CALLS = 200;
const MIB = 1024 * 1024;

/**
 * The same work for the engine alone: a plain OR over the segments' own words, the best 20; and inserting the same
 * documents.
 */
type Bare = {
  search: (stems: string[]) => Promise<unknown>;
  /** Our query for passages as sent, without our work on the answer; null for an engine in our own process. */
  passages: ((query: SegmentQuery) => Promise<unknown>) | null;
  insert: (calls: CallDocuments[]) => Promise<void>;
  diskBytes: () => Promise<number>;
  close: () => Promise<void>;
};
type Opened = { engine: SearchEngine; bare: (name: string) => Promise<Bare>; close: () => Promise<void> };

/**
 * Search and indexing on grown calls, on both engines, each beside the engine alone in the same run. `--sizes
 * 200000,1000000`, `--engines embedded,elasticsearch`, `--data DIR` (a folder with qmsum/ and earnings21/).
 */
export async function benchSearch(args: string[]): Promise<string[]> {
  const { values } = parseArgs({
    args,
    options: { sizes: { type: 'string' }, engines: { type: 'string' }, data: { type: 'string' } },
  });
  const sizes = (values.sizes ?? '200000,1000000').split(',').map(Number);
  const engines = (values.engines ?? 'embedded,elasticsearch').split(',');
  const source = await readBenchSource(values.data ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)));
  const lines = [
    `segments grown from ${source.name}, 150 a call, 16 calls an account; ms are p50 / p95 of ${QUERIES} queries`,
  ];
  for (const name of engines) {
    const opened = name === 'embedded' ? openEmbedded() : await openElasticsearch();
    if (!opened) continue;
    for (const size of sizes) lines.push('', ...(await benchSize(name, opened, source.segments, size)));
    await opened.close();
  }
  return lines;
}

async function benchSize(
  name: string,
  { engine, bare: openBare }: Opened,
  source: Segment[],
  size: number,
): Promise<string[]> {
  const index = `bench${size}`;
  await engine.drop(index);
  await engine.create(index);
  const writer = engine.open(index);
  const bare = await openBare(index);
  const compared = [...growCalls(source, COMPARED_CALLS * 150)].slice(0, COMPARED_CALLS);
  const bareMs = await timed(async () => {
    for (const batch of batches(compared)) await bare.insert(batch);
  });
  let [calls, segments, putMs] = [0, 0, 0];
  let [comparedMs, done] = [0, [] as CallDocuments[]];
  for (const call of growCalls(source, size)) {
    done.push(call);
    if (done.length < BATCH) continue;
    const batch = done;
    done = [];
    putMs += await timed(async () => {
      await writer.put(batch);
      if (calls % (BATCH * 5) === 0) await writer.flush();
    });
    calls += batch.length;
    segments += batch.reduce((sum, one) => sum + one.segments.length, 0);
    if (calls === COMPARED_CALLS) comparedMs = putMs;
    if (calls % 1000 < BATCH) console.error(`${name} ${size}: ${segments} segments put`);
  }
  await writer.put(done);
  await writer.flush();
  const oneCall: number[] = [];
  for (const call of compared.slice(0, 20)) oneCall.push(await timed(() => writer.put([call])));
  await writer.flush();
  await engine.promote(index);

  const delay = monitorEventLoopDelay({ resolution: 5 });
  const kinds = queriesOf(source, Math.floor(calls / 16));
  const rows: string[] = [];
  const live = engine.live;
  const line = (what: string, value: string, than = '') =>
    rows.push(`  ${what.padEnd(46)}${value.padStart(16)}   ${than}`);
  line('segments a second put', String(Math.round((1000 * segments) / putMs)));
  line(
    `putting ${COMPARED_CALLS} calls, against the engine alone`,
    `${((100 * bareMs) / comparedMs).toFixed(0)} %`,
    `${Math.round(comparedMs)} against ${Math.round(bareMs)} ms`,
  );
  line('a call of 150 segments put, ms', spread(oneCall));
  for (const warm of kinds.unscoped.slice(0, 10)) await firstPage(live, warm, 'segment');
  const bareSearch = await timesOf(kinds.unscoped, (query) => bare.search(query.words.map((word) => stemmed(word))));
  delay.enable();
  const measured: [string, number[]][] = [
    ['unscoped, first page with total', await timesOf(kinds.unscoped, (query) => firstPage(live, query, 'segment'))],
    ['within an account', await timesOf(kinds.scoped, (query) => firstPage(live, query, 'segment'))],
    ['side and a quarter', await timesOf(kinds.filtered, (query) => firstPage(live, query, 'segment'))],
    ['phrase', await timesOf(kinds.phrase, (query) => firstPage(live, query, 'segment'))],
    ['grouped by call', await timesOf(kinds.unscoped, (query) => firstPage(live, query, 'call'))],
    ['facets', await timesOf(kinds.unscoped, (query) => live.facets(query, { timeZone: 'UTC', limit: 20 }))],
    ['best passages alone', await timesOf(kinds.unscoped, (query) => live.passages(query, { limit: 80 }))],
    ['total alone', await timesOf(kinds.unscoped, (query) => live.count(query, { atMost: 10_000, ofCalls: false }))],
    ['total alone, exact however large', await timesOf(kinds.unscoped, (query) => live.count(query))],
    [
      'pricing counted over all calls',
      [await timed(() => live.calls({ ...base(), anyOf: [['price', 'discount', 'per seat']] }, { limit: 10_000 }))],
    ],
  ];
  delay.disable();
  line('the engine alone, plain OR, best 20', spread(bareSearch));
  if (bare.passages) {
    const same = await timesOf(kinds.unscoped, bare.passages);
    line(
      'the same passages, asked of the engine directly',
      spread(same),
      `${(median(same) / median(bareSearch)).toFixed(2)} × the engine alone`,
    );
  }
  for (const [what, times] of measured)
    line(what, spread(times), `${(median(times) / median(bareSearch)).toFixed(2)} × the engine alone`);
  line('event loop delayed at most, ms', (delay.max / 1e6).toFixed(1));
  line('memory of this process, MiB', String(Math.round(process.memoryUsage().rss / MIB)));
  line(
    'disk, MiB',
    String(Math.round((await bare.diskBytes()) / MIB)),
    `${Math.round((await bare.diskBytes()) / segments)} bytes a segment`,
  );
  await bare.close();
  await engine.drop(index);
  return [`${name}, ${segments} segments`, ...rows];
}

const base = (): SegmentQuery => ({ scope: scopeOfOrganization(BENCH_ORGANIZATION), words: [] });

/** The first page with its total, requested as search does. */
async function firstPage(live: SearchEngine['live'], query: SegmentQuery, groupBy: 'segment' | 'call'): Promise<void> {
  await Promise.all([
    pageResults(live, query, { groupBy, limit: 20, cursor: null }),
    live.count(query, { atMost: 10_000, ofCalls: groupBy === 'call' }),
  ]);
}

/** Questions of five to eight spoken words, the same in every run. */
function queriesOf(source: readonly Segment[], accounts: number) {
  const random = randomOf(77);
  const said = source.map((segment) => textOf(segment)).filter((text) => contentWords(text).length >= 10);
  const texts = Array.from({ length: QUERIES }, () => said[Math.floor(random() * said.length)] ?? '');
  const unscoped = texts.map((text) => ({ ...base(), words: contentWords(text, 5 + Math.floor(random() * 4)) }));
  const pair = (text: string) => /[a-z]{4,} [a-z]{4,}/.exec(text)?.[0] ?? 'good morning';
  return {
    unscoped,
    scoped: unscoped.map((query) => ({ ...query, accountIds: [`acc_${Math.floor(random() * accounts)}`] })),
    filtered: unscoped.map((query) => ({
      ...query,
      side: 'customer' as const,
      from: new Date('2025-04-01'),
      to: new Date('2025-07-01'),
    })),
    phrase: texts.map((text) => ({ ...base(), phrases: [pair(text.toLowerCase())] })),
  };
}

function openEmbedded(): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
  const engine = openEmbeddedEngine(folder);
  return {
    engine,
    async bare(name) {
      const inserts = new DatabaseSync(join(folder, `bare-${name}.sqlite`));
      inserts.exec(
        "pragma journal_mode = wal; create virtual table words using fts5(text, content='', tokenize='ascii')",
      );
      const insert = inserts.prepare('insert into words (text) values (?)');
      let reads: DatabaseSync | undefined;
      return {
        passages: null,
        async search(stems) {
          reads ??= new DatabaseSync(join(folder, `${name}.sqlite`), { readOnly: true });
          const match = `{text} : (${stems.map((stem) => `"${stem}"`).join(' OR ')})`;
          return reads
            .prepare('select rowid, rank from segment_words where segment_words match ? order by rank limit 20')
            .all(match);
        },
        async insert(calls) {
          inserts.exec('begin');
          for (const { segments } of calls) for (const { text } of segments) insert.run(text);
          inserts.exec('commit');
        },
        diskBytes: async () =>
          readdirSync(folder)
            .filter((file) => file.startsWith(name))
            .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0),
        async close() {
          reads?.close();
          inserts.close();
        },
      };
    },
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openElasticsearch(): Promise<Opened | null> {
  const server = await (await findElasticsearch())?.start();
  if (!server) return null;
  const alias = `bench-${process.pid}`;
  const engine = openElasticsearchEngine({ url: server.url, alias });
  const client = new Client({ node: server.url });
  return {
    engine,
    async bare(name) {
      await engine.create(`${name}-bare`);
      const [index, mine] = [`${alias}-${name}-bare`, `${alias}-${name}`];
      return {
        passages: (query) =>
          client.search({
            index: mine,
            size: 80,
            track_total_hits: false,
            query: passageClause(query, stemsOf(query.words)),
            sort: [{ _score: { order: 'desc' } }, { callId: 'asc' }, '_doc'],
          }),
        search: (stems) =>
          client.search({
            index: mine,
            size: 20,
            _source: false,
            track_total_hits: false,
            query: { match: { text: { query: stems.join(' '), operator: 'or' } } },
          }),
        async insert(calls) {
          const documents = calls.flatMap(toElasticsearchDocuments);
          await client.bulk({
            index,
            operations: documents.flatMap(({ id, document }) => [{ index: { _id: id } }, document]),
          });
        },
        diskBytes: async () =>
          (await client.indices.stats({ index: mine })).indices?.[mine]?.primaries?.store?.size_in_bytes ?? 0,
        close: () => engine.drop(`${name}-bare`),
      };
    },
    async close() {
      await client.close();
      await engine.close();
      await server.stop();
    },
  };
}

function* batches(calls: CallDocuments[]): Generator<CallDocuments[]> {
  for (let start = 0; start < calls.length; start += BATCH) yield calls.slice(start, start + BATCH);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

async function timesOf(
  queries: readonly SegmentQuery[],
  work: (query: SegmentQuery) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (const query of queries) times.push(await timed(() => work(query)));
  return times;
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const median = (times: readonly number[]): number => at(times, 0.5);
const spread = (times: readonly number[]): string => `${median(times).toFixed(1)} / ${at(times, 0.95).toFixed(1)}`;
