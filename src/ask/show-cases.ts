import { checkAdmin } from '../access/check-admin.ts';
import type { EvalCase } from '../eval-case.ts';
import type { Db } from '../store/db.ts';
import { listEvalCases } from '../store/eval-cases-store.ts';
import type { Viewer } from '../viewer.ts';

/** The organization's cases, newest first. @throws AppError `forbidden`. */
export async function showCases({ db }: { db: Db }, viewer: Viewer): Promise<EvalCase[]> {
  checkAdmin(viewer);
  const cases = await listEvalCases(db, viewer.organizationId);
  return cases.map(({ id, question, moments, createdAt, createdBy }) => ({
    ...{ id, question, moments },
    ...{ createdAt, createdBy },
  }));
}
