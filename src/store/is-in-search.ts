import { sql } from 'drizzle-orm';
import { calls } from './schema.ts';

type Revisions = Pick<typeof calls.$inferSelect, 'revision' | 'indexedRevision' | 'meantRevision'>;

/** Whether search has a call's words. It may still lack the vectors, which raised the revision last. */
export const isInSearch = ({ revision, indexedRevision, meantRevision }: Revisions): boolean =>
  indexedRevision >= revision - (meantRevision === revision ? 1 : 0);

/** `isInSearch` in SQL; null where there is no call. */
export const isInSearchSql = sql<boolean | null>`${calls.indexedRevision} >= ${calls.revision}
  - (case when ${calls.meantRevision} = ${calls.revision} then 1 else 0 end)`;
