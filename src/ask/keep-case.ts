import { scopeOf } from '../access/scope.ts';
import { toCallId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { CaseMoment, EvalCase } from '../eval-case.ts';
import { newId } from '../ids.ts';
import { readAnswer } from '../store/answers-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import { readableIds, readCall } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { countEvalCases, saveEvalCase } from '../store/eval-cases-store.ts';
import { isStillThere, readErasureMark } from '../store/removed-answers-store.ts';
import type { Viewer } from '../viewer.ts';
import { readKept } from './kept-answer.ts';
import { onlyKnown } from './with-known-ids.ts';

/** Most cases of an organization: each is asked at every change that is measured. */
const MOST_CASES = 200;

/**
 * Keeps the question of one of the viewer's answers as a case, with its plan and the moments that answer it; without
 * any, no call does. A later case of the same answer replaces the earlier. It is asked as the answer was: narrowed to
 * the same accounts, and at that time.
 * @throws AppError `not_found` for the answer or a call, `invalid_input` for a call that began after the question was
 * asked, `conflict` for a follow-up, an answer that cannot be read any more, too many cases, or a removal meanwhile.
 */
export async function keepCase(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  { answerId, moments }: { answerId: string; moments: readonly CaseMoment[] },
): Promise<EvalCase> {
  const { organizationId } = viewer;
  // Before anything is read: whoever is erased from here on stands in no case.
  const mark = await readErasureMark(db, organizationId);
  return db.transaction(async (tx) => {
    const record = await readAnswer(tx, viewer, answerId);
    if (!record) throw new AppError('not_found', 'There is no such answer.');
    const kept = readKept(record);
    if (!kept) throw new AppError('conflict', 'This answer can no longer be read. Ask its question again first.');
    const { plan } = kept.answer;
    if (plan.edit)
      throw new AppError('conflict', 'This answer changes the one before, so it cannot be asked by itself.');
    const asOf = kept.request?.asOf ?? record.createdAt;
    await checkCaseCalls(tx, viewer, moments, asOf);
    if ((await countEvalCases(tx, organizationId, { besides: answerId })) >= MOST_CASES)
      throw new AppError('conflict', `There are ${MOST_CASES} cases, which is the most. An admin can remove some.`);
    // A call that its plan names and that may not be read any more is no part of the case: as one that never was.
    const named = await readableIds(
      tx,
      scopeOf(viewer),
      plan.calls.map(({ id }) => toCallId(id)),
    );
    const callIds = [...new Set([...moments.map(({ callId }) => callId), ...named])];
    if (!(await isStillThere(tx, organizationId, callIds, mark)))
      throw new AppError('conflict', 'A call or a person was removed just now. Choose the moments again.');
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
      plan: { ...plan, calls: onlyKnown(plan.calls, named), added: [] },
      asOf,
      accountIds: kept.request?.accountIds ?? [],
      callIds,
    });
    await recordAudit(tx, viewer, { action: 'case.kept', subject: id, details: { moments: moments.length } }, now());
    return { ...made, id };
  });
}

async function checkCaseCalls(tx: Db, viewer: Viewer, moments: readonly CaseMoment[], asOf: Date): Promise<void> {
  for (const callId of new Set(moments.map((moment) => moment.callId))) {
    const call = await readCall(tx, scopeOf(viewer), callId);
    if (!call) throw new AppError('not_found', `There is no call ${callId} here.`);
    if (call.startedAt > asOf)
      throw new AppError(
        'invalid_input',
        `${call.title || 'A call'} began after the question was asked. Ask again, and keep the new answer's question.`,
      );
  }
}
