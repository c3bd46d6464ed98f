import { z } from 'zod';
import type { AccessPolicy } from '../access-policy.ts';
import type { CallId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { CallLevel, GongRights } from '../gong-rights.ts';
import { countCalls, readableIds } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { listMembers } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';
import { scopeOf } from './scope.ts';
import type { Reader } from './to-access-filter.ts';
import { readReader, withAccess } from './with-access.ts';

/** What a member may read, and why. */
export const accessExplanationSchema = z
  .object({
    member: z.object({ id: z.string(), email: z.string(), name: z.string() }),
    reads: z.enum(['all', 'some', 'none', 'unknown']),
    calls: z.number().nullable().meta({ description: 'How many calls; null where the rights in Gong are unknown.' }),
    why: z.array(z.string()).meta({ description: 'What opens calls, then what closes them.' }),
    mayRead: z.boolean().nullable().meta({ description: 'Whether the call that was asked about is among them.' }),
  })
  .meta({ id: 'AccessExplanation' });
export type AccessExplanation = z.infer<typeof accessExplanationSchema>;

type Deps = { db: Db; now: () => Date };

/**
 * Says what a member may read and why, and of a call whether it is among that.
 * @throws AppError `forbidden`, `not_found`.
 */
export async function explainAccess(
  deps: Deps,
  viewer: Viewer,
  { memberId, callId }: { memberId: string; callId?: CallId },
): Promise<AccessExplanation> {
  checkAdmin(viewer);
  const found = (await listMembers(deps.db, viewer.organizationId)).find((one) => one.memberId === memberId);
  if (!found) throw new AppError('not_found', 'There is no such member.');
  const reader = await withAccess(deps, found);
  const member = { id: memberId, email: found.email, name: found.name };
  if (reader.access.open === 'unknown')
    return { member, reads: 'unknown', calls: null, why: [UNKNOWN], mayRead: callId ? false : null };
  const scope = scopeOf(reader);
  const { calls } = await countCalls(deps.db, scope, {});
  const mayRead = callId ? (await readableIds(deps.db, scope, [callId])).has(callId) : null;
  const { open, closedAccountIds } = reader.access;
  const isAll = open === 'all' && closedAccountIds.length === 0;
  return {
    member,
    reads: isAll ? 'all' : open === 'all' || open.length > 0 ? 'some' : 'none',
    calls,
    why: explain(found.policy, await readReader(deps.db, found)),
    mayRead,
  };
}

const UNKNOWN = "Gong's rights could not be read for longer than a day, so nobody reads calls.";

function explain({ mode, withoutGongUser, rules }: AccessPolicy, reader: Reader): string[] {
  const ofRules = rules
    .filter(({ memberIds, to }) => memberIds.includes(reader.memberId) === (to === 'members'))
    .map(({ name, effect, accountIds }) => `Rule "${name}" ${effect}s ${many(accountIds.length, 'account')}.`);
  return [...byMode(mode, withoutGongUser, reader), ...ofRules];
}

function byMode(mode: AccessPolicy['mode'], withoutGongUser: AccessPolicy['withoutGongUser'], reader: Reader) {
  if (mode === 'everyone') return ['Every member reads every call.'];
  if (mode === 'own')
    return [
      `Calls that they were on${reader.personId === null && !reader.rights ? ': none is known' : ''}.`,
      `Calls of ${many(reader.ownedAccountIds.length, 'account')} that they own.`,
    ];
  if (reader.rights) return inGong(reader.rights);
  return [`No user of Gong has this address: such members read ${WITHOUT[withoutGongUser]}.`];
}

const WITHOUT = { nothing: 'nothing', own: 'the calls that they were on', everything: 'every call' } as const;

function inGong({ user, profiles, grantedCallIds }: GongRights): string[] {
  if (!user.isActive) return ['Their user of Gong is not active any more, so they read nothing.'];
  if (profiles.length === 0) return ['They have no permission profile in Gong.', shared(grantedCallIds)];
  return [
    ...profiles.map(
      ({ name, workspaceId, callLevel, folderLevel }) =>
        `Profile "${name}" in workspace ${workspaceId}: ${LEVELS[callLevel]}${folderLevel === 'none' ? '' : `, and ${folderLevel === 'all' ? 'every folder' : 'some folders'} of the library`}.`,
    ),
    shared(grantedCallIds),
  ];
}

const shared = (callIds: readonly string[]): string =>
  `Shared with them through Gong's API: ${many(callIds.length, 'call')}.`;
const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const LEVELS: Record<CallLevel, string> = {
  all: 'every call',
  'managers-team': "their own calls and those of their manager's team",
  'report-to-them': 'their own calls and those of everybody below them',
  own: 'their own calls',
  none: 'no calls',
};
