import { toOrganizationId } from '../call.ts';
import type { Db } from '../store/db.ts';
import { findMember, listMemberships } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';
import { memberOfApiKey } from './api-keys.ts';
import type { Auth } from './auth.ts';

type Deps = { db: Db; auth: Auth; now: () => Date };

/**
 * Who is asking: by `Authorization: Bearer <api key>`, else by the session cookie. With several organizations the session's active one
 * counts, else the first joined. Null when nobody proved who they are; a bad key is not made good by a cookie beside it.
 */
export async function viewerOfRequest({ db, auth, now }: Deps, headers: Headers): Promise<Viewer | null> {
  const authorization = headers.get('authorization');
  if (authorization) {
    const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    const memberId = key ? await memberOfApiKey(db, key, now()) : null;
    return memberId ? findMember(db, memberId) : null;
  }
  const session = await auth.api.getSession({ headers });
  if (!session) return null;
  const memberships = await listMemberships(db, session.user.id);
  const active = session.session.activeOrganizationId;
  return (
    memberships.find((member) => active && member.organizationId === toOrganizationId(active)) ?? memberships[0] ?? null
  );
}
