import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { scopeOf } from '../access/scope.ts';
import type { AuditDetails } from '../audit.ts';
import type { CallId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Given } from '../given.ts';
import { type Person, saidKindSchema } from '../person.ts';
import { recordAudit } from '../store/audit-store.ts';
import { readCall } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { readParty, savePartyLink } from '../store/parties-store.ts';
import type { Viewer } from '../viewer.ts';
import { confirmKnown } from './confirm-known.ts';
import { partyKeyOf } from './link-parties.ts';
import type { Relink } from './relink.ts';
import { showPerson } from './show-person.ts';

/** `accountId` and `kind` serve for a participant with an address, `personId` for a participant without. */
export const participantWishSchema = z.object({
  accountId: z.string().optional(),
  personId: z.string().optional(),
  kind: saidKindSchema.default('contact'),
});
export type ParticipantLink = Given<z.infer<typeof participantWishSchema>> & { callId: CallId; position: number };

/**
 * Identifies a participant. With an address, every call then knows the person by account and kind; without, the link
 * holds on the given call only. Links past calls anew.
 * @throws AppError `forbidden`, `not_found`, `invalid_input`, `conflict` for a participant without a key
 * (`partyKeyOf`).
 */
export async function linkParticipant(
  { db, relink, now }: { db: Db; relink: Relink; now: () => Date },
  viewer: Viewer,
  { callId, position, accountId, personId, kind }: ParticipantLink,
): Promise<Person> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const record = (tx: Db, details: AuditDetails) =>
    recordAudit(tx, viewer, { action: 'participant.linked', subject: callId, details }, now());
  const isReadable = (await readCall(db, scopeOf(viewer), callId)) !== null;
  const party = isReadable ? await readParty(db, organizationId, callId, position) : null;
  if (!party) throw new AppError('not_found', 'There is no such participant.');
  if (party.email) {
    const { email } = party;
    const wish = { email, name: party.name ?? email, kind, ...(accountId && { accountId }) };
    const known = await db.transaction(async (tx) => {
      const { id } = await confirmKnown(tx, viewer, wish);
      await record(tx, { position, personId: id, kind });
      return id;
    });
    await relink(organizationId);
    return showPerson({ db }, viewer, known);
  }
  if (!personId) throw new AppError('invalid_input', 'personId: required for a participant without an address.');
  const person = await showPerson({ db }, viewer, personId);
  const partyKey = partyKeyOf(party);
  if (!partyKey) throw new AppError('conflict', 'Gong tells nothing by which this participant could be known again.');
  await db.transaction(async (tx) => {
    await savePartyLink(tx, organizationId, { callId, partyKey, personId });
    await record(tx, { position, personId });
  });
  await relink(organizationId);
  return person;
}
