import { withAccess } from '../access/with-access.ts';
import { inTime } from '../in-time.ts';
import { readLastAsked } from '../store/answers-store.ts';
import type { Db } from '../store/db.ts';
import { findMember } from '../store/members-store.ts';
import { dayOf } from '../time-window.ts';
import type { Viewer } from '../viewer.ts';
import type { RightsReader } from './read-rights.ts';

/** Longer than Gong's rights of a large company take; after it the copy of before decides. */
const PATIENCE_MS = 20_000;

/**
 * The viewer with what they may read by Gong as of now, at their first question of the day; later ones go by the copy
 * that a server reads hourly. Gong away leaves the copy to decide, while it may be believed.
 */
export async function withFreshAccess(
  { db, rights, now }: { db: Db; rights: Pick<RightsReader, 'read'>; now: () => Date },
  viewer: Viewer,
): Promise<Viewer> {
  const member = await findMember(db, viewer.memberId);
  if (member?.policy.mode !== 'gong') return viewer;
  const last = await readLastAsked(db, viewer);
  if (last && dayOf(last, viewer.timeZone) === dayOf(now(), viewer.timeZone)) return viewer;
  const reading = rights.read(viewer.organizationId).catch(() => {
    // Noted at the connection, and the copy decides while it may be believed.
  });
  await inTime(reading, PATIENCE_MS, () => undefined);
  return { ...viewer, ...(await withAccess({ db, now }, member)) };
}
