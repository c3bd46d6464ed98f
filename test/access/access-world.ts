import type { AccessPolicy } from '../../src/access-policy.ts';
import {
  type SimulatedCall,
  type SimulatedTranscript,
  simulatedData,
} from '../../src/gong-simulator/simulated-data.ts';
import { oneOf, seeded, someOf } from '../support/seeded.ts';

const LEVELS = ['all', 'managers-team', 'report-to-them', 'own', 'none'] as const;
const FOLDER_LEVELS = ['all', 'specific-folders', 'none'] as const;

/** Somebody of the company: a member here, with or without a user in Gong. */
export type Colleague = {
  email: string;
  userId: string | null;
  isActive: boolean;
  managerId: string | null;
};
type Profile = {
  id: string;
  workspaceId: string;
  name: string;
  level: (typeof LEVELS)[number];
  leads: string[] | null;
  folders: (typeof FOLDER_LEVELS)[number];
  folderIds: string[];
  canSearch: boolean;
  hasLibrary: boolean;
  userIds: string[];
};
/** A call as the oracle sees it; `mark` stands in its title, its words and the names of those on no other call. */
export type WorldCall = {
  id: string;
  mark: string;
  workspaceId: string;
  hostUserId: string | null;
  /** Colleagues on the call, by their place in the company. */
  colleagues: number[];
  /** Places of accounts. */
  accounts: number[];
  /** How many of its segments say "price". */
  prices: number;
  startedAt: Date;
};

export type AccessWorld = ReturnType<typeof accessWorld>;

/** A company with random profiles, managers, folders, shared calls and customers. The same for each seed. */
export function accessWorld(seed: number, sizes: { members: number; calls: number }) {
  const random = seeded(seed);
  const chance = (share: number) => random() < share;
  const workspaces = ['1000000000000000001', '1000000000000000002', '1000000000000000003'];
  const colleagues: Colleague[] = Array.from({ length: sizes.members }, (_, at) => ({
    email: `colleague${at}@ours.example`,
    userId: chance(0.9) ? String(7_000_000_000_000_000_000n + BigInt(at)) : null,
    isActive: chance(0.95),
    managerId: null,
  }));
  const userIds = colleagues.flatMap(({ userId }) => userId ?? []);
  for (const one of colleagues) if (one.userId !== null && chance(0.85)) one.managerId = oneOf(random, userIds);

  const calls: WorldCall[] = Array.from({ length: sizes.calls }, (_, at) => {
    const on = someOf(random, [...colleagues.keys()], Math.floor(random() * 4));
    const host = on[0] === undefined ? null : (colleagues[on[0]]?.userId ?? null);
    return {
      id: String(5_000_000_000_000_000_000n + BigInt(at)),
      mark: markOf(at),
      workspaceId: oneOf(random, workspaces),
      hostUserId: host ?? (chance(0.3) ? oneOf(random, userIds) : null),
      colleagues: on,
      accounts: someOf(random, [...Array(ACCOUNTS).keys()], chance(0.15) ? 2 : chance(0.1) ? 0 : 1),
      prices: Math.floor(random() * 4),
      startedAt: new Date(Date.UTC(2026, 9, 1) + Math.floor(random() * 45 * 24) * 3_600_000 + at * 1000),
    };
  });
  const folders = Array.from({ length: 6 }, (_, at) => {
    const workspaceId = oneOf(random, workspaces);
    const there = calls.filter((call) => call.workspaceId === workspaceId);
    const ids = someOf(random, there, 1 + Math.floor(random() * (1 + sizes.calls / 40))).map(({ id }) => id);
    return { id: `8${at}`, workspaceId, callIds: ids };
  });
  const profiles: Profile[] = workspaces.flatMap((workspaceId, of) =>
    Array.from({ length: 5 }, (_, at) => ({
      id: `9${of}${at}`,
      workspaceId,
      name: `Profile ${of}${at}`,
      level: LEVELS[at] ?? 'none',
      leads: chance(0.5) ? someOf(random, userIds, 2) : null,
      folders: oneOf(random, FOLDER_LEVELS),
      folderIds: someOf(random, folders, 2).map(({ id }) => id),
      canSearch: chance(0.9),
      hasLibrary: chance(0.9),
      userIds: [] as string[],
    })),
  );
  for (const userId of userIds)
    for (const workspaceId of workspaces) {
      if (chance(0.25)) continue;
      const there = profiles.filter((profile) => profile.workspaceId === workspaceId);
      // Levels that open little are commoner than "all".
      for (const profile of someOf(random, there.slice(chance(0.1) ? 0 : 1), chance(0.05) ? 2 : 1))
        profile.userIds.push(userId);
    }
  const grants = new Map(
    someOf(random, calls, Math.ceil(sizes.calls / 15)).map(({ id }) => [id, someOf(random, userIds, 2)]),
  );
  const accounts = Array.from({ length: ACCOUNTS }, (_, at) => ({
    name: ACCOUNT_NAMES[at] ?? `Account ${at}`,
    domain: `customer${at}.example`,
    ownerEmail: chance(0.7) ? oneOf(random, colleagues).email : null,
  }));
  return { workspaces, colleagues, calls, folders, profiles, grants, accounts };
}

