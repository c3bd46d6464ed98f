import { readdirSync } from 'node:fs';
import { is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { scopeOf } from '../../src/access/scope.ts';
import { withSources } from '../../src/ask/with-sources.ts';
import { toCallId, toOrganizationId } from '../../src/call.ts';
import { textOf } from '../../src/segment.ts';
import { listAccounts } from '../../src/store/accounts-reader.ts';
import { listAnswers, readLatestPlans, sumUsage } from '../../src/store/answers-store.ts';
import { listApiKeys } from '../../src/store/api-keys-store.ts';
import * as authSchema from '../../src/store/auth-schema.ts';
import { countLedger, findInLedger } from '../../src/store/call-ledger-reader.ts';
import { readCalls, readTranscript } from '../../src/store/calls-reader.ts';
import { readCallsToIndex } from '../../src/store/calls-to-index.ts';
import { storedParties } from '../../src/store/calls-walker.ts';
import { listConversations } from '../../src/store/conversations-store.ts';
import type { Store } from '../../src/store/db.ts';
import { readGongConnection } from '../../src/store/gong-connections-store.ts';
import { readCredentials } from '../../src/store/gong-credentials-store.ts';
import { listGongUsers } from '../../src/store/gong-users-store.ts';
import { listMembers } from '../../src/store/members-store.ts';
import { findAccountsNamedIn, findPeopleNamedIn, findUnlinkedNamesIn } from '../../src/store/names-reader.ts';
import { readOrganization } from '../../src/store/organizations-store.ts';
import { findPeople } from '../../src/store/people-store.ts';
import * as schema from '../../src/store/schema.ts';
import { makeSecrets } from '../../src/store/secrets.ts';
import { countWindows, listSyncRuns } from '../../src/store/sync-runs-store.ts';
import { readTrackers, readTrackerTotals } from '../../src/store/trackers-store.ts';
import type { Viewer } from '../../src/viewer.ts';
import { makeStoreOf, ROWS, TAGS } from './make-store-of.ts';

/**
 * The newest migration of each version that others have run, oldest first; a server of the time wrote the rows of each.
 * Whoever releases adds the newest here, and its rows by `npm run keep-rows`.
 */
const RELEASED = [
  '0000_first',
  '0001_sync_ledger',
  '0002_search',
  '0003_search_indexes',
  '0004_answers',
  '0005_people_rules',
  '0006_shared_answers',
  '0013_call_vectors',
  '0018_case_accounts',
  '0021_asked_with_access',
];

/** Calls synced and questions asked on every server before its rows were kept (`npm run keep-rows`). */
const TITLES = ['Weekly', 'Never transcribed', 'Renewal with Acme', 'Pricing with Acme'];
const PRICING = toCallId('6000000000000000001');
const RENEWAL = toCallId('6000000000000000002');
const NEVER_TRANSCRIBED = toCallId('6000000000000000003');
const QUESTIONS = 6;

/**
 * Brings each released shape of the store, with its rows, up to date, and reads everything as the present version does.
 */
export function describesUpgrade(name: string, open: () => Promise<Store>) {
  describe(`a ${name} store`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    test('rows of every released shape are kept', () => {
      expect(readdirSync(ROWS).toSorted()).toEqual(RELEASED.map((tag) => `${tag}.sql`));
      expect(RELEASED).toEqual(TAGS.filter((tag) => RELEASED.includes(tag)));
    });

    describe.each(RELEASED)('of %s, brought up to date,', (tag) => {
      let viewer: Viewer;
      beforeAll(async () => {
        await makeStoreOf(store.db, tag);
        expect(await store.db.$count(authSchema.organizations)).toBe(1);
        // Longer than any index takes.
        await store.db.execute(sql`update people set name = name || repeat('-Marchetti', 400) where name like 'Lee%'`);
        await store.db.execute(sql`insert into trackers (organization_id, id, name, terms, cues)
          select id, tracker, upper(tracker), '{doubt}', '{doubt}' from organizations, unnest(array['concerns', 'own']) tracker`);
        await store.db.execute(sql`update call_parties set person_id = null, email = null where name like 'Tove%'`);
        // The newest too, as long as its names are not found by their new words.
        expect(await store.isUpToDate()).toBe(false);
        await store.migrate();
        expect(await store.isUpToDate()).toBe(true);
        const [row] = await store.db.select().from(authSchema.organizations);
        const organizationId = toOrganizationId(row?.id ?? '');
        viewer = await readMember({ db: store.db, now: () => new Date() }, organizationId);
      });

      test('has every row of every table in a shape that is read', async () => {
        for (const table of Object.values({ ...authSchema, ...schema }).filter((one) => is(one, PgTable)))
          expect(await store.db.select().from(table)).toBeInstanceOf(Array);
      });

      test('knows its calls, with their words, parties and accounts', async () => {
        const { db } = store;
        const scope = scopeOf(viewer);
        const calls = await readCalls(db, scope, {}, { limit: 10 });
        expect(calls.map(({ title }) => title)).toEqual(TITLES);
        expect(calls.find(({ id }) => id === PRICING)?.accounts.map((account) => account.name)).toEqual(['Acme']);
        const spoken = await readTranscript(db, scope, RENEWAL);
        expect(spoken.map((segment) => [segment.speaker.name.split(' ')[0], textOf(segment)])).toEqual([
          ['Lee', 'Our warehouse in the harbour needs the scanner by March.'],
          ['Robin', 'The scanner ships in February.'],
          ['Tove', 'The price is fine with the discount.'],
        ]);
        for await (const page of storedParties(db, viewer.organizationId))
          expect(page.map(({ parties }) => parties.length)).toEqual([2, 3, 2, 1]);
        await db.execute(sql`update calls set indexed_revision = 0`);
        expect((await readCallsToIndex(db, 'live', 10)).length).toBe(TITLES.length);
      });

      test('accounts for every call', async () => {
        const { db } = store;
        const counts = await countLedger(db, viewer.organizationId);
        expect(counts).toMatchObject(
          tag === '0000_first' ? { no_transcript: 1 } : { details: 0, transcript_pending: 1, left_out: 1 },
        );
        const [missing] = await findInLedger(db, scopeOf(viewer), { callId: NEVER_TRANSCRIBED });
        expect(missing).toMatchObject(
          tag === '0000_first'
            ? { state: 'no_transcript', reason: 'transcript_never_came', title: 'Never transcribed' }
            : { state: 'transcript_pending', reason: 'transcript_not_ready', title: 'Never transcribed' },
        );
      });

      test('knows people, accounts, trackers and who may sign in', async () => {
        const { db } = store;
        const { organizationId } = viewer;
        expect(await readOrganization(db, organizationId)).toMatchObject({
          dataSyncEnabled: true,
          domains: ['ours.example'],
        });
        expect((await listMembers(db, organizationId)).map(({ email }) => email)).toEqual(['robin@ours.example']);
        expect(await listApiKeys(db, viewer.memberId)).toHaveLength(1);
        expect((await listGongUsers(db, organizationId)).map((user) => user.name)).toEqual(['Robin Hale']);
        const people = await findPeople(db, scopeOf(viewer), { limit: 10 });
        expect(people.map(({ email }) => email).toSorted()).toEqual([
          'lee@eu.brightwater.example',
          'robin@ours.example',
          'tove@acme.example',
        ]);
        expect((await listAccounts(db, organizationId)).find((account) => account.name === 'Acme')).toMatchObject({
          state: 'active',
          aliases: ['Acme Group'],
          domains: ['acme.example'],
          crmId: 'crm-1',
        });
        expect((await readTrackers(db, organizationId)).map(({ id }) => id)).toContain('pricing');
        expect((await readTrackerTotals(db, scopeOf(viewer))).get('pricing')?.calls ?? 0).toBe(
          isBefore(tag, '0002_search') ? 0 : 2,
        );
      });

      test('has trackers that were edited before they said what they want go on as they did by their ids', async () => {
        const trackers = await readTrackers(store.db, viewer.organizationId);
        expect(trackers.map(({ name, wants }) => [name, wants])).toEqual([
          ['Pricing', 'figure'],
          ['Competitors', null],
          ['CONCERNS', isBefore(tag, '0007_tracker_wants') ? 'concern' : null],
          ['OWN', null],
        ]);
      });

      test('finds accounts, people and participants by the words of their names', async () => {
        const named = { words: ['acme', 'marchetti', 'brandt'], written: [] };
        const [scope, { db }] = [scopeOf(viewer), store];
        expect((await findAccountsNamedIn(db, scope, named)).map((account) => account.name)).toEqual(['Acme']);
        expect((await findPeopleNamedIn(db, scope, named)).map((person) => person.name)).toContainEqual(
          expect.stringMatching(/^Lee/),
        );
        expect(await findUnlinkedNamesIn(db, scope, named)).toEqual(['Tove Brandt']);
      });

      test('goes on syncing where it was, with credentials that open', async () => {
        const { db } = store;
        const { organizationId } = viewer;
        const secrets = makeSecrets('a'.repeat(32));
        // Who gave them was not kept at first.
        expect((await readCredentials(db, secrets, organizationId))?.credentials).toEqual({
          ...(isBefore(tag, '0018_case_accounts') ? {} : { isByOperator: true }),
          kind: 'access_key',
          accessKey: 'k',
          accessKeySecret: 's',
        });
        expect(await readGongConnection(db, organizationId)).toMatchObject({ state: 'connected', webhookKey: null });
        const [run] = await listSyncRuns(db, organizationId, 1);
        expect(run).toMatchObject({ kind: 'history', state: 'done', asked: 5, added: 4 });
        expect(await countWindows(db, run?.id ?? '')).toMatchObject({ done: 1, all: 1 });
      });

      test('shows every answer with its citations where they stand', async () => {
        const { db } = store;
        const conversations = await listConversations(db, viewer, 20);
        expect(conversations).toHaveLength(QUESTIONS);
        for (const { id, title } of conversations) {
          const [record] = await listAnswers(db, viewer, id);
          if (!record) throw new Error(`${title} has no answer`);
          const answer = await withSources({ db, publicUrl: () => 'https://here' }, viewer, record);
          // Conversations were named by their first question, and are by what they ask.
          if (isBefore(tag, '0018_case_accounts')) expect(answer.question).toBe(title);
          expect(answer).toMatchObject({ text: expect.stringMatching(/\w/), status: record.status });
          expect(answer.citations.map(({ source }) => source)).toEqual(answer.citations.map(() => 'same'));
          expect(answer.citations.length > 0).toBe(answer.claims.length > 0);
          expect(await readLatestPlans(db, viewer, id, { limit: 1 })).toMatchObject([
            { plan: { terms: expect.any(Array) } },
          ]);
        }
        const found = (await db.select().from(schema.answers)).filter(({ status }) => status === 'answered');
        expect(found.length).toBeGreaterThanOrEqual(4);
        const year = { from: new Date('2026-01-01'), to: new Date('2027-01-01') };
        expect(await sumUsage(db, viewer.organizationId, year)).toMatchObject({ answers: QUESTIONS });
      });
    });
  });
}

const isBefore = (tag: string, other: string): boolean => TAGS.indexOf(tag) < TAGS.indexOf(other);
