import { afterAll, beforeEach, expect, test } from 'vitest';
import { type GongUser, toCallId } from '../../src/call.ts';
import { linkCalls, readDirectory } from '../../src/directory/link-calls.ts';
import { readCall } from '../../src/store/calls-reader.ts';
import { saveCalls } from '../../src/store/calls-store.ts';
import type { Db } from '../../src/store/db.ts';
import { gongConnections } from '../../src/store/schema.ts';
import { saveChangedUsers } from '../../src/sync/save-changed-users.ts';
import { aCall, aParty, aScope, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { emptyStore, openTestStore } from '../support/stores.ts';

const store = await openTestStore();
const { db } = store;
afterAll(() => store.close());

const CALL = toCallId('1');
const INES: GongUser = {
  id: '77',
  email: 'ines@ours.example',
  otherEmails: ['ines@trusted.example'],
  name: 'Ines Okafor',
  title: null,
  isActive: true,
  managerId: null,
};

beforeEach(async () => {
  await emptyStore(store);
  await makeOrganization(db);
  await db.insert(gongConnections).values({
    organizationId: ORG,
    baseUrl: 'https://api.gong.io',
    sealedCredentials: 'sealed',
    connectedAt: NOW,
  });
  const call = aCall({
    id: CALL,
    parties: [aParty({ gongUserId: '77', email: 'ines@trusted.example', side: 'unknown' })],
  });
  const { links } = await linkCalls(db, ORG, await readDirectory(db, ORG), [call], NOW);
  await saveCalls(db, ORG, [{ call, ...(links[0] ?? { parties: [], accountIds: [] }) }], NOW);
});

const sideOfInes = async () => (await readCall(db, aScope(), CALL))?.parties[0]?.side;
const save = (within?: (write: (tx: Db) => Promise<void>) => Promise<void>) =>
  saveChangedUsers({ db, now: () => NOW }, ORG, [INES], within);

test('calls of changed users are linked again', async () => {
  expect(await sideOfInes()).toBe('unknown');
  await save();
  expect(await sideOfInes()).toBe('us');
});

test('calls that a crash left unlinked are linked by the next reading, though no user has changed since', async () => {
  const killed = async (write: (tx: Db) => Promise<void>) => {
    await db.transaction(write);
    throw new Error('killed');
  };
  await expect(save(killed)).rejects.toThrow('killed');
  expect(await sideOfInes()).toBe('unknown');
  await save();
  expect(await sideOfInes()).toBe('us');
});
