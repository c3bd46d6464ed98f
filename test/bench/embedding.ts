import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { scopeOfOrganization } from '../../src/access/scope.ts';
import { contentWords } from '../../src/language/stop-words.ts';
import { type MeaningVector, toMeaningVector } from '../../src/meaning.ts';
import { embedCalls } from '../../src/search/embed-calls.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import { nearMoments } from '../../src/search/find-moments.ts';
import { indexCalls } from '../../src/search/index-calls.ts';
import { miniLmEmbedder } from '../../src/search/minilm-embedder.ts';
import { pageResults } from '../../src/search/page-results.ts';
import type {
  CallCount,
  CallDocuments,
  SearchEngine,
  SegmentIndex,
  SegmentQuery,
} from '../../src/search/segment-index.ts';
import { toChunks } from '../../src/search/to-chunks.ts';
import { type Segment, textOf } from '../../src/segment.ts';
import { openEmbeddedStore } from '../../src/store/db.ts';
import { makeOrganization } from '../support/builders.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import {
  BENCH_ORGANIZATION,
  growSpokenCalls,
  randomOf,
  readBenchSource,
  SEGMENTS_PER_CALL,
  toBenchDocuments,
} from './search-world.ts';

const MIB = 1024 * 1024;
const QUERIES = 60;
const BATCH = 20;
const NUMBERS = 384;
/** Subjects that the invented vectors gather around, as talk does. */
const SUBJECTS = 2000;
const MODEL = 'invented';
const WORLD = 'bench';

/** A vector of some subject. */
type VectorNear = (random: () => number) => MeaningVector;

/**
 * Giving calls vectors by the model inside, from the store into search, and searching by words and meaning among
 * `--segments`. `--embedded` segments (0: none) are given real vectors; those searched have invented ones, as a million
 * would take the model hours. `--data DIR` (a folder with qmsum/ and earnings21/); `--keep DIR` leaves what is searched
 * there, and a run that finds it goes on where the last one was cut off.
 */
export async function benchEmbedding(args: string[]): Promise<string[]> {
  const { values } = parseArgs({
    args,
    options: {
      segments: { type: 'string', default: '1000000' },
      embedded: { type: 'string', default: '6000' },
      data: { type: 'string' },
      keep: { type: 'string' },
    },
  });
  const { keep } = values;
  const [segments, embedded] = [Number(values.segments), Number(values.embedded)];
  const search = (folder: string) => benchSearching(folder, source.segments, segments);
  const source = await readBenchSource(values.data ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)));
  return [
    `segments grown from ${source.name}, ${SEGMENTS_PER_CALL} a call, 16 calls an account`,
    ...(embedded > 0 ? await inFolder((folder) => benchGiving(folder, source.segments, embedded)) : []),
    ...(keep ? await search(keep) : await inFolder(search)),
  ];
}

async function benchGiving(folder: string, source: Segment[], segments: number): Promise<string[]> {
  const [store, engine, embedder] = [await openEmbeddedStore(null), openEmbeddedEngine(folder), miniLmEmbedder()];
  await store.migrate();
  const { db } = store;
  await makeOrganization(db, BENCH_ORGANIZATION);
  for (const call of growSpokenCalls(source, segments))
    await saveSpokenCalls(
      db,
      [
        {
          id: call.callId,
          title: call.title,
          says: call.segments.map((segment, n): [string, string] => [`person.${n % 3}@acme.example`, textOf(segment)]),
        },
      ],
      BENCH_ORGANIZATION,
    );
  const { signal } = new AbortController();
  const index = () => indexCalls({ db, engine, now: () => new Date() }, signal, BENCH_ORGANIZATION);
  await index();
  const beforeMib = memoryMib();
  let mostMib = beforeMib;
  const looking = setInterval(() => {
    mostMib = Math.max(mostMib, memoryMib());
  }, 100);
  const tookMs = await timed(() => embedCalls({ db, embedder, indexer: { index } }, BENCH_ORGANIZATION, signal));
  clearInterval(looking);
  await embedder.close();
  await engine.close();
  await store.close();
  return [
    '',
    `giving ${segments} segments vectors, by the model inside, from the store into search`,
    line('segments a second', (1000 * segments) / tookMs),
    line('memory before / at most, MiB', `${Math.round(beforeMib)} / ${Math.round(mostMib)}`),
  ];
}

