import { scopeOfOrganization } from '../../src/access/scope.ts';
import { EVERY_CALL } from '../../src/access-filter.ts';
import { toOrganizationId } from '../../src/call.ts';
import { reportEngagement } from '../../src/reports/report-engagement.ts';
import { findAccounts } from '../../src/store/accounts-reader.ts';
import { countCalls, readCalls } from '../../src/store/calls-reader.ts';
import { openEmbeddedStore } from '../../src/store/db.ts';
import { saveOrganization } from '../../src/store/members-store.ts';
import { accounts, callAccounts, callParties, calls, people, trackerCounts } from '../../src/store/schema.ts';
import { readTrackerCounts } from '../../src/store/trackers-store.ts';

const NOW = new Date('2026-12-01T12:00:00Z');
const CALLS = 5000;
const ROUNDS = 20;

/**
 * Times a page of activities of an account with 5,000 calls, on the embedded store: the first page, a page far down,
 * and the account itself.
 */
export async function benchAccount(): Promise<string[]> {
  const organizationId = toOrganizationId('org_bench');
  const store = await openEmbeddedStore(null);
  const { db } = store;
  await store.migrate();
  await saveOrganization(db, { id: organizationId, name: 'Bench', slug: 'bench', domains: [], createdAt: NOW });
  await db.insert(accounts).values({ organizationId, id: 'acc_1', name: 'Acme', state: 'active', createdAt: NOW });
  await db.insert(people).values(
    Array.from({ length: 40 }, (_, n) => ({
      organizationId,
      id: `per_${n}`,
      email: `p${n}@acme.example`,
      name: `Person ${n}`,
      kind: 'contact' as const,
      accountId: 'acc_1',
    })),
  );
  const startOf = (n: number) => new Date(NOW.getTime() - n * 3_600_000);
  for (let start = 0; start < CALLS; start += 250) {
    const ids = Array.from({ length: 250 }, (_, at) => start + at);
    await db.insert(calls).values(
      ids.map((n) => ({
        organizationId,
        id: String(n),
        title: `Call ${n}`,
        startedAt: startOf(n),
        durationSeconds: 1800,
        kind: 'external' as const,
        platform: 'zoom' as const,
        direction: 'conference' as const,
        isPrivate: false,
        crmAccountIds: [],
        contentHash: '',
        transcriptState: 'ready' as const,
        createdAt: NOW,
        updatedAt: NOW,
      })),
    );
    await db.insert(callAccounts).values(ids.map((n) => ({ organizationId, callId: String(n), accountId: 'acc_1' })));
    await db.insert(callParties).values(
      ids.flatMap((n) =>
        [0, 1, 2].map((position) => ({
          organizationId,
          callId: String(n),
          position,
          personId: position === 0 ? null : `per_${(n + position) % 40}`,
          name: `Person ${position}`,
          gongSide: position === 0 ? ('us' as const) : ('customer' as const),
          side: position === 0 ? ('us' as const) : ('customer' as const),
          attended: true,
        })),
      ),
    );
    await db
      .insert(trackerCounts)
      .values(ids.map((n) => ({ organizationId, trackerId: 'pricing', callId: String(n), segments: 1 + (n % 5) })));
  }
  await db.execute('analyze');
  const scope = scopeOfOrganization(organizationId);
  const filter = { accountIds: ['acc_1'] };
  const page = async (after?: { startedAt: Date; id: never }) => {
    const rows = await readCalls(db, scope, filter, { limit: 21, ...(after && { after }) });
    await readTrackerCounts(
      db,
      organizationId,
      rows.map(({ id }) => id),
    );
    await countCalls(db, scope, filter);
  };
  const viewer = {
    organizationId,
    memberId: 'm',
    userId: 'u',
    email: 'e',
    name: 'n',
    role: 'admin' as const,
    access: EVERY_CALL,
    timeZone: 'UTC',
    fiscalYearStartMonth: 1,
  };
  const period = { from: startOf(2160), to: NOW };
  const lines = [`an account of ${CALLS} calls, embedded store; ms, p50 / p95 of ${ROUNDS}`];
  for (const [what, work] of [
    ['its first page of activities', () => page()],
    ['a page far down', () => page({ startedAt: startOf(4000), id: '4000' as never })],
    ['the account in the list', () => findAccounts(db, scope, { text: 'acme', limit: 20 })],
    [
      'engagement of 90 days against those before',
      () => reportEngagement({ db, now: () => NOW }, viewer, { by: 'account', ...period }),
    ],
  ] as [string, () => Promise<unknown>][]) {
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const startedMs = performance.now();
      await work();
      if (round > 0) times.push(performance.now() - startedMs);
    }
    times.sort((a, b) => a - b);
    lines.push(
      `  ${what.padEnd(44)}${`${times[Math.floor(ROUNDS / 2)]?.toFixed(0)} / ${times[Math.floor(ROUNDS * 0.95) - 1]?.toFixed(0)}`.padStart(12)}   ≤ 500`,
    );
  }
  await store.close();
  return lines;
}
