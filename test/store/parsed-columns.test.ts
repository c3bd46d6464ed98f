import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { findInLedger } from '../../src/store/call-ledger-reader.ts';
import { readTranscript } from '../../src/store/calls-reader.ts';
import { saveCalls } from '../../src/store/calls-store.ts';
import { storedParties } from '../../src/store/calls-walker.ts';
import type { Store } from '../../src/store/db.ts';
import { readCredentials } from '../../src/store/gong-credentials-store.ts';
import { readOrganization } from '../../src/store/organizations-store.ts';
import { makeSecrets } from '../../src/store/secrets.ts';
import { aCall, aParty, aScope, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { emptyStore, openTestStore } from '../support/stores.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store?.close());
const ID = toCallId('1');
beforeEach(async () => {
  await emptyStore(store);
  await makeOrganization(store.db);
  await saveCalls(store.db, ORG, [{ call: aCall({ id: ID, parties: [aParty()] }), parties: [], accountIds: [] }], NOW);
});

test('rules that an older version knew fewer of have the others at their start', async () => {
  await store.db.execute(sql`update organizations set exclusions = '{"titles":["Interview"]}'`);
  expect((await readOrganization(store.db, ORG)).exclusions).toEqual({
    titles: ['Interview'],
    domains: [],
    workspaceIds: [],
    internalOnly: false,
  });
});

test('a reason that this version does not know leaves the one that the state has by itself', async () => {
  await store.db.execute(sql`update calls set transcript_state = 'none', transcript_reason = 'of a later version'`);
  const [entry] = await findInLedger(store.db, aScope(), { callId: ID });
  expect(entry).toMatchObject({ state: 'no_transcript', reason: 'transcript_never_came' });
});

test('an access key sealed by the first version has its kind', async () => {
  const secrets = makeSecrets('x'.repeat(32));
  const sealed = await secrets.seal({ accessKey: 'key', accessKeySecret: 'secret' });
  await store.db.execute(sql`
    insert into gong_connections (organization_id, base_url, sealed_credentials, connected_at)
    values (${ORG}, 'https://gong.example', ${sealed}, now())`);
  expect(await readCredentials(store.db, secrets, ORG)).toMatchObject({
    credentials: { kind: 'access_key', accessKey: 'key', accessKeySecret: 'secret' },
  });
});

test('what fits no shape is not handed on', async () => {
  await store.db.execute(sql`
    insert into segments (organization_id, call_id, position, start_ms, end_ms, sentences)
    values (${ORG}, ${ID}, 0, 0, 1, '[{"startMs": 0, "endMs": 1}]')`);
  await expect(readTranscript(store.db, aScope(), ID)).rejects.toThrow(/text/);
  await store.db.execute(sql`update calls set told_parties = '{"name":"Tove"}'`);
  await expect(storedParties(store.db, ORG).next()).rejects.toThrow(/array/);
});
