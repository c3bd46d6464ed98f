import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type Party, toCallId } from '../../src/call.ts';
import { linkCalls, readDirectory, relinkCalls } from '../../src/directory/link-calls.ts';
import { listAccounts } from '../../src/store/accounts-reader.ts';
import { saveAccount, updateAccount } from '../../src/store/accounts-store.ts';
import { readCall } from '../../src/store/calls-reader.ts';
import { saveCalls } from '../../src/store/calls-store.ts';
import { saveGongUsers } from '../../src/store/gong-users-store.ts';
import { saveMember } from '../../src/store/members-store.ts';
import { updateOrganization } from '../../src/store/organizations-store.ts';
import { savePartyLink } from '../../src/store/parties-store.ts';
import { confirmPerson, findPeople } from '../../src/store/people-store.ts';
import { aCall, aParty, aScope, makeOrganization, NOW, ORG } from '../support/builders.ts';
import { emptyStore, openTestStore } from '../support/stores.ts';

const store = await openTestStore();
const { db } = store;
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  await makeOrganization(db);
});

type Row = readonly [
  email: string | null,
  told: Party['side'],
  side: string,
  person: string | null,
  account: string | null,
  more?: Partial<Party>,
];

/** Participant and Gong's side → side, person and account once everything is known. */
const TABLE: readonly Row[] = [
  ['tove@acme.example', 'customer', 'customer', 'tove@acme.example', 'Acme Group'],
  ['TOVE2@Acme.Example', 'customer', 'customer', 'tove2@acme.example', 'Acme Group'],
  ['tove3@acme.de.example', 'customer', 'customer', 'tove3@acme.de.example', 'Acme Group'],
  ['tove4@mail.eu.acme.example', 'customer', 'customer', 'tove4@mail.eu.acme.example', 'Acme Europe'],
  ['tove5@eu.acme.example', 'unknown', 'customer', 'tove5@eu.acme.example', 'Acme Europe'],
  ['tove6@uk.acme.example', 'unknown', 'customer', 'tove6@uk.acme.example', 'Acme Group'],
  ['tove7@notacme.example', 'customer', 'customer', 'tove7@notacme.example', 'Notacme'],
  ['tove8@nobody.example', 'unknown', 'unknown', 'tove8@nobody.example', null],
  ['tove9@spam.example', 'customer', 'customer', 'tove9@spam.example', null],
  ['tove10@gmail.com', 'customer', 'customer', 'tove10@gmail.com', null],
  ['tove11@gmail.com', 'unknown', 'unknown', 'tove11@gmail.com', null],
  ['tove12@outlook.com', 'us', 'us', 'tove12@outlook.com', null],
  ['robin@ours.example', 'unknown', 'us', 'robin@ours.example', null],
  ['robin2@sub.ours.example', 'unknown', 'us', 'robin2@sub.ours.example', null],
  ['robin3@ours-labs.example', 'unknown', 'us', 'robin3@ours-labs.example', null],
  ['robin4@ours.example', 'us', 'us', 'robin4@ours.example', null],
  ['robin5@notours.example', 'unknown', 'unknown', 'robin5@notours.example', null],
  [null, 'unknown', 'us', 'ines@ours.example', null, { gongUserId: '77', name: null }],
  ['ines.okafor@ours-old.example', 'unknown', 'us', 'ines@ours.example', null],
  ['ines@trusted.example', 'unknown', 'us', 'ines@ours.example', null],
  ['jo@contractor.example', 'unknown', 'us', 'jo@contractor.example', null],
  ['mara@freelance.example', 'unknown', 'us', 'mara@freelance.example', null],
  ['dana@gmail.com', 'customer', 'customer', 'dana@gmail.com', 'Acme Group'],
  ['dana2@gmail.com', 'unknown', 'customer', 'dana2@gmail.com', 'Acme Group'],
  ['sam@acme.example', 'customer', 'us', 'sam@acme.example', null],
  ['kim@acme.example', 'unknown', 'customer', 'kim@acme.example', 'Acme Europe'],
  [null, 'unknown', 'unknown', null, null],
  [null, 'customer', 'customer', null, null],
  [null, 'us', 'us', null, null],
  [null, 'unknown', 'unknown', null, null, { name: 'Somebody', title: 'COO' }],
  [null, 'unknown', 'customer', 'lee@acme.example', 'Acme Group', { speakerId: '9' }],
  ...Array.from(
    { length: 10 },
    (_, n): Row => [
      `p${n}@acme.example`,
      n % 2 ? 'unknown' : 'customer',
      'customer',
      `p${n}@acme.example`,
      'Acme Group',
    ],
  ),
];
const callOf = (at: number) => toCallId(String(7000 + at));

