import { checkAdmin } from '../access/check-admin.ts';
import type { CallId, OrganizationId } from '../call.ts';
import { isEmailAddress } from '../email-address.ts';
import type { Erasure } from '../erasure.ts';
import { AppError } from '../errors.ts';
import type { MediaStore } from '../media/media-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import { noteErased } from '../store/call-ledger-store.ts';
import { removeCalls } from '../store/calls-store.ts';
import type { Db } from '../store/db.ts';
import { erasePerson } from '../store/erased-people-store.ts';
import { listMembers } from '../store/members-store.ts';
import type { Viewer } from '../viewer.ts';

type ErasureOfCalls = Erasure & { callIds: CallId[] };

type Deps = {
  db: Db;
  media: Pick<MediaStore, 'remove'>;
  scrub: (organizationId: OrganizationId) => Promise<void>;
  now: () => Date;
};

/**
 * Forgets a person, by address, or a call, everywhere. Later syncs leave the person or call out. Answers the counts
 * removed.
 * @throws AppError `forbidden`, `not_found`, `invalid_input`, `conflict` for a member; `index_unavailable` while
 * search's files still hold the words: the erasure stands, and the files follow when search is back.
 */
export async function erase(
  { db, media, scrub, now }: Deps,
  viewer: Viewer,
  what: { person: string } | { callId: CallId },
): Promise<Erasure> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const { callIds, ...removed } =
    'person' in what
      ? await eraseByEmail(db, viewer, what.person, now())
      : await eraseCall(db, viewer, what.callId, now());
  await media.remove(organizationId, callIds);
  await scrub(organizationId);
  return removed;
}

async function eraseCall(db: Db, viewer: Viewer, callId: CallId, now: Date): Promise<ErasureOfCalls> {
  const { organizationId } = viewer;
  return db.transaction(async (tx) => {
    const calls = await removeCalls(tx, organizationId, [callId], { presence: 'left_out', reason: 'erased' }, now);
    const isKnown = await noteErased(tx, organizationId, callId);
    if (calls === 0 && !isKnown) throw new AppError('not_found', `There is no call ${callId} here.`);
    await recordAudit(tx, viewer, { action: 'call.erased', subject: callId }, now);
    return { people: 0, calls, segments: 0, answers: 0, callIds: [callId] };
  });
}

async function eraseByEmail(db: Db, viewer: Viewer, email: string, now: Date): Promise<ErasureOfCalls> {
  const { organizationId } = viewer;
  if (!isEmailAddress(email)) throw new AppError('invalid_input', `"${email}" is not an address.`);
  const members = await listMembers(db, organizationId);
  if (members.some((member) => member.email.toLowerCase() === email.toLowerCase()))
    throw new AppError('conflict', `${email} is a member of the organization. Remove the membership first.`);
  return db.transaction(async (tx) => {
    const erasure = await erasePerson(tx, organizationId, email, now);
    const { callIds: _, ...counts } = erasure;
    await recordAudit(tx, viewer, { action: 'person.erased', details: counts }, now);
    return erasure;
  });
}