/** Three letters for each number, between letters that no other word here has. */
const markOf = (at: number): string =>
  `zq${[at / 676, at / 26, at].map((n) => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(n) % 26]).join('')}xv`;

const ACCOUNT_NAMES =
  'Abrovane,Belkindra,Cormothy,Dulverane,Eskwither,Farnholde,Gantrevin,Hostelore,Imberwick,Jorvanth,Kelmarsh,Lothbrine'.split(
    ',',
  );
const ACCOUNTS = ACCOUNT_NAMES.length;

/** The same company as its Gong holds it. */
export function toSimulatedGong(world: AccessWorld) {
  const calls: SimulatedCall[] = [];
  const transcripts: SimulatedTranscript[] = [];
  for (const call of world.calls) {
    const party = (n: number, more: Record<string, unknown>) => ({
      id: `${call.id}${n}`,
      speakerId: `${call.id}${n}`,
      methods: n % 3 === 2 ? ['Invitee'] : ['Invitee', 'Attendee'],
      ...more,
    });
    const ours = call.colleagues.flatMap((at, n) => {
      const colleague = world.colleagues[at];
      if (!colleague) return [];
      const { userId, email } = colleague;
      return [
        party(n, { name: `Colleague ${at}`, emailAddress: email, affiliation: 'Internal', ...(userId && { userId }) }),
      ];
    });
    const theirs = call.accounts.map((at, n) =>
      party(5 + n, {
        name: `Guest${call.mark} of ${at}`,
        emailAddress: `guest.${call.mark}@${world.accounts[at]?.domain}`,
        affiliation: 'External',
      }),
    );
    calls.push({
      metaData: {
        id: call.id,
        title: `Meeting ${call.mark}`,
        started: call.startedAt.toISOString(),
        scheduled: call.startedAt.toISOString(),
        duration: 900,
        scope: 'External',
        system: 'Zoom',
        direction: 'Conference',
        isPrivate: false,
        workspaceId: call.workspaceId,
        primaryUserId: call.hostUserId,
      },
      parties: [...ours, ...theirs],
    });
    // Nobody says two sentences in a row, so that each is a segment.
    const speakers = [...[...theirs, ...ours].map(({ speakerId }) => speakerId), `${call.id}88`, `${call.id}99`];
    const texts = [
      `Word${call.mark} is what we call it here.`,
      ...Array.from({ length: call.prices }, (_, n) => `The price of item ${n} is too high for us, said ${call.mark}.`),
    ];
    transcripts.push({
      callId: call.id,
      transcript: texts.map((text, n) => ({
        speakerId: speakers[n % speakers.length] ?? null,
        topic: null,
        sentences: [{ start: n * 60_000, end: n * 60_000 + 4000, text }],
      })),
    });
  }
  const users = world.colleagues.flatMap(({ userId, email, isActive, managerId }, at) =>
    userId === null
      ? []
      : [
          {
            id: userId,
            emailAddress: email,
            firstName: 'Colleague',
            lastName: String(at),
            active: isActive,
            managerId,
          },
        ],
  );
  return {
    ...simulatedData({ calls, transcripts, users }),
    workspaces: world.workspaces.map((id) => ({ id, name: `Workspace ${id}`, description: null })),
    profiles: world.profiles.map((one) => ({
      id: one.id,
      workspaceId: one.workspaceId,
      name: one.name,
      callsAccess: { permissionLevel: one.level, teamLeadIds: one.leads },
      libraryFolderAccess: { permissionLevel: one.folders, libraryFolderIds: one.folderIds },
      callsAndSearch: one.canSearch,
      library: one.hasLibrary,
      userIds: one.userIds,
    })),
    folders: world.folders.map((one) => ({ ...one, name: `Folder ${one.id}`, updated: '2026-10-01T00:00:00Z' })),
    callAccess: new Map(world.grants),
  };
}

