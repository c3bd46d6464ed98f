import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Given } from '../given.ts';
import { isoDate } from '../iso-date.ts';
import { listShared, saveSharing } from '../store/answers-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** How long a link may be good for, in days. */
const SHARING_DAYS = [7, 14, 30] as const;
const USUAL_DAYS = 30;

/** A member's wish. */
export const sharingSchema = z.object({
  isShared: z.boolean(),
  days: z
    .literal(SHARING_DAYS)
    .nullable()
    .optional()
    .meta({
      description: `How long the link is good for; null for no end. Left out, a shared answer keeps its end, and another gets ${USUAL_DAYS} days.`,
    }),
});
type Sharing = Given<z.output<typeof sharingSchema>>;

/** An answer's link; `until` is when it ends by itself, null for never. */
export const sharedLinkSchema = z.object({ url: z.string(), until: isoDate.nullable() });
export type SharedLink = z.infer<typeof sharedLinkSchema>;

export const sharedAnswerSchema = sharedLinkSchema.extend({ answerId: z.string(), question: z.string() });

type Deps = { db: Db; publicUrl: () => string; now: () => Date };

const DAY_MS = 86_400_000;

/**
 * Shares the viewer's answer with the other members for some days, or ends the sharing. The link is the answer's page.
 * @throws AppError `not_found`.
 */
export async function shareAnswer(
  { db, publicUrl, now }: Deps,
  viewer: Viewer,
  { answerId, isShared, days }: { answerId: string } & Sharing,
): Promise<SharedLink> {
  const untilAfter = (count: number) => new Date(now().getTime() + count * DAY_MS);
  return db.transaction(async (tx) => {
    const shared = (await listShared(tx, viewer, now())).find((one) => one.answerId === answerId);
    if (isShared && shared && days === undefined) return { url: urlOf(publicUrl, answerId), until: shared.until };
    const until = isShared && days !== null ? untilAfter(days ?? USUAL_DAYS) : null;
    if (!(await saveSharing(tx, viewer, answerId, { isShared, until })))
      throw new AppError('not_found', 'There is no such answer.');
    await recordAudit(
      tx,
      viewer,
      isShared
        ? { action: 'answer.shared', subject: answerId, details: { until: until?.toISOString() ?? null } }
        : { action: 'answer.unshared', subject: answerId },
      now(),
    );
    return { url: urlOf(publicUrl, answerId), until };
  });
}

/** What the viewer shares now, the newest answer first. */
export async function showShared(
  { db, publicUrl, now }: Deps,
  viewer: Viewer,
): Promise<z.infer<typeof sharedAnswerSchema>[]> {
  const shared = await listShared(db, viewer, now());
  return shared.map((one) => ({ ...one, url: urlOf(publicUrl, one.answerId) }));
}

const urlOf = (publicUrl: () => string, answerId: string): string => `${publicUrl()}/answers/${answerId}`;
