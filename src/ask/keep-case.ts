import { scopeOf } from '../access/scope.ts';
import { AppError } from '../errors.ts';
import type { CaseMoment, EvalCase } from '../eval-case.ts';
import { newId } from '../ids.ts';
import { readAnswer } from '../store/answers-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import { readCall } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { countEvalCases, saveEvalCase } from '../store/eval-cases-store.ts';
import { isStillThere, readErasureMark } from '../store/removed-answers-store.ts';
import type { Viewer } from '../viewer.ts';
import { readKept } from './kept-answer.ts';

/** Most cases of an organization: each is asked at every change that is measured. */
const MOST_CASES = 200;

/**
 * Keeps the question of one of the viewer's answers as a case, with its plan and the moments that answer it; without
 * any, no call does. A later case of the same answer replaces the earlier.
 * @throws AppError `not_found` for the answer or a call, `invalid_input` for moments past a call's end, `conflict` for
 * a follow-up, an answer that cannot be read any more, or too many cases.
 */
export async function keepCase(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  { answerId, moments }: { answerId: string; moments: readonly CaseMoment[] },
): Promise<EvalCase> {
  const { organizationId } = viewer;
  for (const callId of new Set(moments.map((moment) => moment.callId)))
    if (!(await readCall(db, scopeOf(viewer), callId)))
      throw new AppError('not_found', `There is no call ${callId} here.`);
  return db.transaction(async (tx) => {
    const record = await readAnswer(tx, viewer, answerId);
    if (!record) throw new AppError('not_found', 'There is no such answer.');
    const kept = readKept(record);
    if (!kept) throw new AppError('conflict', 'This answer can no longer be read. Ask its question again first.');
    const { plan } = kept.answer;
    if (plan.edit)
      throw new AppError('conflict', 'This answer changes the one before, so it cannot be asked by itself.');
    if ((await countEvalCases(tx, organizationId)) >= MOST_CASES)
      throw new AppError('conflict', `There are ${MOST_CASES} cases, which is the most. An admin can remove some.`);
    const callIds = [
      ...new Set([...moments, ...plan.calls.map(({ id }) => ({ callId: id }))].map((one) => one.callId)),
    ];
    const mark = await readErasureMark(tx, organizationId);
    if (!(await isStillThere(tx, organizationId, callIds, mark)))
      throw new AppError('conflict', 'A call of this case was removed just now. Choose its moments again.');
    const made = {
      question: record.question,
      moments: [...moments],
      createdAt: now(),
      createdBy: viewer.email,
    };
    const id = await saveEvalCase(tx, {
      ...made,
      id: newId('cas'),
      organizationId,
      answerId,
      // Words are added anew whenever it is asked: they are a part of what is measured.
      plan: { ...plan, added: [] },
      asOf: kept.request?.asOf ?? now(),
      callIds,
    });
    await recordAudit(tx, viewer, { action: 'case.kept', subject: id, details: { moments: moments.length } }, now());
    return { ...made, id };
  });
}
