import type { Account } from '../account.ts';
import type { GongUser, Party, Side } from '../call.ts';
import { domainOf, isFreemail, ownerOfDomain, toCompanyDomain } from '../company-domain.ts';
import type { Person } from '../person.ts';

/** An organization's knowledge of people and accounts. */
export type Directory = {
  ownDomains: ReadonlySet<string>;
  /** Includes ignored accounts, so that an ignored domain is not proposed again. */
  accountsByDomain: ReadonlyMap<string, Account>;
  accountsByCrmId: ReadonlyMap<string, Account>;
  accountsById: ReadonlyMap<string, Account>;
  usersById: ReadonlyMap<string, GongUser>;
  /** By every address of a user, including aliases and trusted addresses. */
  usersByEmail: ReadonlyMap<string, GongUser>;
  /** Addresses and names of our members. */
  membersByEmail: ReadonlyMap<string, string>;
  /** People confirmed by an admin or an import, by address. */
  confirmed: ReadonlyMap<string, Person>;
  /** Participants identified by an admin, by call and Gong's key for the participant. */
  partyLinks: ReadonlyMap<string, Person>;
};

export type Known = {
  ownDomains: readonly string[];
  accounts: readonly Account[];
  users: readonly GongUser[];
  members?: readonly { email: string; name: string }[];
  confirmed?: readonly Person[];
  partyLinks?: readonly { callId: string; partyKey: string; person: Person }[];
};

export function toDirectory({
  ownDomains,
  accounts,
  users,
  members = [],
  confirmed = [],
  partyLinks = [],
}: Known): Directory {
  const addresses = (user: GongUser) => [user.email, ...user.otherEmails].filter((email) => email !== null);
  return {
    ownDomains: new Set(ownDomains),
    accountsByDomain: new Map(
      accounts.flatMap((account) => account.domains.map((domain) => [domain, account] as const)),
    ),
    accountsByCrmId: new Map(accounts.flatMap((account) => (account.crmId ? [[account.crmId, account] as const] : []))),
    accountsById: new Map(accounts.map((account) => [account.id, account])),
    usersById: new Map(users.map((user) => [user.id, user])),
    usersByEmail: new Map(
      users.flatMap((user) => addresses(user).map((email) => [email.toLowerCase(), user] as const)),
    ),
    membersByEmail: new Map(members.map(({ email, name }) => [email.toLowerCase(), name])),
    confirmed: new Map(confirmed.map((person) => [person.email, person])),
    partyLinks: new Map(partyLinks.map(({ callId, partyKey, person }) => [`${callId} ${partyKey}`, person])),
  };
}

/** Gong's most stable key for a participant; null if Gong tells nothing. */
export const partyKeyOf = ({
  gongPartyId,
  speakerId,
  name,
}: Pick<Party, 'gongPartyId' | 'speakerId' | 'name'>): string | null =>
  gongPartyId ? `party ${gongPartyId}` : speakerId ? `speaker ${speakerId}` : name ? `name ${name}` : null;

export type PartyLink = {
  party: Party;
  side: Side;
  /** Null for a party without an address: dial-ins stay unknown and are never guessed. */
  person: Omit<Person, 'id'> | null;
  account: Account | null;
  /** A company's domain without an owner so far. */
  unknownDomain: string | null;
};

/**
 * Settles a party's side, person and account. An admin's word comes first, then Gong's side, then our Gong users,
 * members and domains, then the accounts' domains. A teammate is the same person under any address. A customer's
 * account owns the longest matching domain. Without an admin's word, a freemail address belongs to no account and a
 * participant without an address to nobody.
 */
export function linkParty(directory: Directory, given: Party, callId?: string): PartyLink {
  const key = partyKeyOf(given);
  const said = given.email === null && callId && key ? directory.partyLinks.get(`${callId} ${key}`) : undefined;
  const told = given.email?.toLowerCase() ?? said?.email ?? null;
  const user =
    (given.gongUserId ? directory.usersById.get(given.gongUserId) : undefined) ??
    (told ? directory.usersByEmail.get(told) : undefined);
  const email = user?.email?.toLowerCase() ?? told;
  const confirmed = email ? (directory.confirmed.get(email) ?? said) : undefined;
  const party = {
    ...given,
    email,
    name:
      confirmed?.name ?? given.name ?? user?.name ?? (email ? directory.membersByEmail.get(email) : undefined) ?? null,
    title: given.title ?? confirmed?.title ?? user?.title ?? null,
  };
  const domain = domainOf(email);
  const isOurs =
    user !== undefined ||
    (email !== null && directory.membersByEmail.has(email)) ||
    (domain !== null && ownsDomain(directory.ownDomains, domain));
  const byDomain =
    domain !== null && !isOurs && !isFreemail(domain) ? ownerOfDomain(directory.accountsByDomain, domain) : undefined;
  const account = (confirmed?.accountId ? directory.accountsById.get(confirmed.accountId) : undefined) ?? byDomain;
  const side = sideOf(confirmed) ?? settleSide(party.side, isOurs, account !== undefined);
  const isCustomer = side === 'customer';
  const active = isCustomer && account && account.state !== 'ignored' ? account : null;
  const mayPropose = isCustomer && domain !== null && !account && !isFreemail(domain) && !isOurs;
  return {
    party,
    side,
    person: email
      ? {
          email,
          name: party.name ?? email,
          title: party.title,
          kind: side === 'us' ? 'teammate' : isCustomer ? 'contact' : 'unknown',
          accountId: active?.id ?? null,
        }
      : null,
    account: active,
    unknownDomain: mayPropose ? toCompanyDomain(domain) : null,
  };
}

const sideOf = (confirmed: Person | undefined): Side | null =>
  confirmed?.kind === 'teammate' ? 'us' : confirmed?.kind === 'contact' ? 'customer' : null;

function settleSide(told: Side, isOurs: boolean, hasAccount: boolean): Side {
  if (told !== 'unknown') return told;
  if (isOurs) return 'us';
  return hasAccount ? 'customer' : 'unknown';
}

const ownsDomain = (domains: ReadonlySet<string>, domain: string): boolean =>
  ownerOfDomain(new Map([...domains].map((own) => [own, true])), domain) === true;
