import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CALL_REASONS, CALL_STATES, type CallReason } from '../../src/call-state.ts';
import { countLedger, findInLedger } from '../../src/store/call-ledger-reader.ts';
import type { Store } from '../../src/store/db.ts';
import { callLedger, calls } from '../../src/store/schema.ts';
import { aScope, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { openTestStore } from '../support/stores.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
  await makeOrganization(store.db);
});
afterAll(() => store?.close());

const REASONS = Object.keys(CALL_REASONS) as CallReason[];
const aReason = fc.option(fc.constantFrom(...REASONS));
/** A row of the ledger and its call, also in states left only by a bug, a crash or an older version. */
const aRow = fc.record({
  presence: fc.constantFrom('seen' as const, 'stored', 'left_out', 'gone'),
  reason: aReason,
  isHeld: fc.boolean(),
  call: fc.option(
    fc.record({
      transcriptState: fc.constantFrom('pending' as const, 'ready', 'none'),
      transcriptReason: aReason,
      transcriptTries: fc.nat(2),
      revision: fc.integer({ min: 1, max: 3 }),
      indexedRevision: fc.nat(3),
    }),
  ),
});

test('counting the ledger says what reading its calls one by one says', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(aRow, { minLength: 1, maxLength: 30 }), async (rows) => {
      await store.db.delete(callLedger);
      await store.db.delete(calls);
      await store.db.insert(callLedger).values(
        rows.map(({ presence, reason, isHeld }, n) => ({
          organizationId: ORG,
          callId: String(n),
          presence,
          reason,
          startedAt: NOW,
          firstSeenAt: NOW,
          lastSeenAt: NOW,
          heldSince: isHeld ? NOW : null,
        })),
      );
      const stored = rows.flatMap(({ call }, n) => (call ? [{ ...A_CALL, ...call, id: String(n) }] : []));
      if (stored.length > 0) await store.db.insert(calls).values(stored);

      const range = { from: NOW, to: new Date(NOW.getTime() + 1) };
      const read = await findInLedger(store.db, aScope(), { range }, rows.length);
      for (const { state } of read) met.add(state);
      const { reasons, ...states } = await countLedger(store.db, ORG);
      expect(states).toEqual(
        Object.fromEntries(CALL_STATES.map((state) => [state, read.filter((entry) => entry.state === state).length])),
      );
      expect(new Map(reasons.map(({ reason, calls }) => [reason, calls]))).toEqual(
        new Map(
          REASONS.map((reason) => [reason, read.filter((entry) => entry.reason === reason).length] as const).filter(
            ([, count]) => count > 0,
          ),
        ),
      );
    }),
    { numRuns: 30 },
  );
  expect([...met].sort()).toEqual([...CALL_STATES].sort());
});

const A_CALL = {
  organizationId: ORG,
  title: 'Pilot review',
  startedAt: NOW,
  durationSeconds: 1800,
  kind: 'external' as const,
  platform: 'zoom' as const,
  direction: 'conference' as const,
  isPrivate: false,
  crmAccountIds: [],
  contentHash: 'h',
  createdAt: NOW,
  updatedAt: NOW,
};