/** A policy with its rules' accounts and members by their places. */
export type WorldPolicy = Omit<AccessPolicy, 'rules'> & {
  rules: { effect: 'open' | 'close'; to: 'members' | 'others'; accounts: number[]; members: number[] }[];
};

/**
 * Whether a colleague may read a call: written from the table of docs/gong-api.md §6 and docs/access.md, call by call,
 * without a line of what it checks.
 */
export function oracleReads(world: AccessWorld, policy: WorldPolicy, at: number, call: WorldCall): boolean {
  const meant = policy.rules.filter((rule) => (rule.to === 'members') === rule.members.includes(at));
  const concerns = (rule: (typeof meant)[number]) => call.accounts.some((account) => rule.accounts.includes(account));
  if (meant.some((rule) => rule.effect === 'close' && concerns(rule))) return false;
  if (meant.some((rule) => rule.effect === 'open' && concerns(rule))) return true;
  const me = world.colleagues[at];
  if (!me) return false;
  const wasOn = call.colleagues.includes(at);
  if (policy.mode === 'everyone') return true;
  if (policy.mode === 'own') {
    if (wasOn || (me.userId !== null && call.hostUserId === me.userId)) return true;
    return call.accounts.some((account) => world.accounts[account]?.ownerEmail === me.email);
  }
  if (me.userId === null) return policy.withoutGongUser === 'everything' || (policy.withoutGongUser === 'own' && wasOn);
  if (!me.isActive) return false;
  if (world.grants.get(call.id)?.includes(me.userId)) return true;
  return world.profiles.some((profile) => {
    if (!profile.userIds.includes(me.userId ?? '')) return false;
    if (profile.workspaceId === call.workspaceId && profile.canSearch && levelReads(world, policy, profile, me, call))
      return true;
    if (!profile.hasLibrary || profile.folders === 'none') return false;
    return world.folders.some(
      (folder) =>
        folder.workspaceId === profile.workspaceId &&
        (profile.folders === 'all' || profile.folderIds.includes(folder.id)) &&
        folder.callIds.includes(call.id),
    );
  });
}

function levelReads(world: AccessWorld, { team }: WorldPolicy, profile: Profile, me: Colleague, call: WorldCall) {
  const on = new Set(call.colleagues.flatMap((at) => world.colleagues[at]?.userId ?? []));
  if (call.hostUserId !== null) on.add(call.hostUserId);
  const anyOn = (test: (userId: string) => boolean) => [...on].some(test);
  const isMe = (userId: string) => userId === me.userId;
  const under = (top: string) => (userId: string) => isUnder(world, userId, top);
  if (profile.level === 'all') return true;
  if (profile.level === 'none') return false;
  if (profile.level === 'own') return anyOn(isMe);
  if (profile.level === 'report-to-them') return anyOn((userId) => isMe(userId) || under(me.userId ?? '')(userId));
  const leads = profile.leads ?? [];
  const ofManager = (userId: string) => me.managerId !== null && under(me.managerId)(userId);
  const ofLeads = (userId: string) => leads.some((lead) => under(lead)(userId));
  return anyOn((userId) => {
    if (isMe(userId)) return true;
    if (leads.length === 0 || team === 'manager') return ofManager(userId);
    return team === 'leads' ? ofLeads(userId) : ofLeads(userId) && ofManager(userId);
  });
}

/** Goes up from the user to the top, until the tree ends or turns in a circle. */
function isUnder(world: AccessWorld, userId: string, top: string): boolean {
  const passed = new Set<string>();
  for (let at: string | null = userId; at !== null && !passed.has(at); ) {
    if (at === top) return true;
    passed.add(at);
    const current: string = at;
    at = world.colleagues.find((one) => one.userId === current)?.managerId ?? null;
  }
  return false;
}

export function randomPolicy(random: () => number, world: AccessWorld): WorldPolicy {
  const rules = Array.from({ length: Math.floor(random() * 3) }, () => ({
    effect: oneOf(random, ['open', 'close'] as const),
    to: oneOf(random, ['members', 'others'] as const),
    accounts: someOf(random, [...world.accounts.keys()], 2),
    members: someOf(random, [...world.colleagues.keys()], Math.ceil(world.colleagues.length / 3)),
  }));
  return {
    mode: oneOf(random, ['gong', 'gong', 'gong', 'own', 'everyone'] as const),
    team: oneOf(random, ['both', 'manager', 'leads'] as const),
    withoutGongUser: oneOf(random, ['nothing', 'own', 'everything'] as const),
    rules,
  };
}
