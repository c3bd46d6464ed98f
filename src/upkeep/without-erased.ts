import type { Call, CallId, OrganizationId, Turn } from '../call.ts';
import type { Db } from '../store/db.ts';
import { type ErasedPeople, listErasedSpeakers, withoutIdentity, withoutNames } from '../store/erased-people-store.ts';

/** The call to keep: without names, addresses and titles of erased people. */
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

/** Transcripts without the words of erased people. */
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
