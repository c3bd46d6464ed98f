import type { Call, CallId, OrganizationId, Turn } from '../call.ts';
import { AppError } from '../errors.ts';
import { noteErased } from '../store/call-ledger-store.ts';
import { removeCalls } from '../store/calls-store.ts';
import type { Db } from '../store/db.ts';
import {
  type ErasedPeople,
  type Erasure,
  erasePerson,
  listErasedSpeakers,
  withoutIdentity,
  withoutNames,
} from '../store/erased-people-store.ts';
import { listMembers } from '../store/members-store.ts';

/** Takes a call out of everything; a later sync leaves it out. Answers what went. @throws AppError `not_found`. */
export async function eraseCall(db: Db, organizationId: OrganizationId, callId: CallId, now: Date): Promise<Erasure> {
  return db.transaction(async (tx) => {
    const calls = await removeCalls(tx, organizationId, [callId], { presence: 'left_out', reason: 'erased' }, now);
    const isKnown = await noteErased(tx, organizationId, callId);
    if (calls === 0 && !isKnown) throw new AppError('not_found', `There is no call ${callId} here.`);
    return { people: 0, calls, segments: 0, answers: 0, callIds: [callId] };
  });
}

/** Takes a person out of everything, by address. @throws AppError `invalid_input`, `conflict` for a member. */
export async function erasePersonByEmail(
  db: Db,
  organizationId: OrganizationId,
  email: string,
  now: Date,
): Promise<Erasure> {
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new AppError('invalid_input', `"${email}" is not an address.`);
  const members = await listMembers(db, organizationId);
  if (members.some((member) => member.email.toLowerCase() === email.toLowerCase()))
    throw new AppError('conflict', `${email} is a member of the organization. Remove the membership first.`);
  return erasePerson(db, organizationId, email, now);
}

/** A call as it may be kept: who was erased is nobody on it. */
export function withoutErased(call: Call, erased: ErasedPeople): Call {
  const gone = call.parties.filter(({ email }) => erased.has(email));
  if (gone.length === 0) return call;
  return {
    ...call,
    title: withoutNames(
      call.title,
      gone.flatMap(({ name }) => name ?? []),
    ),
    parties: call.parties.map((party) => (erased.has(party.email) ? withoutIdentity(party) : party)),
  };
}

/** Transcripts without the words of who was erased. */
export async function withoutErasedWords(
  db: Db,
  organizationId: OrganizationId,
  found: ReadonlyMap<CallId, readonly Turn[]>,
): Promise<Map<CallId, readonly Turn[]>> {
  const speakers = await listErasedSpeakers(db, organizationId, [...found.keys()]);
  return new Map(
    [...found].map(([callId, turns]) => [
      callId,
      turns.filter(({ speakerId }) => !speakerId || !speakers.get(callId)?.has(speakerId)),
    ]),
  );
}
