import type { Call, CallId, OrganizationId, Party } from '../call.ts';
import { listAccounts } from '../store/accounts-reader.ts';
import { proposeAccount } from '../store/accounts-store.ts';
import { type LinkedParty, saveLinks } from '../store/calls-store.ts';
import { storedParties } from '../store/calls-walker.ts';
import type { Db } from '../store/db.ts';
import { listGongUsers } from '../store/gong-users-store.ts';
import { listMembers } from '../store/members-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { listPartyLinks } from '../store/parties-store.ts';
import { listConfirmedPeople, savePeople } from '../store/people-store.ts';
import { type Directory, linkParty, toDirectory } from './link-parties.ts';

export async function readDirectory(db: Db, organizationId: OrganizationId): Promise<Directory> {
  const organization = await readOrganization(db, organizationId);
  return toDirectory({
    ownDomains: organization.domains,
    accounts: await listAccounts(db, organizationId),
    users: await listGongUsers(db, organizationId),
    members: await listMembers(db, organizationId),
    confirmed: await listConfirmedPeople(db, organizationId),
    partyLinks: await listPartyLinks(db, organizationId),
  });
}

type Linkable = Pick<Call, 'parties' | 'crmAccountIds'> & { id?: CallId; callId?: CallId };
const idOf = ({ id, callId }: Linkable): CallId | undefined => id ?? callId;
export type Links = { parties: LinkedParty[]; accountIds: string[] };

/**
 * Links the calls to people and accounts. Saves the people, and proposes accounts for business domains without an
 * owner. Links come in the order of the calls. A proposal makes a new directory: hand the answered directory on to the
 * next page.
 */
export async function linkCalls(
  db: Db,
  organizationId: OrganizationId,
  given: Directory,
  calls: readonly Linkable[],
  now: Date,
): Promise<{ links: Links[]; directory: Directory }> {
  let directory = given;
  const unknown = new Set(
    calls.flatMap((call) => call.parties.map((party) => linkParty(directory, party, idOf(call)).unknownDomain)),
  );
  unknown.delete(null);
  if (unknown.size > 0) {
    for (const domain of unknown) if (domain) await proposeAccount(db, organizationId, domain, now);
    directory = await readDirectory(db, organizationId);
  }
  const linked = calls.map((call) => call.parties.map((party) => linkParty(directory, party, idOf(call))));
  const ids = await savePeople(
    db,
    organizationId,
    linked
      .flat()
      .map((link) => link.person)
      .filter((person) => person !== null),
  );
  const links = linked.map((parties, at) => {
    const byCrm = (calls[at]?.crmAccountIds ?? []).map((id) => directory.accountsByCrmId.get(id));
    const found = [...parties.map((link) => link.account), ...byCrm].filter(
      (account) => account != null && account.state !== 'ignored',
    );
    return {
      parties: parties.map(({ party, side, person }) =>
        toLinked(party, side, person ? (ids.get(person.email) ?? null) : null),
      ),
      accountIds: [...new Set(found.map((account) => account?.id ?? ''))],
    };
  });
  return { links, directory };
}

const toLinked = (
  { side: gongSide, ...party }: Party,
  side: LinkedParty['side'],
  personId: string | null,
): LinkedParty => ({
  ...party,
  gongSide,
  side,
  personId,
});

/**
 * Links saved calls anew: all calls after accounts, people or domains changed, or only calls with the given Gong users.
 * Answers how many calls changed.
 */
export async function relinkCalls(
  db: Db,
  organizationId: OrganizationId,
  now: Date,
  gongUserIds?: readonly string[],
): Promise<number> {
  let directory = await readDirectory(db, organizationId);
  let changed = 0;
  for await (const page of storedParties(db, organizationId, gongUserIds ? { gongUserIds } : {})) {
    const result = await linkCalls(db, organizationId, directory, page, now);
    directory = result.directory;
    for (const [at, { callId }] of page.entries()) {
      const links = result.links[at];
      if (links && (await saveLinks(db, organizationId, callId, links.parties, links.accountIds))) changed += 1;
    }
  }
  return changed;
}
