import { z } from 'zod';
import { isEveryCall } from '../access-filter.ts';
import { isoDate } from '../iso-date.ts';
import { namedSchema } from '../named.ts';
import { organizationSchema } from '../organization.ts';
import type { Db } from '../store/db.ts';
import { listMemberships } from '../store/members-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { type Access, roleSchema, type Viewer } from '../viewer.ts';

export const meSchema = z.object({
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  organization: organizationSchema,
  access: z
    .object({
      reads: z.enum(['all', 'some', 'none', 'unknown']),
      readAt: isoDate.nullable().meta({ description: 'Where it is unknown: when the rights in Gong were last read.' }),
    })
    .meta({ description: 'Which calls you may read; unknown while the rights in Gong cannot be read.' }),
  organizations: z.array(namedSchema).meta({ description: 'All that you are a member of.' }),
});
export type Me = z.infer<typeof meSchema>;

/** The viewer's own account, role and organizations. */
export async function showMe({ db }: { db: Db }, viewer: Viewer): Promise<Me> {
  const { email, name, role, organizationId, userId } = viewer;
  const memberships = await listMemberships(db, userId);
  return {
    ...{ email, name, role },
    // Parsing drops the rules, which are not for plain members.
    organization: organizationSchema.parse(await readOrganization(db, organizationId)),
    access: toReads(viewer.access),
    organizations: memberships.map((one) => ({ id: one.organizationId, name: one.organizationName })),
  };
}

const toReads = (access: Access): Me['access'] => {
  if (access.open === 'unknown') return { reads: 'unknown', readAt: access.readAt };
  if (isEveryCall(access)) return { reads: 'all', readAt: null };
  return { reads: access.open.length === 0 ? 'none' : 'some', readAt: null };
};
