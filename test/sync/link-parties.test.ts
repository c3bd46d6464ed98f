import { expect, test } from 'vitest';
import type { Account } from '../../src/account.ts';
import { linkParty, toDirectory } from '../../src/sync/link-parties.ts';
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
const directory = toDirectory(
  ['ours.example'],
  [
    account('acme', ['acme.example']),
    account('acme-eu', ['eu.acme.example']),
    account('ignored', ['spam.example'], 'ignored'),
  ],
  [{ id: '77', email: 'ines@ours.example', otherEmails: [], name: 'Ines Okafor', title: 'AE', isActive: true }],
);

/** email, Gong's side → side, kind of person, account, proposed domain */
test.each([
  ['tove@acme.example', 'customer', 'customer', 'contact', 'acme', null],
  ['tove@mail.eu.acme.example', 'customer', 'customer', 'contact', 'acme-eu', null],
  ['tove@uk.acme.example', 'unknown', 'customer', 'contact', 'acme', null],
  ['tove@notacme.example', 'customer', 'customer', 'contact', null, 'notacme.example'],
  ['tove@notacme.example', 'unknown', 'unknown', 'unknown', null, null],
  ['tove@gmail.com', 'customer', 'customer', 'contact', null, null],
  ['robin@ours.example', 'unknown', 'us', 'teammate', null, null],
  ['robin@sub.ours.example', 'unknown', 'us', 'teammate', null, null],
  ['robin@ours.example', 'us', 'us', 'teammate', null, null],
  ['tove@spam.example', 'customer', 'customer', 'contact', null, null],
  [null, 'unknown', 'unknown', undefined, null, null],
  [null, 'customer', 'customer', undefined, null, null],
] as const)('%s, told %s, is %s', (email, told, side, kind, accountId, unknownDomain) => {
  const link = linkParty(directory, aParty({ email, side: told }));
  expect([link.side, link.person?.kind, link.account?.id ?? null, link.unknownDomain]).toEqual([
    side,
    kind,
    accountId,
    unknownDomain,
  ]);
});

test('a Gong user without an address on the call is known by the user list', () => {
  const link = linkParty(directory, aParty({ email: null, name: null, gongUserId: '77', side: 'unknown' }));
  expect(link).toMatchObject({ side: 'us', person: { email: 'ines@ours.example', name: 'Ines Okafor' } });
});
