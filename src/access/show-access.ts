import { z } from 'zod';
import { accessPolicySchema } from '../access-policy.ts';
import { isoDate } from '../iso-date.ts';
import type { Db } from '../store/db.ts';
import { readGongConnection } from '../store/gong-connections-store.ts';
import { countGrantsRead } from '../store/gong-rights-store.ts';
import { readAccessPolicy } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import { checkAdmin } from './check-admin.ts';

/** Who may read which calls, and how fresh the copy of Gong's rights is. */
export const accessStandingSchema = accessPolicySchema
  .extend({
    gong: z.object({
      readAt: isoDate.nullable().meta({ description: 'When profiles, managers and folders were last read whole.' }),
      error: z.string().nullable().meta({ description: 'Why the last reading failed.' }),
      calls: z.number().meta({ description: 'Calls that are kept.' }),
      asked: z.number().meta({ description: 'Of these, calls for which Gong told with whom they were shared.' }),
    }),
  })
  .meta({ id: 'Access' });
export type AccessStanding = z.infer<typeof accessStandingSchema>;

/** @throws AppError `forbidden`. */
export async function showAccess({ db }: { db: Db }, viewer: Viewer): Promise<AccessStanding> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const connection = await readGongConnection(db, organizationId);
  return {
    ...(await readAccessPolicy(db, organizationId)),
    gong: {
      readAt: connection?.rightsReadAt ?? null,
      error: connection?.rightsError ?? null,
      ...(await countGrantsRead(db, organizationId)),
    },
  };
}
