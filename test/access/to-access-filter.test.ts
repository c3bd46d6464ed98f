import { expect, test } from 'vitest';
import { toAccessFilter } from '../../src/access/to-access-filter.ts';
import { type CallTraits, mayRead } from '../../src/access-filter.ts';
import { type AccessPolicy, EVERYONE } from '../../src/access-policy.ts';
import type { CallLevel, GongRights } from '../../src/gong-rights.ts';

// ana leads ben and cleo, and ben leads dora. eli leads fay. ana has no manager.
const REPORTS = [
  { id: 'ana', managerId: null },
  { id: 'ben', managerId: 'ana' },
  { id: 'cleo', managerId: 'ana' },
  { id: 'dora', managerId: 'ben' },
  { id: 'eli', managerId: null },
  { id: 'fay', managerId: 'eli' },
];
const AS_IN_GONG: AccessPolicy = { ...EVERYONE, mode: 'gong' };

const rights = (
  userId: string,
  callLevel: CallLevel,
  more: Partial<GongRights['profiles'][number]> = {},
): GongRights => ({
  user: { id: userId, isActive: true },
  profiles: [
    { id: 'p', workspaceId: 'w', name: 'P', callLevel, teamLeadIds: [], folderLevel: 'none', folderIds: [], ...more },
  ],
  reports: REPORTS,
  folders: [
    { id: 'f1', workspaceId: 'w', name: 'Best', callIds: ['best'] },
    { id: 'f2', workspaceId: 'w', name: 'Worst', callIds: ['worst'] },
    { id: 'f3', workspaceId: 'elsewhere', name: 'Other', callIds: ['other'] },
  ],
  grantedCallIds: [],
});
const reader = (given: GongRights | null) => ({
  memberId: 'me',
  personId: null,
  ownedAccountIds: [] as string[],
  rights: given,
});
const aCall = (more: Partial<CallTraits> = {}): CallTraits => ({
  callId: '1',
  workspaceId: 'w',
  userIds: [],
  personIds: [],
  accountIds: [],
  ...more,
});
/** Of one call of each user, whose may be read. */
const read = (given: GongRights | null, policy = AS_IN_GONG): string => {
  const filter = toAccessFilter(policy, reader(given));
  return REPORTS.flatMap(({ id }) => (mayRead(filter, aCall({ userIds: [id, 'guest'] })) ? id : [])).join(' ');
};

test.each([
  ['all', 'ben', 'ana ben cleo dora eli fay'],
  ['managers-team', 'ben', 'ana ben cleo dora'],
  ['managers-team', 'dora', 'ben dora'],
  ['managers-team', 'ana', 'ana'],
  ['report-to-them', 'ben', 'ben dora'],
  ['report-to-them', 'ana', 'ana ben cleo dora'],
  ['own', 'ben', 'ben'],
  ['none', 'ben', ''],
] as const)('the level "%s" lets %s read the calls of: %s', (level, userId, whose) => {
  expect(read(rights(userId, level))).toBe(whose);
});

test('a profile that names leads is read as the admin chose, and by what all readings share unless they did', () => {
  const withLeads = rights('dora', 'managers-team', { teamLeadIds: ['ana', 'eli'] });
  const by = (team: AccessPolicy['team']) => read(withLeads, { ...AS_IN_GONG, team });
  expect(by('leads')).toBe('ana ben cleo dora eli fay');
  expect(by('manager')).toBe('ben dora');
  expect(by('both')).toBe('ben dora');
  expect(read(rights('dora', 'managers-team', { teamLeadIds: ['eli'] }))).toBe('dora');
});

test('managers who report to each other end the tree', () => {
  const circle = {
    ...rights('x', 'report-to-them'),
    reports: [
      { id: 'x', managerId: 'y' },
      { id: 'y', managerId: 'x' },
    ],
  };
  const filter = toAccessFilter(AS_IN_GONG, reader(circle));
  expect(mayRead(filter, aCall({ userIds: ['y'] }))).toBe(true);
});

