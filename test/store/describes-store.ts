import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scopeOf } from '../../src/access/scope.ts';
import { toCallId, toOrganizationId } from '../../src/call.ts';
import { cutSegments, textOf } from '../../src/segment.ts';
import { findAccounts, listAccounts, proposeAccount, saveAccount } from '../../src/store/accounts-store.ts';
import { countCalls, readCall, readCalls, readSegments, readTranscript } from '../../src/store/calls-reader.ts';
import {
  listPendingTranscripts,
  removeCall,
  saveCall,
  saveMissingTranscripts,
  saveTranscript,
} from '../../src/store/calls-store.ts';
import { markIndexed, readCallsToIndex, readRemovedCalls } from '../../src/store/calls-to-index.ts';
import type { Store } from '../../src/store/db.ts';
import { readAccessKey, saveGongConnection } from '../../src/store/gong-connections-store.ts';
import { readTrackers, saveTracker, updateOrganization } from '../../src/store/organizations-store.ts';
import { savePeople } from '../../src/store/people-store.ts';
import { makeSecrets } from '../../src/store/secrets.ts';
import {
  countInRun,
  createSyncRun,
  finishWindow,
  listOpenWindows,
  listUnfinishedRuns,
  readSyncRun,
} from '../../src/store/sync-runs-store.ts';
import { aCall, aParty, aScope, aViewer, makeOrganization, NOW, ORG, turns } from '../support/builders.ts';
import { emptyStore } from '../support/stores.ts';

const OTHER = toOrganizationId('org_other');
const linked = (call = aCall(), accountIds: string[] = []) => ({
  call,
  parties: call.parties.map(({ side, ...party }) => ({ ...party, side, gongSide: side, personId: null })),
  accountIds,
});