/** Everything an organization may learn, each through its own use case. */
const KNOWLEDGE: Record<string, () => Promise<unknown>> = {
  accounts: async () => {
    await saveAccount(db, ORG, { name: 'Acme Group', domains: ['acme.example', 'acme.de.example'] }, NOW);
    await saveAccount(db, ORG, { name: 'Acme Europe', domains: ['eu.acme.example'] }, NOW);
    await saveAccount(db, ORG, { name: 'Spam', domains: ['spam.example'] }, NOW);
    const spam = (await listAccounts(db, ORG)).find(({ name }) => name === 'Spam');
    await updateAccount(db, ORG, spam?.id ?? '', { state: 'ignored' });
  },
  domains: () => updateOrganization(db, ORG, { domains: ['ours.example', 'ours-labs.example'] }),
  users: () =>
    saveGongUsers(db, ORG, [
      {
        id: '77',
        email: 'ines@ours.example',
        otherEmails: ['ines.okafor@ours-old.example', 'ines@trusted.example'],
        name: 'Ines Okafor',
        title: 'AE',
        isActive: true,
        managerId: null,
      },
      {
        id: '78',
        email: 'jo@contractor.example',
        otherEmails: [],
        name: 'Jo Park',
        title: null,
        isActive: false,
        managerId: null,
      },
    ]),
  members: async () => {
    await db.execute(
      sql`insert into users (id, name, email) values ('usr_mara', 'Mara Lind', 'mara@freelance.example')`,
    );
    await saveMember(db, { id: 'mem_mara', organizationId: ORG, userId: 'usr_mara', role: 'member', createdAt: NOW });
  },
  contacts: async () => {
    const accountOf = async (name: string, domains: string[]) => {
      const known = (await listAccounts(db, ORG)).find((account) => account.name === name);
      if (!known) await saveAccount(db, ORG, { name, domains }, NOW);
      return (await listAccounts(db, ORG)).find((account) => account.name === name)?.id ?? '';
    };
    const group = await accountOf('Acme Group', ['acme.example']);
    const europe = await accountOf('Acme Europe', ['eu.acme.example']);
    for (const email of ['dana@gmail.com', 'dana2@gmail.com'])
      await confirmPerson(db, ORG, { email, name: 'Dana', accountId: group });
    await confirmPerson(db, ORG, { email: 'sam@acme.example', name: 'Sam', kind: 'teammate', accountId: null });
    await confirmPerson(db, ORG, { email: 'kim@acme.example', name: 'Kim', accountId: europe });
    const { id } = await confirmPerson(db, ORG, { email: 'lee@acme.example', name: 'Lee', accountId: group });
    const at = TABLE.findIndex(([, , , person]) => person === 'lee@acme.example');
    if (await readCall(db, aScope(), callOf(at)))
      await savePartyLink(db, ORG, { callId: callOf(at), partyKey: 'speaker 9', personId: id });
  },
};

const save = async () => {
  const calls = TABLE.map(([email, side, , , , more], at) =>
    aCall({
      id: callOf(at),
      parties: [aParty({ email, side, speakerId: null, ...(email === null && { name: null }), ...more })],
    }),
  );
  const { links } = await linkCalls(db, ORG, await readDirectory(db, ORG), calls, NOW);
  await saveCalls(
    db,
    ORG,
    calls.map((call, at) => ({ call, ...(links[at] ?? { parties: [], accountIds: [] }) })),
    NOW,
  );
};
const read = async () => {
  const people = new Map((await findPeople(db, aScope(), { limit: 1000 })).map((person) => [person.id, person.email]));
  return Promise.all(
    TABLE.map(async (_, at) => {
      const call = await readCall(db, aScope(), callOf(at));
      const [party] = call?.parties ?? [];
      return [
        party?.side,
        people.get(party?.personId ?? '') ?? null,
        call?.accounts.map(({ name }) => name).join() || null,
      ];
    }),
  );
};
const expected = TABLE.map(([, , side, person, account]) => [side, person, account]);

const names = Object.keys(KNOWLEDGE);
/** Each kind of knowledge comes last once, and first once. */
const ORDERS = [...names.map((_, at) => [...names.slice(at), ...names.slice(0, at)]), [...names].reverse()];

test.each(ORDERS.map((order) => [order]))(
  'forty participants are who they are, whichever is learned after the calls came: %j',
  async (order) => {
    expect(TABLE.length).toBeGreaterThanOrEqual(40);
    await save();
    for (const name of order) {
      await KNOWLEDGE[name]?.();
      await relinkCalls(db, ORG, NOW);
    }
    expect(await read()).toEqual(expected);
    // Matched once more, nothing changes.
    expect(await relinkCalls(db, ORG, NOW)).toBe(0);
  },
);

test('known before the calls come, the same holds at once', async () => {
  for (const name of names) await KNOWLEDGE[name]?.();
  await save();
  // An admin can link a participant without an address only on a stored call.
  const said = TABLE.findIndex(([email, , , person]) => email === null && person === 'lee@acme.example');
  const found = await read();
  expect(found.filter((_, at) => at !== said)).toEqual(expected.filter((_, at) => at !== said));
  expect(found[said]).toEqual(['unknown', null, null]);
});