test('a profile opens its own workspace alone, and a call of no workspace is opened by none', () => {
  const filter = toAccessFilter(AS_IN_GONG, reader(rights('ben', 'all')));
  expect(mayRead(filter, aCall({ workspaceId: 'elsewhere' }))).toBe(false);
  expect(mayRead(filter, aCall({ workspaceId: null }))).toBe(false);
  const own = toAccessFilter(AS_IN_GONG, reader(rights('ben', 'own')));
  expect(mayRead(own, aCall({ workspaceId: 'elsewhere', userIds: ['ben'] }))).toBe(false);
});

test('folders and shared calls are read whatever the level, folders of other workspaces are not', () => {
  const given = {
    ...rights('ben', 'none', { folderLevel: 'specific-folders', folderIds: ['f1', 'f3'] }),
    grantedCallIds: ['shared'],
  };
  const filter = toAccessFilter(AS_IN_GONG, reader(given));
  const readable = ['best', 'worst', 'other', 'shared'].filter((callId) => mayRead(filter, aCall({ callId })));
  expect(readable).toEqual(['best', 'shared']);
  const all = toAccessFilter(AS_IN_GONG, reader(rights('ben', 'none', { folderLevel: 'all' })));
  expect(mayRead(all, aCall({ callId: 'worst' }))).toBe(true);
});

test('whoever left Gong reads nothing, and who has no user in Gong reads what the admin chose: nothing at first', () => {
  expect(read({ ...rights('ben', 'all'), user: { id: 'ben', isActive: false } })).toBe('');
  expect(read(null)).toBe('');
  expect(read(null, { ...AS_IN_GONG, withoutGongUser: 'everything' })).toBe('ana ben cleo dora eli fay');
  const known = { ...reader(null), personId: 'per_me' };
  const own = toAccessFilter({ ...AS_IN_GONG, withoutGongUser: 'own' }, known);
  expect(mayRead(own, aCall({ personIds: ['per_me'] }))).toBe(true);
  expect(mayRead(own, aCall({ personIds: ['per_other'] }))).toBe(false);
});

test('"own" opens the calls somebody was on or hosted, and those of accounts that they own', () => {
  const me = { ...reader(rights('ben', 'none')), personId: 'per_me', ownedAccountIds: ['acc_mine'] };
  const filter = toAccessFilter({ ...EVERYONE, mode: 'own' }, me);
  expect(mayRead(filter, aCall({ personIds: ['per_me'] }))).toBe(true);
  expect(mayRead(filter, aCall({ workspaceId: null, userIds: ['ben'] }))).toBe(true);
  expect(mayRead(filter, aCall({ accountIds: ['acc_mine'] }))).toBe(true);
  expect(mayRead(filter, aCall({ accountIds: ['acc_other'], userIds: ['ana'] }))).toBe(false);
});

test('rules open and close accounts to members or to all others, and closing counts more', () => {
  const rule = { id: 'r', name: 'R', accountIds: ['acc'], memberIds: ['me'], to: 'members' as const };
  const by = (rules: AccessPolicy['rules'], mode: AccessPolicy['mode'] = 'gong') =>
    mayRead(toAccessFilter({ ...EVERYONE, mode, rules }, reader(null)), aCall({ accountIds: ['acc', 'acc_2'] }));
  expect(by([{ ...rule, effect: 'open' }])).toBe(true);
  expect(by([{ ...rule, effect: 'open', to: 'others' }])).toBe(false);
  expect(by([{ ...rule, effect: 'close' }], 'everyone')).toBe(false);
  expect(by([{ ...rule, effect: 'close', to: 'others' }], 'everyone')).toBe(true);
  expect(
    by([
      { ...rule, effect: 'open' },
      { ...rule, effect: 'close', accountIds: ['acc_2'] },
    ]),
  ).toBe(false);
});
