import { AppError } from '../errors.ts';
import { saveSharing } from '../store/answers-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/**
 * Shares the viewer's answer with the other members, or ends the sharing. Returns the address of the answer's page.
 * @throws AppError `not_found`.
 */
export async function shareAnswer(
  { db, publicUrl, now }: { db: Db; publicUrl: () => string; now: () => Date },
  viewer: Viewer,
  { answerId, isShared }: { answerId: string; isShared: boolean },
): Promise<string> {
  await db.transaction(async (tx) => {
    if (!(await saveSharing(tx, viewer, answerId, isShared)))
      throw new AppError('not_found', 'There is no such answer.');
    await recordAudit(tx, viewer, { action: isShared ? 'answer.shared' : 'answer.unshared', subject: answerId }, now());
  });
  return `${publicUrl()}/answers/${answerId}`;
}
