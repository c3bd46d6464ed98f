import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scopeOf } from '../../src/access/scope.ts';
import { mayRead } from '../../src/access-filter.ts';
import { type CallId, toCallId, toOrganizationId } from '../../src/call.ts';
import { nameKeysOf } from '../../src/language/name-keys.ts';
import { nameWordsOf } from '../../src/language/name-words.ts';
import { cutSegments, textOf } from '../../src/segment.ts';
import { type AccountWrite, saveImportedAccounts } from '../../src/store/accounts-import-store.ts';
import { findAccounts, listAccounts } from '../../src/store/accounts-reader.ts';
import { mergeAccounts, proposeAccount, saveAccount, updateAccount } from '../../src/store/accounts-store.ts';
import { countLedger, findInLedger } from '../../src/store/call-ledger-reader.ts';
import { noteSeen } from '../../src/store/call-ledger-store.ts';
import {
  countCalls,
  readableIds,
  readCall,
  readCalls,
  readSegments,
  readTranscript,
} from '../../src/store/calls-reader.ts';
import { removeCalls, saveCalls, saveLinks } from '../../src/store/calls-store.ts';
import { markIndexed, readCallsToIndex, readRemovedCalls } from '../../src/store/calls-to-index.ts';
import type { Db, Store } from '../../src/store/db.ts';
import { erasePerson } from '../../src/store/erased-people-store.ts';
import { saveAuthorization, takeAuthorization } from '../../src/store/gong-authorizations-store.ts';
import { readGongConnection, saveCovered, saveGongConnection } from '../../src/store/gong-connections-store.ts';
import { leaseRefresh, readCredentials, saveRefreshedTokens } from '../../src/store/gong-credentials-store.ts';
import { openGongQuota, readQuotaUse } from '../../src/store/gong-quota-store.ts';
import { listCallsToAskGrants, saveCallGrants } from '../../src/store/gong-rights-store.ts';
import { findAccountsNamedIn, findPeopleNamedIn, findUnlinkedNamesIn } from '../../src/store/names-reader.ts';
import { updateOrganization } from '../../src/store/organizations-store.ts';
import { saveImportedContacts } from '../../src/store/people-import-store.ts';
import { confirmPerson, findPeople, savePeople } from '../../src/store/people-store.ts';
import { accounts, callParties, people } from '../../src/store/schema.ts';
import { addSearchIndex, promoteSearchIndex, readSearchIndex } from '../../src/store/search-indexes-store.ts';
import { makeSecrets } from '../../src/store/secrets.ts';
import {
  changeRunState,
  countInRun,
  countInWindow,
  createSyncRun,
  cutWindow,
  finishWindow,
  listOpenRuns,
  listOpenWindows,
  readSyncRun,
  startSyncRun,
} from '../../src/store/sync-runs-store.ts';
import { readTrackers, saveTracker } from '../../src/store/trackers-store.ts';
import { listDueTranscripts, saveMissingTranscripts, saveTranscripts } from '../../src/store/transcripts-store.ts';
import { aCall, aParty, aScope, aViewer, makeOrganization, NOW, ORG, turns } from '../support/builders.ts';
import { randomFilter, randomTraits, withFilter } from '../support/random-access.ts';
import { seeded } from '../support/seeded.ts';
import { emptyStore } from '../support/stores.ts';

const OTHER = toOrganizationId('org_other');
const INDEX = { name: 'v2-test', engine: 'embedded' as const, version: 2, embeddingModel: null };
const linked = (call = aCall(), accountIds: string[] = []) => ({
  call,
  parties: call.parties.map(({ side, ...party }) => ({ ...party, side, gongSide: side, personId: null })),
  accountIds,
});

const aConnection = () => ({
  organizationId: ORG,
  baseUrl: 'https://gong.example',
  scopes: null,
  connectedAt: NOW,
  connectedBy: null,
  limits: { perSecond: 3, perDay: 10_000 },
});

const aPerson = (more: { name: string }) => ({
  ...{ email: 'tove@acme.example', title: null, kind: 'contact' as const, accountId: null },
  ...more,
});

const anImport = (name: string, at: number): AccountWrite => ({
  ...{ id: `acc_${at}`, name, aliases: [], domains: [], crmId: null, ownerEmail: null },
  ...{ isNew: true, oldName: null, newDomains: [] },
});

