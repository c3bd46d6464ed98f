import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EVERY_CALL } from '../../src/access-filter.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import { makePatience } from '../../src/ask/patience.ts';
import { makeLog } from '../../src/log.ts';
import { openEmbeddedEngine } from '../../src/search/embedded-engine.ts';
import type { Segment } from '../../src/segment.ts';
import { openEmbeddedStore } from '../../src/store/db.ts';
import { saveOrganization } from '../../src/store/members-store.ts';
import { accounts, callAccounts, calls, segments } from '../../src/store/schema.ts';
import type { Viewer } from '../../src/viewer.ts';
import { BENCH_ORGANIZATION, growSpokenCalls, readBenchSource, toBenchDocuments } from './search-world.ts';

const QUESTIONS = [
  'What did we discuss with @Account 12 about pricing?',
  'What concerns did @Account 40 raise in the last 12 months?',
  'What did customers say about the training of new people?',
  'Which problems were there with the report?',
  'What did Account 7 say about the budget last year?',
  'When does the project start for @Account 100?',
  'What was said about the remote control and its price?',
  'What changed about the schedule since January 2026?',
];
const ROUNDS = 4;
const NOW = new Date('2026-12-01T12:00:00Z');

/**
 * Times a question's plan and evidence on the embedded store and engine, without a model. `--size 1000000`, `--data
 * DIR`.
 */
export async function benchAsk(args: string[]): Promise<string[]> {
  const { values } = parseArgs({ args, options: { size: { type: 'string' }, data: { type: 'string' } } });
  const size = Number(values.size ?? 1_000_000);
  const source = await readBenchSource(values.data ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)));
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
  const store = await openEmbeddedStore(join(folder, 'store'));
  const engine = openEmbeddedEngine(join(folder, 'index'));
  try {
    await store.migrate();
    await saveOrganization(store.db, {
      id: BENCH_ORGANIZATION,
      name: 'Bench',
      slug: 'bench',
      domains: [],
      createdAt: NOW,
    });
    const filled = await fill(store, engine, source.segments, size);
    const viewer = {
      organizationId: BENCH_ORGANIZATION,
      memberId: 'mem_bench',
      userId: 'usr_bench',
      email: 'bench@ours.example',
      name: 'Bench',
      role: 'admin' as const,
      timeZone: 'UTC',
      fiscalYearStartMonth: 1,
      access: EVERY_CALL,
    };
    const deps = {
      db: store.db,
      index: engine.live,
      embedder: null,
      model: null,
      patience: makePatience({ now: () => NOW }),
      publicUrl: () => '',
      freshAccess: async (one: Viewer) => one,
      now: () => NOW,
      log: makeLog('silent'),
    };
    const [plans, evidence, totals] = [[] as number[], [] as number[], [] as number[]];
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const question of QUESTIONS) {
        const { timingsMs } = await askQuestion(deps, viewer, { question }, () => {}, new AbortController().signal);
        // The first round warms up.
        if (round === 0) continue;
        plans.push(timingsMs.plan ?? 0);
        evidence.push(timingsMs.evidence ?? 0);
        totals.push(timingsMs.total ?? 0);
      }
    const at = (times: number[], share: number) =>
      times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? 0;
    const row = (what: string, times: number[], target: string) =>
      `  ${what.padEnd(34)}${`${at(times, 0.5)} / ${at(times, 0.95)}`.padStart(12)}   ${target}`;
    return [
      `${filled.segments} segments in ${filled.calls} calls grown from ${source.name}; ms after asking, p50 / p95 of ${plans.length} questions`,
      row('plan', plans, '≤ 100'),
      row('evidence', evidence, '≤ 300'),
      row('the whole answer, quoting', totals, ''),
    ];
  } finally {
    await engine.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Store = Awaited<ReturnType<typeof openEmbeddedStore>>;

async function fill({ db }: Store, engine: ReturnType<typeof openEmbeddedEngine>, source: Segment[], size: number) {
  await engine.create('bench');
  const index = engine.open('bench');
  const organizationId = BENCH_ORGANIZATION;
  const known = new Set<string>();
  const filled = { calls: 0, segments: 0 };
  let batch: ReturnType<typeof toBenchDocuments>[] = [];
  for (const call of growSpokenCalls(source, size)) {
    const fresh = call.accountIds.filter((id) => !known.has(id));
    for (const id of fresh) known.add(id);
    if (fresh.length > 0)
      await db.insert(accounts).values(
        fresh.map((id) => ({
          organizationId,
          id,
          name: `Account ${id.replace('acc_', '')}`,
          state: 'active' as const,
          createdAt: NOW,
        })),
      );
    await db.insert(calls).values({
      organizationId,
      id: call.callId,
      title: call.title,
      startedAt: call.startedAt,
      durationSeconds: 1800,
      kind: call.kind,
      platform: call.platform,
      direction: 'conference',
      isPrivate: false,
      crmAccountIds: [],
      contentHash: '',
      transcriptState: 'ready',
      indexedRevision: 1,
      createdAt: NOW,
      updatedAt: NOW,
    });
    await db
      .insert(callAccounts)
      .values(call.accountIds.map((accountId) => ({ organizationId, callId: call.callId, accountId })));
    await db.insert(segments).values(call.segments.map((segment) => ({ organizationId, ...segment })));
    batch.push(toBenchDocuments(call));
    filled.calls += 1;
    filled.segments += call.segments.length;
    if (batch.length === 20) {
      await index.put(batch);
      batch = [];
    }
    if (filled.calls % 500 === 0) console.error(`ask ${size}: ${filled.segments} segments kept and put`);
  }
  await index.put(batch);
  await index.flush();
  await engine.promote('bench');
  await db.execute('analyze');
  return filled;
}
