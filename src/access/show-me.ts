import { z } from 'zod';
import { namedSchema } from '../named.ts';
import { organizationSchema } from '../organization.ts';
import type { Db } from '../store/db.ts';
import { listMemberships } from '../store/members-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { roleSchema, type Viewer } from '../viewer.ts';

export const meSchema = z.object({
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  organization: organizationSchema,
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
    organizations: memberships.map((one) => ({ id: one.organizationId, name: one.organizationName })),
  };
}
