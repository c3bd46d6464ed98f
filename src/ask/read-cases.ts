import type { Db } from '../store/db.ts';
import { listEvalCases } from '../store/eval-cases-store.ts';
import type { Viewer } from '../viewer.ts';
import { keptPlanSchema } from './answer-plan.ts';
import type { EvaluatedQuestion } from './evaluated-question.ts';

/** A case to ask, and the share of it that the index in use found when last measured; null before. */
export type AskedCase = EvaluatedQuestion & { id: string; found: number | null };

/** The organization's cases as questions, newest first. A case whose plan is unreadable is planned anew. */
export async function readCases(
  { db }: { db: Db },
  { organizationId }: Pick<Viewer, 'organizationId'>,
): Promise<AskedCase[]> {
  const cases = await listEvalCases(db, organizationId);
  return cases.map(({ id, question, plan, asOf, accountIds, moments, found }) => {
    const read = keptPlanSchema.safeParse(plan).data;
    const asked = { id, question, asOf: asOf.toISOString(), accountIds, expected: { spans: moments }, found };
    return read ? { ...asked, plan: read } : asked;
  });
}