/** Puts what is to be searched, as far as it is not there. The same number always gives the same call. */
async function putWorld(engine: SearchEngine, source: Segment[], segments: number, vectorNear: VectorNear) {
  if (!(await engine.has(WORLD))) await engine.create(WORLD);
  const index = engine.open(WORLD);
  const has = await callsThere(index);
  let [calls, chunks, batch] = [0, 0, [] as CallDocuments[]];
  for (const call of growSpokenCalls(source, segments)) {
    const places = toChunks(call).map(({ first, last }) => ({ first, last }));
    chunks += places.length;
    calls += 1;
    if (has.has(call.callId)) continue;
    const random = randomOf(calls);
    const vectors = places.map((place) => ({ ...place, vector: vectorNear(random) }));
    batch.push({ ...toBenchDocuments(call), meaning: { model: MODEL, chunks: vectors } });
    if (batch.length < BATCH) continue;
    await index.put(batch);
    batch = [];
    if (calls % 500 < BATCH) console.error(`embedding: ${calls * SEGMENTS_PER_CALL} segments put`);
  }
  await index.put(batch);
  await index.flush();
  await engine.promote(WORLD);
  return { calls, chunks };
}

async function callsThere(index: SegmentIndex): Promise<Set<string>> {
  const there = new Set<string>();
  let after: CallCount | undefined;
  do {
    const page = await index.listCalls(BENCH_ORGANIZATION, { limit: 1000, ...(after && { after }) });
    for (const { callId } of page) there.add(callId);
    after = page.at(-1);
  } while (after);
  return there;
}

async function benchSearching(folder: string, source: Segment[], segments: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const engine = openEmbeddedEngine(folder);
  const random = randomOf(5);
  const subjects = Array.from({ length: SUBJECTS }, () => Array.from({ length: NUMBERS }, () => normal(random)));
  const vectorNear: VectorNear = (by) => {
    const subject = subjects[Math.floor(by() * SUBJECTS)] as number[];
    return toMeaningVector(subject.map((number) => number + normal(by)));
  };
  const { calls, chunks } = await putWorld(engine, source, segments, vectorNear);

  const said = source.map((segment) => textOf(segment)).filter((text) => contentWords(text).length >= 10);
  const queries = Array.from(
    { length: QUERIES },
    (): SegmentQuery => ({
      scope: scopeOfOrganization(BENCH_ORGANIZATION),
      words: contentWords(said[Math.floor(random() * said.length)] ?? '', 5 + Math.floor(random() * 4)),
      meaning: { model: MODEL, vector: vectorNear(random) },
    }),
  );
  const within = queries.map((query) => ({
    ...query,
    accountIds: [`acc_${Math.floor((random() * calls) / 16)}`],
  }));
  const ofSide = queries.map((query) => ({ ...query, side: 'us' as const }));
  const { live } = engine;
  const words = await measure(queries, (query) => firstPage(live, query));
  // Whatever words alone take is not the vectors'.
  for (const query of [...within, ...ofSide]) await firstPage(live, query);
  const beforeMib = memoryMib();
  const firstMs = await timed(() => nearMoments(live, queries[0] as SegmentQuery));
  const meaning = await measure(queries, (query) => nearMoments(live, query));
  const afterMib = memoryMib();
  const lines = [
    '',
    `searching ${calls * SEGMENTS_PER_CALL} segments, ${chunks} invented vectors of ${NUMBERS} numbers;`,
    `ms are p50 / p95 of ${QUERIES} queries, and the CPU's of one`,
    line('words alone, over all', words),
    line('meaning alone, over all', meaning),
    line('words and meaning, over all', await measure(queries, (query) => both(live, query))),
    line('words and meaning, within an account', await measure(within, (query) => both(live, query))),
    line('words and meaning, of one side', await measure(ofSide, (query) => both(live, query))),
    line('the first search by meaning of a process, ms', firstMs),
    line('memory without / with vectors, MiB', `${Math.round(beforeMib)} / ${Math.round(afterMib)}`),
  ];
  await engine.close();
  return lines;
}

/** What a first page takes: ranked moments, the total, and what means the words. */
const both = (live: SearchEngine['live'], query: SegmentQuery): Promise<unknown> =>
  Promise.all([firstPage(live, query), nearMoments(live, query)]);
const firstPage = (live: SearchEngine['live'], query: SegmentQuery): Promise<unknown> =>
  Promise.all([
    pageResults(live, query, { groupBy: 'segment', limit: 20, cursor: null }),
    live.count(query, { atMost: 10_000, ofCalls: false }),
  ]);

async function inFolder(work: (folder: string) => Promise<string[]>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Box and Muller's. */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());

const memoryMib = (): number => process.memoryUsage().rss / MIB;
const line = (what: string, value: string | number): string =>
  `  ${what.padEnd(46)}${(typeof value === 'number' ? value.toFixed(1) : value).padStart(16)}`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** The CPU's time tells on a machine that others use what a query costs. */
async function measure(queries: readonly SegmentQuery[], work: (query: SegmentQuery) => Promise<unknown>) {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (const query of queries) times.push(await timed(() => work(query)));
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const [middle, most] = [0.5, 0.95].map((share) => (times[Math.floor(times.length * share)] ?? 0).toFixed(0));
  return `${middle} / ${most}, ${((user + system) / 1000 / queries.length).toFixed(0)}`;
}
