import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { scopeOfPage } from '../access/scope.ts';
import { evalCaseSchema } from '../eval-case.ts';
import { readableIds } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { listEvalCases } from '../store/eval-cases-store.ts';
import type { Viewer } from '../viewer.ts';

export const shownCaseSchema = evalCaseSchema
  .extend({
    isInPart: z.boolean().meta({ description: 'Moments of calls that you may not read are left out.' }),
  })
  .meta({ id: 'ShownCase' });
type ShownCase = z.output<typeof shownCaseSchema>;

/**
 * The organization's cases, newest first, with the moments of calls that the viewer may read.
 * @throws AppError `forbidden`.
 */
export async function showCases({ db }: { db: Db }, viewer: Viewer): Promise<ShownCase[]> {
  checkAdmin(viewer);
  const cases = await listEvalCases(db, viewer.organizationId);
  const callIds = cases.flatMap(({ moments }) => moments.map(({ callId }) => callId));
  const readable = await readableIds(db, scopeOfPage(viewer), callIds);
  return cases.map(({ id, question, moments, createdAt, createdBy }) => {
    const shown = moments.filter(({ callId }) => readable.has(callId));
    return { id, question, moments: shown, isInPart: shown.length < moments.length, createdAt, createdBy };
  });
}
