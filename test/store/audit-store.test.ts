import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toOrganizationId } from '../../src/call.ts';
import { listAudit, recordAudit } from '../../src/store/audit-store.ts';
import type { Store } from '../../src/store/db.ts';
import { erasePerson } from '../../src/store/erased-people-store.ts';
import { savePeople } from '../../src/store/people-store.ts';
import { aViewer, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { emptyStore, openTestStore } from '../support/stores.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store?.close());
const OTHER = toOrganizationId('org_other');
beforeEach(async () => {
  await emptyStore(store);
  await makeOrganization(store.db);
  await makeOrganization(store.db, OTHER);
});

const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const all = () => listAudit(store.db, ORG, {}, { limit: 100 });

test('what was done is listed newest first, by range and page by page, and to nobody else', async () => {
  const { db } = store;
  for (const minute of [0, 1, 1, 2, 3])
    await recordAudit(db, aViewer(), { action: 'rules.changed', details: { minute } }, after(minute));
  await recordAudit(db, aViewer(OTHER), { action: 'usage.read' }, NOW);
  const minutes = (records: Awaited<ReturnType<typeof all>>) => records.map(({ details }) => details.minute);
  expect(minutes(await all())).toEqual([3, 2, 1, 1, 0]);
  expect(minutes(await listAudit(db, ORG, { from: after(1), to: after(3) }, { limit: 100 }))).toEqual([2, 1, 1]);
  const first = await listAudit(db, ORG, {}, { limit: 3 });
  const rest = await listAudit(db, ORG, {}, { limit: 3, after: first.at(-1) });
  expect(minutes([...first, ...rest])).toEqual([3, 2, 1, 1, 0]);
  expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(5);
  expect(await listAudit(db, OTHER, {}, { limit: 100 })).toMatchObject([
    { action: 'usage.read', actor: { memberId: 'mem_test', email: 'robin@ours.example' }, subject: null, details: {} },
  ]);
});

test('what is undone with its transaction was never recorded', async () => {
  const undone = store.db.transaction(async (tx) => {
    await recordAudit(tx, aViewer(), { action: 'call.erased', subject: '1' }, NOW);
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  expect(await all()).toEqual([]);
});

test('an erased person is in no record, and what was done stays', async () => {
  const { db } = store;
  await savePeople(db, ORG, [
    { email: 'tove@brightwater.example', name: 'Tove "T" Brandt', title: null, kind: 'contact', accountId: null },
  ]);
  const operator = { organizationId: ORG, memberId: null, email: null };
  await recordAudit(
    db,
    { ...operator, memberId: 'mem_t', email: 'Tove@Brightwater.example' },
    { action: 'usage.read' },
    NOW,
  );
  const details = {
    email: 'TOVE@brightwater.example',
    role: 'member',
    also: ['for Tove "T" Brandt', 'else'],
    calls: 3,
  };
  await recordAudit(db, operator, { action: 'member.invited', subject: 'inv_1', details }, after(1));
  await recordAudit(db, aViewer(OTHER), { action: 'contacts.imported', details }, NOW);
  await erasePerson(db, ORG, 'tove@brightwater.example', NOW);
  expect(await all()).toMatchObject([
    {
      action: 'member.invited',
      subject: 'inv_1',
      details: { email: '(erased)', role: 'member', also: ['for (erased)', 'else'], calls: 3 },
    },
    { action: 'usage.read', actor: { memberId: 'mem_t', email: null } },
  ]);
  expect(await listAudit(db, OTHER, {}, { limit: 1 })).toMatchObject([{ details }]);
});
