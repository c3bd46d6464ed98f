import { type AccessPolicy, EVERYONE, RIGHTS_LAST_MS } from '../access-policy.ts';
import { listOwnedAccountIds } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';
import { readGongConnection } from '../store/gong-connections-store.ts';
import { readGongRights } from '../store/gong-rights-store.ts';
import type { Membership } from '../store/members-store.ts';
import { findPersonId } from '../store/people-store.ts';
import type { Access, OrganizationMember, Viewer } from '../viewer.ts';
import { type Reader, toAccessFilter } from './to-access-filter.ts';

type Deps = { db: Db; now: () => Date };

/** The member as a viewer, with what they may read at this moment. */
export const withAccess = async (deps: Deps, { policy, ...member }: Membership): Promise<Viewer> => ({
  ...member,
  access: await decideAccess(deps, policy, member),
});

/** What a member may read by a policy, in force or not yet. */
export async function decideAccess(
  { db, now }: Deps,
  policy: AccessPolicy,
  member: OrganizationMember,
): Promise<Access> {
  // Most organizations: nothing to look up.
  if (policy.mode === EVERYONE.mode) return toAccessFilter(policy, nobody(member));
  if (policy.mode === 'gong') {
    const connection = await readGongConnection(db, member.organizationId);
    const readAt = connection?.rightsReadAt ?? null;
    if (!readAt || now().getTime() - readAt.getTime() > RIGHTS_LAST_MS) return { open: 'unknown', readAt };
  }
  return toAccessFilter(policy, await readReader(db, member));
}

const nobody = ({ memberId }: OrganizationMember): Reader => ({
  memberId,
  personId: null,
  ownedAccountIds: [],
  rights: null,
});

export async function readReader(db: Db, { organizationId, memberId, email }: OrganizationMember): Promise<Reader> {
  const [personId, ownedAccountIds, rights] = await Promise.all([
    findPersonId(db, organizationId, email),
    listOwnedAccountIds(db, organizationId, email),
    readGongRights(db, organizationId, email),
  ]);
  return { memberId, personId, ownedAccountIds, rights };
}
