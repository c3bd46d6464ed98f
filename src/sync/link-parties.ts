import { type Account, domainOf, isFreemail, ownerOfDomain, type Person } from '../account.ts';
import type { GongUser, Party, Side } from '../call.ts';

/** What an organization knows about who is who. */
export type Directory = {
  ownDomains: ReadonlySet<string>;
  /** Accounts by domain, ignored ones too: an ignored domain is not proposed again. */
  accountsByDomain: ReadonlyMap<string, Account>;
  accountsByCrmId: ReadonlyMap<string, Account>;
  usersById: ReadonlyMap<string, GongUser>;
};

export function toDirectory(
  ownDomains: readonly string[],
  accounts: readonly Account[],
  users: readonly GongUser[],
): Directory {
  return {
    ownDomains: new Set(ownDomains),
    accountsByDomain: new Map(
      accounts.flatMap((account) => account.domains.map((domain) => [domain, account] as const)),
    ),
    accountsByCrmId: new Map(accounts.flatMap((account) => (account.crmId ? [[account.crmId, account] as const] : []))),
    usersById: new Map(users.map((user) => [user.id, user])),
  };
}

export type PartyLink = {
  party: Party;
  side: Side;
  /** Null for parties without an address: dial-ins stay unknown, they are never guessed. */
  person: Omit<Person, 'id'> | null;
  account: Account | null;
  /** A business domain that nobody owns yet. */
  unknownDomain: string | null;
};

/**
 * Settles whose person a party is: the side from Gong, else from the organization's own domains, else from the accounts'; a customer's
 * account by the longest domain that matches. A freemail address belongs to no account.
 */
export function linkParty(directory: Directory, given: Party): PartyLink {
  const user = given.gongUserId ? directory.usersById.get(given.gongUserId) : undefined;
  const party = {
    ...given,
    email: given.email ?? user?.email ?? null,
    name: given.name ?? user?.name ?? null,
    title: given.title ?? user?.title ?? null,
  };
  const domain = domainOf(party.email);
  const isOurs = domain !== null && ownsDomain(directory.ownDomains, domain);
  const account =
    domain !== null && !isOurs && !isFreemail(domain) ? ownerOfDomain(directory.accountsByDomain, domain) : undefined;
  const side = settleSide(party.side, isOurs || user !== undefined, account !== undefined);
  const isCustomer = side === 'customer';
  const active = isCustomer && account && account.state !== 'ignored' ? account : null;
  const mayPropose = isCustomer && domain !== null && !account && !isFreemail(domain) && !isOurs;
  return {
    party,
    side,
    person: party.email
      ? {
          email: party.email,
          name: party.name ?? party.email,
          title: party.title,
          kind: side === 'us' ? 'teammate' : isCustomer ? 'contact' : 'unknown',
          accountId: active?.id ?? null,
        }
      : null,
    account: active,
    unknownDomain: mayPropose ? domain : null,
  };
}

function settleSide(told: Side, isOurs: boolean, hasAccount: boolean): Side {
  if (told !== 'unknown') return told;
  if (isOurs) return 'us';
  return hasAccount ? 'customer' : 'unknown';
}

const ownsDomain = (domains: ReadonlySet<string>, domain: string): boolean =>
  ownerOfDomain(new Map([...domains].map((own) => [own, true])), domain) === true;