/** The store's promises, on whichever database is opened. */
export function describesStore(name: string, open: () => Promise<Store>) {
  describe(`the store on ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.close());
    beforeEach(async () => {
      await emptyStore(store);
      await makeOrganization(store.db);
      await makeOrganization(store.db, OTHER);
    });

    test('knows that it is up to date', async () => {
      expect(await store.isUpToDate()).toBe(true);
    });

    test('a call is added once, unchanged when equal, changed when Gong says something new', async () => {
      const call = aCall({ parties: [aParty()] });
      expect(await saveCall(store.db, ORG, linked(call), NOW)).toBe('added');
      expect(await saveCall(store.db, ORG, linked(call), NOW)).toBe('unchanged');
      expect(await saveCall(store.db, ORG, linked({ ...call, title: 'Renewal' }), NOW)).toBe('changed');
      expect(await readCall(store.db, aScope(), call.id)).toMatchObject({
        title: 'Renewal',
        parties: [{ name: 'Tove Brandt' }],
        transcript: { state: 'pending' },
      });
    });

    test('another organization sees neither call, words nor accounts', async () => {
      const call = aCall();
      await saveAccount(store.db, ORG, { name: 'Acme', domains: ['acme.example'] }, NOW);
      await saveCall(store.db, ORG, linked(call), NOW);
      await saveTranscript(store.db, ORG, call.id, turns(['1', 'Hello.']), cutSegments);
      const theirs = aScope(OTHER);
      expect(await readCall(store.db, theirs, call.id)).toBeNull();
      expect(await readTranscript(store.db, theirs, call.id)).toEqual([]);
      expect(await readSegments(store.db, theirs, [{ callId: call.id, position: 0 }])).toEqual([]);
      expect(await findAccounts(store.db, theirs, { limit: 10 })).toEqual([]);
      expect(await countCalls(store.db, theirs, {})).toMatchObject({ calls: 0 });
      expect(await countCalls(store.db, aScope(), {})).toMatchObject({ calls: 1, withTranscript: 1 });
    });

    test('with a moment to ask from, later calls are not seen', async () => {
      await saveCall(store.db, ORG, linked(), NOW);
      expect(await readCalls(store.db, scopeOf(aViewer(), new Date('2026-11-02T10:00:00Z')), {}, { limit: 5 })).toEqual(
        [],
      );
      expect(
        await readCalls(store.db, scopeOf(aViewer(), new Date('2026-11-02T10:00:01Z')), {}, { limit: 5 }),
      ).toHaveLength(1);
    });

    test('a transcript keeps every sentence with its time and speaker; a shorter one leaves nothing behind', async () => {
      const call = aCall({ parties: [aParty({ speakerId: '1' })] });
      await saveCall(store.db, ORG, linked(call), NOW);
      expect(
        await saveTranscript(store.db, ORG, call.id, turns(['1', 'One.', 'Two.'], ['9', 'Three.']), cutSegments),
      ).toBe('added');
      const read = await readTranscript(store.db, aScope(), call.id);
      expect(read.map((segment) => [segment.speaker.name, segment.startMs, textOf(segment)])).toEqual([
        ['Tove Brandt', 0, 'One. Two.'],
        ['Unknown speaker', 4000, 'Three.'],
      ]);
      expect(await saveTranscript(store.db, ORG, call.id, turns(['1', 'Only.']), cutSegments)).toBe('changed');
      expect(await saveTranscript(store.db, ORG, call.id, turns(['1', 'Only.']), cutSegments)).toBe('unchanged');
      expect((await readTranscript(store.db, aScope(), call.id)).map(textOf)).toEqual(['Only.']);
    });

    test('what changed waits to be indexed until that very revision was', async () => {
      const call = aCall();
      await saveCall(store.db, ORG, linked(call), NOW);
      const [first] = await readCallsToIndex(store.db, 10);
      await saveTranscript(store.db, ORG, call.id, turns(['1', 'Hello.']), cutSegments);
      if (first) await markIndexed(store.db, [first]);
      const [second] = await readCallsToIndex(store.db, 10);
      expect(second?.segments).toHaveLength(1);
      if (second) await markIndexed(store.db, [second]);
      expect(await readCallsToIndex(store.db, 10)).toEqual([]);
    });

    test('a removed call leaves the store and waits to leave search', async () => {
      const call = aCall();
      await saveCall(store.db, ORG, linked(call), NOW);
      expect(await removeCall(store.db, ORG, call.id, NOW)).toBe(true);
      expect(await removeCall(store.db, ORG, call.id, NOW)).toBe(false);
      expect(await readRemovedCalls(store.db, 10)).toEqual([{ organizationId: ORG, callId: call.id }]);
    });

    test('a transcript that is not there is asked for again, until the call is too old', async () => {
      const call = aCall();
      const range = { from: new Date(0), to: NOW };
      await saveCall(store.db, ORG, linked(call), NOW);
      await saveMissingTranscripts(store.db, ORG, [call.id], new Date('2026-10-01'));
      expect(await listPendingTranscripts(store.db, ORG, range, { limit: 10 })).toEqual([call.id]);
      await saveMissingTranscripts(store.db, ORG, [call.id], NOW);
      expect(await listPendingTranscripts(store.db, ORG, range, { limit: 10 })).toEqual([]);
      expect(await readCall(store.db, aScope(), call.id)).toMatchObject({
        transcript: { state: 'none', reason: expect.stringContaining('never') },
      });
    });

    test('calls are listed newest first, page by page, without gaps', async () => {
      for (let at = 0; at < 5; at += 1) {
        await saveCall(
          store.db,
          ORG,
          linked(aCall({ id: toCallId(`10${at}`), startedAt: new Date(Date.UTC(2026, 10, 1 + Math.floor(at / 2))) })),
          NOW,
        );
      }
      const first = await readCalls(store.db, aScope(), {}, { limit: 3 });
      const last = first.at(-1);
      const second = await readCalls(store.db, aScope(), {}, { limit: 3, ...(last && { after: last }) });
      expect([...first, ...second].map((call) => call.id)).toEqual(['104', '103', '102', '101', '100']);
    });

    test('an imported account takes over the proposed one of its domain; a rival for the domain is refused', async () => {
      const proposed = await proposeAccount(store.db, ORG, 'brightwater-dairy.example', NOW);
      expect(await listAccounts(store.db, ORG)).toMatchObject([{ name: 'Brightwater Dairy', state: 'proposed' }]);
      await saveAccount(store.db, ORG, { name: 'Brightwater', domains: ['brightwater-dairy.example'] }, NOW);
      expect(await listAccounts(store.db, ORG)).toMatchObject([{ id: proposed, name: 'Brightwater', state: 'active' }]);
      await expect(
        saveAccount(store.db, ORG, { name: 'Rival', domains: ['brightwater-dairy.example'] }, NOW),
      ).rejects.toMatchObject({ code: 'conflict' });
    });

    test('a person is one by email, however often they are seen', async () => {
      const entry = { email: 't@acme.example', name: 'T', title: 'CTO', kind: 'contact' as const, accountId: null };
      const first = await savePeople(store.db, ORG, [entry]);
      const second = await savePeople(store.db, ORG, [{ ...entry, name: 'Tove', title: null }]);
      expect(second.get('t@acme.example')).toBe(first.get('t@acme.example'));
    });

    test('credentials are sealed at rest and open only under the same key', async () => {
      const secrets = makeSecrets('a'.repeat(32));
      await saveGongConnection(
        store.db,
        secrets,
        { organizationId: ORG, baseUrl: 'https://gong.example', connectedAt: NOW, connectedBy: null },
        { accessKey: 'k', accessKeySecret: 'very-secret' },
      );
      expect(await readAccessKey(store.db, secrets, ORG)).toEqual({ accessKey: 'k', accessKeySecret: 'very-secret' });
      await expect(readAccessKey(store.db, makeSecrets('b'.repeat(32)), ORG)).rejects.toMatchObject({
        code: 'invalid_settings',
      });
    });

    test('a run remembers its open windows and counts', async () => {
      const window = { from: new Date('2026-01-01'), to: new Date('2026-03-01') };
      const run = await createSyncRun(store.db, ORG, window, [window, window], NOW);
      await countInRun(store.db, run.id, { asked: 3, added: 2 });
      await countInRun(store.db, run.id, { asked: 1 });
      await finishWindow(store.db, run.id, 0);
      expect(await readSyncRun(store.db, run.id)).toMatchObject({ asked: 4, added: 2, state: 'queued' });
      expect((await listOpenWindows(store.db, run.id)).map((open) => open.position)).toEqual([1]);
      expect(await listUnfinishedRuns(store.db)).toHaveLength(1);
    });

    test('an organization keeps its calendar and its own version of a tracker', async () => {
      expect(
        await updateOrganization(store.db, ORG, { timeZone: 'Europe/Berlin', fiscalYearStartMonth: 4 }),
      ).toMatchObject({ timeZone: 'Europe/Berlin', fiscalYearStartMonth: 4, dataSyncEnabled: false });
      await saveTracker(store.db, ORG, { id: 'competitors', name: 'Rivals', cues: ['rival'], terms: ['Crewlattice'] });
      expect((await readTrackers(store.db, ORG)).map((tracker) => tracker.name)).toEqual([
        'Pricing',
        'Rivals',
        'Concerns',
      ]);
      expect((await readTrackers(store.db, OTHER)).map((tracker) => tracker.name)).toEqual([
        'Pricing',
        'Competitors',
        'Concerns',
      ]);
    });
  });
}
