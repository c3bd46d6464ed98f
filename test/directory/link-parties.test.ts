import { expect, test } from 'vitest';
import type { Account } from '../../src/account.ts';
import type { Party, Side } from '../../src/call.ts';
import { type Directory, type Known, linkParty, toDirectory } from '../../src/directory/link-parties.ts';
import { aParty } from '../support/builders.ts';

const account = (id: string, domains: string[], state: Account['state'] = 'active'): Account => ({
  id,
  name: id,
  aliases: [],
  domains,
  crmId: null,
  ownerEmail: null,
  state,
});
const known: Known = {
  ownDomains: ['ours.example', 'ours-labs.example'],
  accounts: [
    account('acme', ['acme.example', 'acme.de.example']),
    account('acme-eu', ['eu.acme.example']),
    account('ignored', ['spam.example'], 'ignored'),
    account('proposed', ['newco.example'], 'proposed'),
  ],
  users: [
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
  ],
  members: [{ email: 'mara@freelance.example', name: 'Mara Lind' }],
  confirmed: [
    { id: 'p1', email: 'dana@gmail.com', name: 'Dana Whitlock', title: 'COO', kind: 'contact', accountId: 'acme' },
    { id: 'p2', email: 'sam@acme.example', name: 'Sam Roe', title: null, kind: 'teammate', accountId: null },
    { id: 'p3', email: 'kim@acme.example', name: 'Kim Moss', title: null, kind: 'contact', accountId: 'acme-eu' },
  ],
  partyLinks: [
    {
      callId: 'c1',
      partyKey: 'speaker 9',
      person: {
        id: 'p4',
        email: 'lee@acme.example',
        name: 'Lee Marchetti',
        title: null,
        kind: 'contact',
        accountId: 'acme',
      },
    },
  ],
};

type Row = readonly [
  email: string | null,
  told: 'us' | 'customer' | 'unknown',
  side: string,
  person: string | null,
  kind: string | undefined,
  accountId: string | null,
  unknownDomain: string | null,
  more?: Partial<Party> & { callId?: string },
];

