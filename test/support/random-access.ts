import type { AccessFilter, CallsBy, CallTraits } from '../../src/access-filter.ts';
import type { Scope } from '../../src/viewer.ts';
import { aScope } from './builders.ts';
import { oneOf, someOf } from './seeded.ts';

const IDS = {
  workspace: ['w1', 'w2', 'w3'],
  user: ['u1', 'u2', 'u3', 'u4', 'u5'],
  person: ['per_1', 'per_2', 'per_3', 'per_4'],
  account: ['acc_1', 'acc_2', 'acc_3', 'acc_4'],
};

/** Calls with random traits; ids are numbers from 1. */
export const randomTraits = (random: () => number, count: number): CallTraits[] =>
  Array.from({ length: count }, (_, at) => ({
    callId: String(at + 1),
    workspaceId: random() < 0.1 ? null : oneOf(random, IDS.workspace),
    userIds: someOf(random, IDS.user, Math.floor(random() * 3)),
    personIds: someOf(random, IDS.person, Math.floor(random() * 3)),
    accountIds: someOf(random, IDS.account, Math.floor(random() * 3)),
  }));

export function randomFilter(random: () => number, callIds: readonly string[]): AccessFilter {
  const of = (by: CallsBy['by']): CallsBy => {
    const ids = someOf(random, by === 'call' ? callIds : IDS[by], Math.floor(random() * 3));
    if (by !== 'user') return { by, ids };
    return { by, ids, workspaceId: random() < 0.5 ? null : oneOf(random, IDS.workspace) };
  };
  const traits = ['workspace', 'user', 'person', 'account', 'call'] as const;
  const open =
    random() < 0.15 ? 'all' : Array.from({ length: Math.floor(random() * 4) }, () => of(oneOf(random, traits)));
  return { open, closedAccountIds: random() < 0.3 ? someOf(random, IDS.account, 1) : [] };
}

export const withFilter = (access: AccessFilter, scope: Scope = aScope()): Scope => ({ ...scope, access });

/** The same calls by a longer filter: ids that no call has are beside the others. */
export function withUnknownIds({ open, closedAccountIds }: AccessFilter, count: number): AccessFilter {
  const longer = (ids: readonly string[]) => [...ids, ...Array.from({ length: count }, (_, n) => `unknown${n}`)];
  return {
    open: open === 'all' ? open : open.map((calls) => ({ ...calls, ids: longer(calls.ids) })),
    closedAccountIds: longer(closedAccountIds),
  };
}
