import { scopeOf } from '../access/scope.ts';
import { AppError } from '../errors.ts';
import { pageOfCalls } from '../search/page-of-calls.ts';
import { readAnswer } from '../store/answers-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import type { NamedCall } from './answer-parts.ts';
import { readKept } from './kept-answer.ts';

const MOST_CALLS = 25;

/**
 * Calls whose moments a case of the viewer's answer may hold, newest first: those of the accounts that its question
 * names, or else of all. None began after the question was asked.
 * @throws AppError `not_found`.
 */
export async function showCaseCalls(
  { db }: { db: Db },
  viewer: Viewer,
  answerId: string,
): Promise<{ askedAt: Date; calls: NamedCall[] }> {
  const record = await readAnswer(db, viewer, answerId);
  if (!record) throw new AppError('not_found', 'There is no such answer.');
  const kept = readKept(record);
  const askedAt = kept?.request?.asOf ?? record.createdAt;
  const accountIds = kept?.answer.plan.accounts.map(({ id }) => id) ?? [];
  const { calls } = await pageOfCalls(db, scopeOf(viewer, askedAt), accountIds.length > 0 ? { accountIds } : {}, {
    limit: MOST_CALLS,
  });
  return {
    askedAt,
    calls: calls.map(({ id, title, startedAt, accounts }) => ({
      ...{ id, title, accounts },
      startedAt: startedAt.toISOString(),
    })),
  };
}