/** Participant and Gong's side → side, person's address, kind, account, domain to propose. */
const TABLE: readonly Row[] = [
  // By domain
  ['tove@acme.example', 'customer', 'customer', 'tove@acme.example', 'contact', 'acme', null],
  ['TOVE@Acme.Example', 'customer', 'customer', 'tove@acme.example', 'contact', 'acme', null],
  ['tove@acme.de.example', 'customer', 'customer', 'tove@acme.de.example', 'contact', 'acme', null],
  ['tove@mail.eu.acme.example', 'customer', 'customer', 'tove@mail.eu.acme.example', 'contact', 'acme-eu', null],
  ['tove@eu.acme.example', 'unknown', 'customer', 'tove@eu.acme.example', 'contact', 'acme-eu', null],
  ['tove@uk.acme.example', 'unknown', 'customer', 'tove@uk.acme.example', 'contact', 'acme', null],
  ['tove@notacme.example', 'customer', 'customer', 'tove@notacme.example', 'contact', null, 'notacme.example'],
  ['tove@notacme.example', 'unknown', 'unknown', 'tove@notacme.example', 'unknown', null, null],
  ['tove@newco.example', 'customer', 'customer', 'tove@newco.example', 'contact', 'proposed', null],
  ['tove@newco.example', 'unknown', 'customer', 'tove@newco.example', 'contact', 'proposed', null],
  ['tove@spam.example', 'customer', 'customer', 'tove@spam.example', 'contact', null, null],
  ['tove@mail.notacme.co.uk', 'customer', 'customer', 'tove@mail.notacme.co.uk', 'contact', null, 'notacme.co.uk'],
  // Freemail belongs to no account, and neither does a host without a company
  ['tove@eu.gmail.com', 'customer', 'customer', 'tove@eu.gmail.com', 'contact', null, null],
  ['room1@intranet', 'customer', 'customer', 'room1@intranet', 'contact', null, null],
  ['room1@acme.local', 'customer', 'customer', 'room1@acme.local', 'contact', null, null],
  ['tove@gmail.com', 'customer', 'customer', 'tove@gmail.com', 'contact', null, null],
  ['tove@gmail.com', 'unknown', 'unknown', 'tove@gmail.com', 'unknown', null, null],
  ['tove@outlook.com', 'us', 'us', 'tove@outlook.com', 'teammate', null, null],
  // Ours by domain
  ['robin@ours.example', 'unknown', 'us', 'robin@ours.example', 'teammate', null, null],
  ['robin@sub.ours.example', 'unknown', 'us', 'robin@sub.ours.example', 'teammate', null, null],
  ['robin@ours-labs.example', 'unknown', 'us', 'robin@ours-labs.example', 'teammate', null, null],
  ['robin@ours.example', 'us', 'us', 'robin@ours.example', 'teammate', null, null],
  ['robin@ours.example', 'customer', 'customer', 'robin@ours.example', 'contact', null, null],
  ['robin@notours.example', 'unknown', 'unknown', 'robin@notours.example', 'unknown', null, null],
  // Ours by Gong user, whichever address, and by member
  [null, 'unknown', 'us', 'ines@ours.example', 'teammate', null, null, { gongUserId: '77', name: null }],
  ['ines.okafor@ours-old.example', 'unknown', 'us', 'ines@ours.example', 'teammate', null, null],
  ['ines@trusted.example', 'unknown', 'us', 'ines@ours.example', 'teammate', null, null],
  ['INES@trusted.example', 'us', 'us', 'ines@ours.example', 'teammate', null, null],
  ['ines@phone.example', 'unknown', 'us', 'ines@ours.example', 'teammate', null, null, { gongUserId: '77' }],
  ['jo@contractor.example', 'unknown', 'us', 'jo@contractor.example', 'teammate', null, null],
  ['mara@freelance.example', 'unknown', 'us', 'mara@freelance.example', 'teammate', null, null],
  ['MARA@freelance.example', 'us', 'us', 'mara@freelance.example', 'teammate', null, null],
  // As an admin said
  ['dana@gmail.com', 'customer', 'customer', 'dana@gmail.com', 'contact', 'acme', null],
  ['dana@gmail.com', 'unknown', 'customer', 'dana@gmail.com', 'contact', 'acme', null],
  ['sam@acme.example', 'customer', 'us', 'sam@acme.example', 'teammate', null, null],
  ['kim@acme.example', 'unknown', 'customer', 'kim@acme.example', 'contact', 'acme-eu', null],
  // Without an address nobody is guessed
  [null, 'unknown', 'unknown', null, undefined, null, null],
  [null, 'customer', 'customer', null, undefined, null, null],
  [null, 'us', 'us', null, undefined, null, null],
  [null, 'unknown', 'unknown', null, undefined, null, null, { name: 'Tove Brandt', title: 'COO' }],
  ['', 'unknown', 'unknown', null, undefined, null, null],
  // …unless an admin linked the speaker
  [null, 'unknown', 'customer', 'lee@acme.example', 'contact', 'acme', null, { speakerId: '9', callId: 'c1' }],
  [null, 'unknown', 'unknown', null, undefined, null, null, { speakerId: '9', callId: 'c2' }],
  [
    'tove@acme.example',
    'customer',
    'customer',
    'tove@acme.example',
    'contact',
    'acme',
    null,
    { speakerId: '9', callId: 'c1' },
  ],
  ['nonsense', 'unknown', 'unknown', 'nonsense', 'unknown', null, null],
];

const read = (
  directory: Directory,
  email: string | null,
  told: Side,
  { callId, ...more }: Partial<Party> & { callId?: string } = {},
) => {
  const link = linkParty(directory, aParty({ email: email === '' ? null : email, side: told, ...more }), callId);
  return [link.side, link.person?.email ?? null, link.person?.kind, link.account?.id ?? null, link.unknownDomain];
};

const rows = TABLE.map((row) => ({
  name: `${row[0]}, told ${row[1]}${row[7] ? ` (${JSON.stringify(row[7])})` : ''}`,
  row,
}));

test.each(rows)('$name', ({ row: [email, told, side, person, kind, accountId, unknownDomain, more] }) => {
  expect(read(toDirectory(known), email, told, more)).toEqual([side, person, kind, accountId, unknownDomain]);
});

test('the table has forty rows and more', () => {
  expect(TABLE.length).toBeGreaterThanOrEqual(40);
});

test('titles and names are kept, and filled in from what is known', () => {
  const link = (party: Partial<Party>) => linkParty(toDirectory(known), aParty(party)).party;
  expect(link({ email: null, name: null, gongUserId: '77', side: 'unknown' })).toMatchObject({
    name: 'Ines Okafor',
    title: 'AE',
  });
  expect(link({ email: 'dana@gmail.com', name: 'dana', title: null })).toMatchObject({
    name: 'Dana Whitlock',
    title: 'COO',
  });
  expect(link({ email: 'mara@freelance.example', name: null })).toMatchObject({ name: 'Mara Lind' });
  expect(link({ email: 'tove@acme.example', name: 'Tove', title: 'COO' })).toMatchObject({
    name: 'Tove',
    title: 'COO',
  });
});
