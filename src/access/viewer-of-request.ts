import { toOrganizationId } from '../call.ts';
import type { Db } from '../store/db.ts';
import { findMember, listMemberships } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Auth } from './auth.ts';
import { memberOfApiKey } from './member-of-api-key.ts';
import { withAccess } from './with-access.ts';

type Deps = { db: Db; auth: Auth; now: () => Date };

/**
 * The viewer, by `Authorization: Bearer <api key>` or else by the session cookie. Among several organizations the
 * session's active organization counts, else the first joined. Null when nobody proved their identity. A bad key fails
 * even beside a good cookie.
 */
export async function viewerOfRequest({ db, auth, now }: Deps, headers: Headers): Promise<Viewer | null> {
  const authorization = headers.get('authorization');
  if (authorization) {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    const memberId = key ? await memberOfApiKey(db, key, now()) : null;
    const member = memberId ? await findMember(db, memberId) : null;
    return member && withAccess({ db, now }, member);
  }
  const session = await (await auth()).api.getSession({ headers });
  if (!session) return null;
  const memberships = await listMemberships(db, session.user.id);
  const active = session.session.activeOrganizationId;
  const member =
    memberships.find(({ organizationId }) => active && organizationId === toOrganizationId(active)) ?? memberships[0];
  return member ? withAccess({ db, now }, member) : null;
}