/** Names of all tables with other keys than theirs. */
async function staleNames(db: Db): Promise<string[]> {
  const rows = [
    ...(await db.select().from(accounts)).map((row) => ({ ...row, keys: nameKeysOf(row.name, ...row.aliases) })),
    ...(await db.select().from(people)).map((row) => ({ ...row, keys: nameKeysOf(row.name) })),
  ];
  const parties = (await db.select().from(callParties)).map(({ name, nameWords, personId }) => ({
    ...{ name, nameWords, nameStarts: null },
    keys: { nameWords: personId === null ? nameKeysOf(name ?? '').nameWords : null, nameStarts: null },
  }));
  expect(rows.length * parties.length).toBeGreaterThan(0);
  return [...rows, ...parties].flatMap(({ name, nameWords, nameStarts, keys }) =>
    JSON.stringify({ nameWords, nameStarts }) === JSON.stringify(keys) ? [] : [name ?? ''],
  );
}

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
      await addSearchIndex(store.db, INDEX, 'live', NOW);
    });

    test('knows that it is up to date', async () => {
      expect(await store.isUpToDate()).toBe(true);
    });

    test('a call is added once, unchanged when equal, changed when Gong says something new', async () => {
      const call = aCall({ parties: [aParty()] });
      expect(await saveCalls(store.db, ORG, [linked(call)], NOW)).toEqual(['added']);
      expect(await saveCalls(store.db, ORG, [linked(call)], NOW)).toEqual(['unchanged']);
      expect(await saveCalls(store.db, ORG, [linked({ ...call, title: 'Renewal' })], NOW)).toEqual(['changed']);
      expect(await readCall(store.db, aScope(), call.id)).toMatchObject({
        title: 'Renewal',
        parties: [{ name: 'Tove Brandt' }],
        transcript: { state: 'pending' },
      });
    });

    test('a viewer reads the calls that their access opens, with words, names and counts of no other', async () => {
      const random = seeded(22);
      const traits = randomTraits(random, 40);
      for (const id of ['acc_1', 'acc_2', 'acc_3', 'acc_4'])
        await store.db.insert(accounts).values({ organizationId: ORG, id, name: id, state: 'active', createdAt: NOW });
      for (const id of ['per_1', 'per_2', 'per_3', 'per_4'])
        await store.db
          .insert(people)
          .values({ organizationId: ORG, id, name: id, email: `${id}@x.example`, kind: 'contact' });
      for (const { callId, workspaceId, userIds, personIds, accountIds } of traits) {
        const [hostUserId = null, ...others] = userIds;
        const parties = [
          ...others.map((gongUserId) => ({ ...aParty({ gongUserId }), gongSide: 'us' as const, personId: null })),
          ...personIds.map((personId) => ({ ...aParty(), gongSide: 'customer' as const, personId })),
        ];
        const call = aCall({ id: toCallId(callId), workspaceId, hostUserId });
        await saveCalls(store.db, ORG, [{ ...linked(call), parties, accountIds }], NOW);
        await saveTranscripts(store.db, ORG, new Map([[call.id, turns(['1', 'Hello.'])]]), cutSegments);
      }
      let narrowed = 0;
      for (let round = 0; round < 25; round += 1) {
        const access = randomFilter(
          random,
          traits.map(({ callId }) => callId),
        );
        const scope = { ...withFilter(access), directory: 'of_calls' as const };
        const wanted = traits.filter((call) => mayRead(access, call));
        const ids = wanted.map(({ callId }) => callId).toSorted();
        if (ids.length > 0 && ids.length < traits.length) narrowed += 1;
        const what = JSON.stringify(access);
        const found = await readCalls(store.db, scope, {}, { limit: 100 });
        expect(found.map(({ id }) => id).toSorted(), what).toEqual(ids);
        expect((await countCalls(store.db, scope, {})).calls, what).toBe(ids.length);
        const everyId = traits.map(({ callId }) => toCallId(callId));
        const spoken = await readSegments(
          store.db,
          scope,
          everyId.map((callId) => ({ callId, position: 0 })),
        );
        expect(spoken.map(({ callId }) => callId).toSorted(), what).toEqual(ids);
        expect([...(await readableIds(store.db, scope, everyId))].toSorted(), what).toEqual(ids);
        const opened =
          access.open === 'all' ? [] : access.open.flatMap(({ by, ids: of }) => (by === 'account' ? of : []));
        const named = new Set([...wanted.flatMap(({ accountIds }) => accountIds), ...opened]);
        const shown = await findAccounts(store.db, scope, { limit: 100 });
        expect(new Set(shown.map(({ id }) => id)), what).toEqual(
          new Set([...named].filter((id) => !access.closedAccountIds.includes(id))),
        );
        for (const { id, calls } of shown)
          expect(calls, what).toBe(wanted.filter(({ accountIds }) => accountIds.includes(id)).length);
        const met = await findPeople(store.db, scope, { limit: 100 });
        expect(new Set(met.map(({ id }) => id)), what).toEqual(new Set(wanted.flatMap(({ personIds }) => personIds)));
      }
      expect(narrowed).toBeGreaterThan(8);
    });

    test('another organization sees neither call, words nor accounts', async () => {
      const call = aCall();
      await saveAccount(store.db, ORG, { name: 'Acme', domains: ['acme.example'] }, NOW);
      await saveCalls(store.db, ORG, [linked(call)], NOW);
      await saveTranscripts(store.db, ORG, new Map([[call.id, turns(['1', 'Hello.'])]]), cutSegments);
      const theirs = aScope(OTHER);
      expect(await readCall(store.db, theirs, call.id)).toBeNull();
      expect(await readTranscript(store.db, theirs, call.id)).toEqual([]);
      expect(await readSegments(store.db, theirs, [{ callId: call.id, position: 0 }])).toEqual([]);
      expect(await findAccounts(store.db, theirs, { limit: 10 })).toEqual([]);
      expect(await countCalls(store.db, theirs, {})).toMatchObject({ calls: 0 });
      expect(await countCalls(store.db, aScope(), {})).toMatchObject({ calls: 1, withTranscript: 1 });
    });

    test('with a moment to ask from, later calls are not seen', async () => {
      await saveCalls(store.db, ORG, [linked()], NOW);
      expect(await readCalls(store.db, scopeOf(aViewer(), new Date('2026-11-02T10:00:00Z')), {}, { limit: 5 })).toEqual(
        [],
      );
      expect(
        await readCalls(store.db, scopeOf(aViewer(), new Date('2026-11-02T10:00:01Z')), {}, { limit: 5 }),
      ).toHaveLength(1);
    });

    test('a transcript keeps every sentence with its time and speaker; a shorter one leaves nothing behind', async () => {
      const call = aCall({ parties: [aParty({ speakerId: '1' })] });
      await saveCalls(store.db, ORG, [linked(call)], NOW);
      const spoken = turns(['1', 'One.', 'Two.'], ['9', 'Three.']);
      await saveTranscripts(store.db, ORG, new Map([[call.id, spoken]]), cutSegments);
      const read = await readTranscript(store.db, aScope(), call.id);
      expect(read.map((segment) => [segment.speaker.name, segment.startMs, textOf(segment)])).toEqual([
        ['Tove Brandt', 0, 'One. Two.'],
        ['Unknown speaker', 4000, 'Three.'],
      ]);
      await saveTranscripts(store.db, ORG, new Map([[call.id, turns(['1', 'Only.'])]]), cutSegments);
      const [before] = await readCallsToIndex(store.db, 'live', 1);
      await saveTranscripts(store.db, ORG, new Map([[call.id, turns(['1', 'Only.'])]]), cutSegments);
      expect((await readCallsToIndex(store.db, 'live', 1))[0]?.revision).toBe(before?.revision);
      expect((await readTranscript(store.db, aScope(), call.id)).map(textOf)).toEqual(['Only.']);
    });

    test('what changed waits to be indexed until that very revision was', async () => {
      const call = aCall();
      await saveCalls(store.db, ORG, [linked(call)], NOW);
      const [first] = await readCallsToIndex(store.db, 'live', 10);
      await saveTranscripts(store.db, ORG, new Map([[call.id, turns(['1', 'Hello.'])]]), cutSegments);
      if (first) await markIndexed(store.db, 'live', INDEX.name, [first]);
      const [second] = await readCallsToIndex(store.db, 'live', 10);
      expect(second?.segments).toHaveLength(1);
      if (second) await markIndexed(store.db, 'live', INDEX.name, [second]);
      expect(await readCallsToIndex(store.db, 'live', 10)).toEqual([]);
    });

    test('an index that is made beside the live one has marks of its own, which count once it is live', async () => {
      const call = aCall();
      await saveCalls(store.db, ORG, [linked(call)], NOW);
      const other = { ...INDEX, name: 'v2-other' };
      expect(await addSearchIndex(store.db, other, 'building', NOW)).toBe(true);
      expect(await addSearchIndex(store.db, { ...INDEX, name: 'v2-third' }, 'building', NOW)).toBe(false);
      const [waiting] = await readCallsToIndex(store.db, 'building', 10);
      if (!waiting) throw new Error('nothing waits');
      expect(await markIndexed(store.db, 'live', other.name, [waiting])).toBeNull();
      expect(await markIndexed(store.db, 'building', other.name, [waiting])).toEqual([]);
      expect(await readCallsToIndex(store.db, 'building', 10)).toEqual([]);
      expect(await readCallsToIndex(store.db, 'live', 10)).toHaveLength(1);
      expect(await promoteSearchIndex(store.db, other.name)).toBe(true);
      expect(await promoteSearchIndex(store.db, other.name)).toBe(false);
      expect((await readSearchIndex(store.db, 'live'))?.name).toBe(other.name);
      expect(await readCallsToIndex(store.db, 'live', 10)).toEqual([]);
      // A worker still writing to the former index marks nothing.
      expect(await markIndexed(store.db, 'live', INDEX.name, [waiting])).toBeNull();
    });

    test('a removed call leaves the store, waits to leave search, and the ledger says why', async () => {
      const call = aCall();
      const became = { presence: 'gone', reason: 'deleted_in_gong' } as const;
      await saveCalls(store.db, ORG, [linked(call)], NOW);
      expect(await removeCalls(store.db, ORG, [call.id], became, NOW)).toBe(1);
      expect(await removeCalls(store.db, ORG, [call.id], became, NOW)).toBe(0);
      expect(await readRemovedCalls(store.db, 10)).toEqual([{ organizationId: ORG, callId: call.id }]);
      expect(await findInLedger(store.db, aScope(), { callId: call.id })).toMatchObject([
        { state: 'removed', reason: 'deleted_in_gong', title: null },
      ]);
    });

    test('a transcript that is not there is due again when its time comes, and not after it is given up', async () => {
      const call = aCall();
      const due = async (by: Date) =>
        (await listDueTranscripts(store.db, ORG, { by }, { limit: 10 })).map(({ callId, tries }) => [callId, tries]);
      await saveCalls(store.db, ORG, [linked(call)], NOW);
      expect(await due(NOW)).toEqual([[call.id, 0]]);
      const nextTryAt = new Date(NOW.getTime() + 60_000);
      await saveMissingTranscripts(store.db, ORG, [{ callId: call.id, reason: 'transcript_not_ready', nextTryAt }]);
      expect(await due(NOW)).toEqual([]);
      expect(await due(nextTryAt)).toEqual([[call.id, 1]]);
      await saveMissingTranscripts(store.db, ORG, [{ callId: call.id, reason: 'no_speech', nextTryAt: null }]);
      expect(await due(nextTryAt)).toEqual([]);
      expect(await readCall(store.db, aScope(), call.id)).toMatchObject({
        transcript: { state: 'none', reason: 'no_speech' },
      });
      await saveCalls(store.db, ORG, [linked({ ...call, language: 'eng', title: 'Another' })], NOW);
      expect(await due(NOW)).toEqual([[call.id, 0]]);
    });

    test('the ledger has every call in exactly one state, counted as they are told one by one', async () => {
      const ids = ['1', '2', '3', '4', '5', '6', '7'].map(toCallId);
      const [plain, asked, none, ready, indexed, hidden, gone] = ids as [
        CallId,
        CallId,
        CallId,
        CallId,
        CallId,
        CallId,
        CallId,
      ];
      await saveCalls(
        store.db,
        ORG,
        ids.map((id) => linked(aCall({ id }))),
        NOW,
      );
      await saveMissingTranscripts(store.db, ORG, [
        { callId: asked, reason: 'transcript_not_ready', nextTryAt: NOW },
        { callId: none, reason: 'no_speech', nextTryAt: null },
      ]);
      const spoken = turns(['1', 'Hello.']);
      await saveTranscripts(store.db, ORG, new Map([ready, indexed].map((id) => [id, spoken])), cutSegments);
      await markIndexed(
        store.db,
        'live',
        INDEX.name,
        (await readCallsToIndex(store.db, 'live', 10)).filter(({ callId }) => callId === indexed),
      );
      await removeCalls(store.db, ORG, [hidden], { presence: 'left_out', reason: 'private' }, NOW);
      await removeCalls(store.db, ORG, [gone], { presence: 'gone', reason: 'deleted_in_gong' }, NOW);
      await noteSeen(store.db, ORG, [toCallId('8')], { reason: 'unreadable', nextTryAt: NOW }, NOW);
      const states = [];
      for (const callId of [...ids, toCallId('8')]) {
        const [entry] = await findInLedger(store.db, aScope(), { callId });
        states.push([entry?.state, entry?.reason]);
      }
      expect(states).toEqual([
        ['details', 'transcript_not_asked'],
        ['transcript_pending', 'transcript_not_ready'],
        ['no_transcript', 'no_speech'],
        ['linked', 'to_index'],
        ['indexed', null],
        ['left_out', 'private'],
        ['removed', 'deleted_in_gong'],
        ['seen', 'unreadable'],
      ]);
      const { reasons, ...counts } = await countLedger(store.db, ORG);
      expect(counts).toEqual({
        seen: 1,
        details: 1,
        transcript_pending: 1,
        no_transcript: 1,
        linked: 1,
        indexed: 1,
        left_out: 1,
        removed: 1,
      });
      expect(reasons.map(({ reason }) => reason).sort()).toEqual(
        states.flatMap(([, reason]) => (reason ? [reason] : [])).sort(),
      );
      expect(plain).toBe('1');
    });

    test('calls are listed newest first, page by page, without gaps', async () => {
      for (let at = 0; at < 5; at += 1) {
        await saveCalls(
          store.db,
          ORG,
          [linked(aCall({ id: toCallId(`10${at}`), startedAt: new Date(Date.UTC(2026, 10, 1 + Math.floor(at / 2))) }))],
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

    test('imported accounts may swap names; what another import took meanwhile is not taken again', async () => {
      const write = (name: string, more = {}) => ({
        ...{ id: `acc_${name}`, name, aliases: ['A, "B"', 'C'], domains: [], crmId: name, ownerEmail: null },
        ...{ isNew: true, oldName: null, newDomains: [`${name}.example`], ...more },
      });
      const saved = (writes: AccountWrite[]) =>
        store.db.transaction((tx) => saveImportedAccounts(tx, ORG, writes, NOW));
      expect(await saved([write('one'), write('two')])).toBe(true);
      const swapped = { isNew: false, newDomains: [] };
      expect(
        await saved([
          write('two', { ...swapped, id: 'acc_one', oldName: 'one' }),
          write('one', { ...swapped, id: 'acc_two', oldName: 'two' }),
        ]),
      ).toBe(true);
      expect(await listAccounts(store.db, ORG)).toMatchObject([
        { id: 'acc_two', name: 'one', aliases: ['A, "B"', 'C'], domains: ['two.example'] },
        { id: 'acc_one', name: 'two', aliases: ['A, "B"', 'C'], domains: ['one.example'] },
      ]);
      expect(await saved([write('One', { newDomains: [] })])).toBe(false);
      expect(await saved([write('three', { newDomains: ['one.example'] })])).toBe(false);
      expect(await saved([write('four', { ...swapped, oldName: 'four' })])).toBe(false);
    });

    test('the account of a whole domain is the one that was proposed for a part of it', async () => {
      const proposed = await proposeAccount(store.db, ORG, 'eu.acme.example', NOW);
      expect(await proposeAccount(store.db, ORG, 'acme.example', NOW)).toBe(proposed);
      const [account, ...others] = await listAccounts(store.db, ORG);
      expect(account?.domains.toSorted()).toEqual(['acme.example', 'eu.acme.example']);
      expect(others).toEqual([]);
    });

    test('names of every script, accent and length are found by the words of a text', async () => {
      const long = 'Wolfeschlegelsteinhausen'.repeat(200);
      const names: [name: string, text: string][] = [
        ['Þórsmörk', 'what did thorsmork say'],
        ['Þórsmörk', 'what did Þórsmörk say'],
        ['Müller & Söhne', 'the offer for mueller and soehne'],
        ['Jean\u2011Luc Marchand', 'did jean luc call'],
        ['Jean\u2010Luc Marchand', 'did jean-luc call'],
        ["O'Reilly", 'oreilly again'],
        ['トヨサカ商事', 'トヨサカ商事について'],
        ['हिमालय', 'हिमालय ने क्या कहा'],
        ['The Orchard', 'orchard budget'],
        ['We Are Northgate', 'northgate budget'],
        [long, `@${long} and more`],
      ];
      await saveImportedAccounts(store.db, ORG, [...new Set(names.map(([name]) => name))].map(anImport), NOW);
      for (const [at, [name, text]] of names.entries()) {
        await savePeople(store.db, ORG, [{ ...aPerson({ name }), email: `${at}@acme.example` }]);
        const call = aCall({ id: toCallId(String(at)), parties: [aParty({ name, email: null })] });
        await saveCalls(store.db, ORG, [linked(call)], NOW);
        const named = { words: nameWordsOf(text), written: [] };
        const found = [
          (await findAccountsNamedIn(store.db, aScope(), named)).map((account) => account.name),
          (await findPeopleNamedIn(store.db, aScope(), named)).map((person) => person.name),
          await findUnlinkedNamesIn(store.db, aScope(), named),
        ];
        expect(
          found.map((list) => list.includes(name)),
          text,
        ).toEqual([true, true, true]);
      }
    });

    test('of very many names the ones that say most of the text, and nothing else, are read', async () => {
      const towns = Array.from({ length: 400 }, (_, at) => `General Town${String(at).padStart(3, '0')}`);
      const all = [...towns, 'General', 'General Zephyr', 'General Zephyr Works'];
      await saveImportedAccounts(store.db, ORG, all.map(anImport), NOW);
      const read = async (text: string) =>
        (await findAccountsNamedIn(store.db, aScope(), { words: nameWordsOf(text), written: [] })).map(
          (account) => account.name,
        );
      expect((await read('what does General want'))[0]).toBe('General');
      expect((await read('what does general zephyr want')).slice(0, 2)).toEqual([
        'General Zephyr',
        'General Zephyr Works',
      ]);
    });

    test('calls shared once leave half of the requests to those never asked for, and take what these leave', async () => {
      const { db } = store;
      const ids = Array.from({ length: 9 }, (_, n) => toCallId(`9${n}`));
      const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000);
      await saveCalls(
        db,
        ORG,
        ids.map((id, n) => linked(aCall({ id, startedAt: days(n) }))),
        NOW,
      );
      const [a, b, c, d, e, f, g, h, i] = ids;
      for (const [n, callId] of [a, b, c, d, e, f].entries())
        await saveCallGrants(db, ORG, [{ callId: callId as CallId, userIds: ['7'] }], days(n));
      const next = (limit: number, since = days(20)) => listCallsToAskGrants(db, ORG, { since, limit });
      expect(await next(4)).toEqual([a, b, i, h]);
      expect(await next(8)).toEqual([a, b, c, d, e, i, h, g]);
      expect(await next(9, days(2))).toEqual([a, b, i, h, g]);
    });

    test('whatever sets a name sets the keys that it is found by', async () => {
      const { db } = store;
      await saveAccount(db, ORG, { name: 'Acme', aliases: ['Apex'], domains: ['acme.example'] }, NOW);
      await saveAccount(db, ORG, { name: 'acme', domains: ['acme.example'] }, NOW);
      const id = await proposeAccount(db, ORG, 'corvane.example', NOW);
      await proposeAccount(db, ORG, 'corvane.other.example', NOW);
      await updateAccount(db, ORG, id, { aliases: ['Raven'] });
      await updateAccount(db, ORG, id, { name: 'Corvane Group' });
      const [acme] = await listAccounts(db, ORG);
      await mergeAccounts(db, ORG, id, acme?.id ?? '');
      const imported = { ...anImport('Tarn', 1), aliases: ['Lake'] };
      await saveImportedAccounts(db, ORG, [imported], NOW);
      await saveImportedAccounts(db, ORG, [{ ...imported, name: 'Fell', isNew: false, oldName: 'Tarn' }], NOW);
      const ids = await savePeople(db, ORG, [aPerson({ name: 'Tove' })]);
      await savePeople(db, ORG, [aPerson({ name: 'Tove Brandt' })]);
      await confirmPerson(db, ORG, { email: 'new@acme.example' });
      await confirmPerson(db, ORG, { email: 'tove@acme.example', name: 'Tove Lind' });
      await savePeople(db, ORG, [aPerson({ name: 'Not this name' })]);
      await confirmPerson(db, ORG, { email: 'tove@acme.example', title: 'CTO' });
      await saveImportedContacts(db, ORG, [
        { email: 'tove@acme.example', name: 'Tove Rask', title: null, accountId: null },
      ]);
      const call = linked(aCall({ parties: [aParty({ name: 'Tove', email: 'tove@acme.example' }), aParty()] }));
      await saveCalls(db, ORG, [call], NOW);
      const [first, ...others] = call.parties;
      const personId = ids.get('tove@acme.example') ?? null;
      if (first) await saveLinks(db, ORG, call.call.id, [{ ...first, personId }, ...others], []);
      expect(await staleNames(db)).toEqual([]);
      await erasePerson(db, ORG, 'tove@acme.example', NOW);
      expect(await staleNames(db)).toEqual([]);
      expect(await store.isUpToDate()).toBe(true);
    });

    test('a person is one by email, however often they are seen', async () => {
      const entry = { email: 't@acme.example', name: 'T', title: 'CTO', kind: 'contact' as const, accountId: null };
      const first = await savePeople(store.db, ORG, [entry]);
      const second = await savePeople(store.db, ORG, [{ ...entry, name: 'Tove', title: null }]);
      expect(second.get('t@acme.example')).toBe(first.get('t@acme.example'));
    });

    test('credentials are sealed at rest and open only under the same key', async () => {
      const secrets = makeSecrets('a'.repeat(32));
      const accessKey = { kind: 'access_key', accessKey: 'k', accessKeySecret: 'very-secret' } as const;
      await saveGongConnection(store.db, secrets, aConnection(), accessKey);
      expect((await readCredentials(store.db, secrets, ORG))?.credentials).toEqual(accessKey);
      await expect(readCredentials(store.db, makeSecrets('b'.repeat(32)), ORG)).rejects.toMatchObject({
        code: 'invalid_settings',
      });
    });

    test('only one may spend a refresh token, and nobody after it was renewed', async () => {
      const secrets = makeSecrets('a'.repeat(32));
      const tokens = { kind: 'oauth', accessToken: 'a1', refreshToken: 'r1', expiresAt: NOW.toISOString() } as const;
      await saveGongConnection(store.db, secrets, aConnection(), tokens);
      const won = await Promise.all([1, 2, 3, 4].map(() => leaseRefresh(store.db, ORG, 1, 60)));
      expect(won.filter(Boolean)).toHaveLength(1);
      const renewed = { tokens: { ...tokens, refreshToken: 'r2' }, scopes: null, baseUrl: null };
      await saveRefreshedTokens(store.db, secrets, ORG, 1, renewed);
      expect(await readCredentials(store.db, secrets, ORG)).toMatchObject({
        version: 2,
        credentials: { refreshToken: 'r2' },
      });
      expect(await leaseRefresh(store.db, ORG, 1, 60)).toBe(false);
      expect(await leaseRefresh(store.db, ORG, 2, 60)).toBe(true);
    });

    test('a browser connection that was begun can be ended once, and not too late', async () => {
      const secrets = makeSecrets('a'.repeat(32));
      const begun = {
        stateHash: 'h',
        organizationId: ORG,
        memberId: 'mem_test',
        codeVerifier: 'v',
        redirectUri: 'http://127.0.0.1/callback',
        createdAt: NOW,
      };
      await saveAuthorization(store.db, secrets, begun);
      expect(await takeAuthorization(store.db, secrets, 'h', NOW)).toEqual(begun);
      expect(await takeAuthorization(store.db, secrets, 'h', NOW)).toBeNull();
      await saveAuthorization(store.db, secrets, begun);
      expect(await takeAuthorization(store.db, secrets, 'h', new Date(NOW.getTime() + 1))).toBeNull();
    });

    test('requests never exceed the second over all who ask, and a pause is kept for all', async () => {
      const quota = openGongQuota(store.db, ORG, { perSecond: 3, perDay: 10_000 }, () => NOW);
      const first = await Promise.all([1, 2, 3, 4, 5].map(() => quota.take('fresh')));
      expect(first.filter(({ kind }) => kind === 'go')).toHaveLength(3);
      expect((await readQuotaUse(store.db, ORG, NOW)).usedToday).toBe(3);
      const retryAt = new Date(NOW.getTime() + 3_600_000);
      await quota.holdUntil(retryAt);
      expect(await openGongQuota(store.db, ORG, { perSecond: 3, perDay: 10_000 }, () => NOW).take('fresh')).toEqual({
        kind: 'later',
        retryAt,
        because: 'gong_asked',
      });
    });

    test('a run remembers its open windows and counts, and a window that is read again counts once', async () => {
      const window = { from: new Date('2026-01-01'), to: new Date('2026-03-01') };
      const older = { from: new Date('2025-01-01'), to: new Date('2026-01-01') };
      const planned = {
        organizationId: ORG,
        kind: 'history' as const,
        window,
        windows: [older, window],
        asksAll: false,
      };
      const run = await createSyncRun(store.db, planned, NOW);
      expect(await startSyncRun(store.db, run.id, NOW)).toBe(true);
      expect((await listOpenWindows(store.db, run.id)).map((open) => open.position)).toEqual([1, 0]);
      const met = { asked: 3, gongTotal: 4, leftOut: 0, failed: 0 };
      await countInWindow(store.db, run.id, 1, met, { added: 2 });
      expect(await countInWindow(store.db, run.id, 1, met, { requests: 1 })).toBe(true);
      expect(await readSyncRun(store.db, run.id)).toMatchObject({ asked: 3, added: 2, unchanged: 1, gongTotal: 4 });
      await finishWindow(store.db, run.id, 1);
      await cutWindow(store.db, run.id, 0, [older, older], true);
      expect((await listOpenWindows(store.db, run.id)).map((open) => open.isCut)).toEqual([true, true]);
      expect(await listOpenRuns(store.db)).toHaveLength(1);
      expect(await changeRunState(store.db, run.id, ['running'], { state: 'paused' })).toBe(true);
      expect(await countInRun(store.db, run.id, { added: 1 })).toBe(false);
      expect(await startSyncRun(store.db, run.id, NOW)).toBe(false);
      expect(await listOpenRuns(store.db)).toEqual([]);
    });

    test('the dates that were read are kept as the fewest stretches', async () => {
      const secrets = makeSecrets('a'.repeat(32));
      await saveGongConnection(store.db, secrets, aConnection(), {
        kind: 'access_key',
        accessKey: 'k',
        accessKeySecret: 's',
      });
      const day = (n: number) => new Date(Date.UTC(2026, 0, n));
      await saveCovered(store.db, ORG, { from: day(5), to: day(7) });
      await saveCovered(store.db, ORG, { from: day(1), to: day(3) });
      await saveCovered(store.db, ORG, { from: day(6), to: day(9) });
      expect((await readGongConnection(store.db, ORG))?.covered).toEqual([
        { from: day(1), to: day(3) },
        { from: day(5), to: day(9) },
      ]);
    });

    test('an organization keeps its calendar and its own version of a tracker', async () => {
      expect(
        await updateOrganization(store.db, ORG, { timeZone: 'Europe/Berlin', fiscalYearStartMonth: 4 }),
      ).toMatchObject({ timeZone: 'Europe/Berlin', fiscalYearStartMonth: 4, dataSyncEnabled: false });
      const rivals = {
        id: 'competitors',
        name: 'Rivals',
        cues: ['rival'],
        terms: ['Crewlattice'],
        side: null,
        accountIds: [],
        wants: 'figure' as const,
      };
      await saveTracker(store.db, ORG, rivals);
      expect((await readTrackers(store.db, ORG)).map((tracker) => tracker.name)).toEqual([
        'Pricing',
        'Rivals',
        'Concerns',
      ]);
      expect((await readTrackers(store.db, ORG)).map(({ wants }) => wants)).toEqual(['figure', 'figure', 'concern']);
      expect((await readTrackers(store.db, OTHER)).map((tracker) => tracker.name)).toEqual([
        'Pricing',
        'Competitors',
        'Concerns',
      ]);
    });
  });
}
