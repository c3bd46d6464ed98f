import { type AccessFilter, type CallsBy, EVERY_CALL, NO_CALL } from '../access-filter.ts';
import type { AccessPolicy, TeamReading } from '../access-policy.ts';
import type { GongFolder, GongProfile, GongRights, Report } from '../gong-rights.ts';

/** What is known of a reader, for the decision. */
export type Reader = {
  memberId: string;
  /** The reader as a person on calls; null for somebody never seen on one. */
  personId: string | null;
  /** Accounts whose owner the reader is. */
  ownedAccountIds: readonly string[];
  /** Null: no user of Gong has the reader's address. */
  rights: GongRights | null;
};

/** The calls a reader may read by the organization's policy. */
export function toAccessFilter(policy: AccessPolicy, reader: Reader): AccessFilter {
  const ruled = (effect: 'open' | 'close') => [
    ...new Set(policy.rules.filter((rule) => rule.effect === effect && isMeant(rule, reader)).flatMap(accountsOf)),
  ];
  const { open } = byMode(policy, reader);
  const opened = ruled('open');
  return {
    open: open === 'all' || opened.length === 0 ? open : [...open, { by: 'account', ids: opened }],
    closedAccountIds: ruled('close'),
  };
}

const accountsOf = ({ accountIds }: AccessPolicy['rules'][number]): string[] => accountIds;
const isMeant = ({ memberIds, to }: AccessPolicy['rules'][number], { memberId }: Reader): boolean =>
  memberIds.includes(memberId) === (to === 'members');

function byMode({ mode, team, withoutGongUser }: AccessPolicy, reader: Reader): AccessFilter {
  if (mode === 'everyone') return EVERY_CALL;
  if (mode === 'own') return ownCalls(reader, reader.ownedAccountIds);
  if (reader.rights) return asInGong(reader.rights, team);
  if (withoutGongUser === 'everything') return EVERY_CALL;
  return withoutGongUser === 'own' ? ownCalls(reader, []) : NO_CALL;
}

/** The calls that somebody was on, by their address and by their user of Gong. */
const ownCalls = ({ personId, rights }: Reader, accountIds: readonly string[]): AccessFilter =>
  opening([
    { by: 'person', ids: personId === null ? [] : [personId] },
    { by: 'user', ids: rights ? [rights.user.id] : [], workspaceId: null },
    { by: 'account', ids: accountIds },
  ]);

/** Somebody who left the company keeps their profile in Gong, but cannot sign in there. */
function asInGong(rights: GongRights, team: TeamReading): AccessFilter {
  if (!rights.user.isActive) return NO_CALL;
  const folderCalls = rights.profiles.flatMap((profile) => openedFolders(profile, rights.folders));
  return opening([
    ...rights.profiles.map((profile) => byLevel(profile, rights, team)),
    { by: 'call', ids: [...new Set([...rights.grantedCallIds, ...folderCalls])] },
  ]);
}

function byLevel(profile: GongRights['profiles'][number], { user, reports }: GongRights, team: TeamReading): CallsBy {
  const { workspaceId, callLevel } = profile;
  if (callLevel === 'all') return { by: 'workspace', ids: [workspaceId] };
  const others =
    callLevel === 'none'
      ? null
      : callLevel === 'managers-team'
        ? teamOf(user.id, profile.teamLeadIds, reports, team)
        : callLevel === 'report-to-them'
          ? below([user.id], reports)
          : [];
  // Whoever reads others' calls reads their own.
  return { by: 'user', workspaceId, ids: others ? [...new Set([user.id, ...others])] : [] };
}

/** Without leads, every reading is the team of the manager; who has no manager is alone. */
function teamOf(userId: string, leadIds: readonly string[], reports: readonly Report[], team: TeamReading): string[] {
  const managerId = reports.find(({ id }) => id === userId)?.managerId ?? null;
  const ofManager = managerId === null ? [] : below([managerId], reports);
  if (leadIds.length === 0 || team === 'manager') return ofManager;
  const ofLeads = below(leadIds, reports);
  return team === 'leads' ? ofLeads : ofLeads.filter((id) => ofManager.includes(id));
}

/** These, and everybody below them in the tree. Managers who report to each other in a circle end it. */
function below(topIds: readonly string[], reports: readonly Report[]): string[] {
  const reportsOf = Map.groupBy(reports, ({ managerId }) => managerId);
  const found = new Set(topIds);
  // A set is read on through what is added meanwhile.
  for (const id of found) for (const report of reportsOf.get(id) ?? []) found.add(report.id);
  return [...found];
}

const openedFolders = (
  { workspaceId, folderLevel, folderIds }: Omit<GongProfile, 'userIds'>,
  folders: readonly GongFolder[],
): string[] =>
  folderLevel === 'none'
    ? []
    : folders
        .filter((folder) => folder.workspaceId === workspaceId)
        .filter(({ id }) => folderLevel === 'all' || folderIds.includes(id))
        .flatMap(({ callIds }) => callIds);

const opening = (calls: readonly CallsBy[]): AccessFilter => ({
  open: calls.filter(({ ids }) => ids.length > 0),
  closedAccountIds: [],
});
