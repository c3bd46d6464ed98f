import { createHash } from 'node:crypto';
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { type CallId, type OrganizationId, type Party, toCallId } from '../call.ts';
import type { Erasure } from '../erasure.ts';
import { forgetInAudit } from './audit-store.ts';
import { removeVectors } from './call-vectors-store.ts';
import { keysOfParty } from './calls-store.ts';
import type { Db } from './db.ts';
import { noteOwedScrub } from './owed-scrubs-store.ts';
import { removeAnswersWith } from './removed-answers-store.ts';
import {
  accounts,
  callParties,
  callReadings,
  calls,
  erasedPeople,
  gongConnections,
  gongUsers,
  organizationModels,
  people,
  segments,
} from './schema.ts';

/** Stands in for an erased person's name. */
export const ERASED_NAME = 'Erased participant';

/** Whether an address was erased; only hashes of addresses are kept. */
export type ErasedPeople = { has: (email: string | null) => boolean };

const hashOf = (organizationId: OrganizationId, email: string): string =>
  createHash('sha256').update(`${organizationId} ${email.toLowerCase()}`).digest('base64url');

export async function readErasedPeople(db: Db, organizationId: OrganizationId): Promise<ErasedPeople> {
  const rows = await db
    .select({ hash: erasedPeople.emailHash })
    .from(erasedPeople)
    .where(eq(erasedPeople.organizationId, organizationId));
  const hashes = new Set(rows.map(({ hash }) => hash));
  return { has: (email) => email !== null && hashes.size > 0 && hashes.has(hashOf(organizationId, email)) };
}

/** A participant without identity. The speaker id stays, so that the person's words can be recognised and left out. */
export const withoutIdentity = <P extends Pick<Party, 'name' | 'email' | 'title' | 'gongUserId'>>(party: P): P => ({
  ...party,
  name: ERASED_NAME,
  email: null,
  title: null,
  gongUserId: null,
});

/**
 * Erases a person everywhere: their entry, their identity on calls, their words, models' proposals for those calls,
 * answers that name or quote them, and audit records. Answers what went, with the person's calls. Raises the calls'
 * revisions, so that search follows. A hash of the address stays, to keep a later sync from bringing the person back.
 * Safe to repeat.
 */
export async function erasePerson(
  db: Db,
  organizationId: OrganizationId,
  email: string,
  now: Date,
): Promise<Erasure & { callIds: CallId[] }> {
  const address = email.toLowerCase();
  return db.transaction(async (tx) => {
    await tx
      .insert(erasedPeople)
      .values({ organizationId, emailHash: hashOf(organizationId, address), erasedAt: now })
      .onConflictDoUpdate({ target: [erasedPeople.organizationId, erasedPeople.emailHash], set: { erasedAt: now } });
    await noteOwedScrub(tx, organizationId, now);
    const known = await tx
      .delete(people)
      .where(and(eq(people.organizationId, organizationId), eq(people.email, address)))
      .returning({ id: people.id, name: people.name });
    const isTheirs = and(
      eq(callParties.organizationId, organizationId),
      or(
        eq(sql`lower(${callParties.email})`, address),
        inArray(callParties.personId, ['', ...known.map(({ id }) => id)]),
      ),
    );
    const parties = await tx.select().from(callParties).where(isTheirs);
    const callIds = [...new Set(parties.map(({ callId }) => toCallId(callId)))];
    const names = [...new Set([...known, ...parties].flatMap(({ name }) => name ?? []))].filter(isTelling);
    let removed = 0;
    for (const callId of callIds) {
      const ofCall = parties.filter((party) => party.callId === callId);
      removed += await forgetWords(
        tx,
        organizationId,
        callId,
        ofCall.flatMap(({ speakerId }) => speakerId ?? []),
      );
      await forgetParties(
        tx,
        organizationId,
        callId,
        ofCall.map(({ position }) => position),
        names,
      );
    }
    await tx
      .delete(gongUsers)
      .where(and(eq(gongUsers.organizationId, organizationId), eq(sql`lower(${gongUsers.email})`, address)));
    await tx
      .update(accounts)
      .set({ ownerEmail: null })
      .where(and(eq(accounts.organizationId, organizationId), eq(sql`lower(${accounts.ownerEmail})`, address)));
    await tx
      .update(gongConnections)
      .set({ connectedBy: null })
      .where(
        and(
          eq(gongConnections.organizationId, organizationId),
          eq(sql`lower(${gongConnections.connectedBy})`, address),
        ),
      );
    await tx
      .update(organizationModels)
      .set({ changedBy: null })
      .where(
        and(
          eq(organizationModels.organizationId, organizationId),
          eq(sql`lower(${organizationModels.changedBy})`, address),
        ),
      );
    if (callIds.length > 0)
      await tx
        .delete(callReadings)
        .where(and(eq(callReadings.organizationId, organizationId), inArray(callReadings.callId, callIds)));
    await forgetInAudit(tx, organizationId, address, names);
    const answers = await removeAnswersWith(tx, organizationId, { callIds, words: [address, ...names] });
    return { people: known.length, calls: callIds.length, segments: removed, answers, callIds };
  });
}

/** A name of two letters stands in half of all words, unless its script writes words with as few. */
const isTelling = (name: string): boolean => name.length > 2 || (name.length === 2 && /\p{Lo}/u.test(name));

async function forgetWords(
  tx: Db,
  organizationId: OrganizationId,
  callId: CallId,
  speakerIds: string[],
): Promise<number> {
  if (speakerIds.length === 0) return 0;
  const gone = await tx
    .delete(segments)
    .where(
      and(
        eq(segments.organizationId, organizationId),
        eq(segments.callId, callId),
        inArray(segments.speakerId, speakerIds),
      ),
    )
    .returning({ position: segments.position });
  return gone.length;
}

async function forgetParties(
  tx: Db,
  organizationId: OrganizationId,
  callId: CallId,
  positions: number[],
  names: string[],
): Promise<void> {
  const ofCall = and(eq(calls.organizationId, organizationId), eq(calls.id, callId));
  await tx
    .update(callParties)
    .set({
      ...{ name: ERASED_NAME, email: null, title: null, gongUserId: null, personId: null },
      ...keysOfParty({ name: ERASED_NAME, personId: null }),
    })
    .where(
      and(
        eq(callParties.organizationId, organizationId),
        eq(callParties.callId, callId),
        inArray(callParties.position, positions),
      ),
    );
  const [row] = await tx.select({ title: calls.title, toldParties: calls.toldParties }).from(calls).where(ofCall);
  await tx
    .update(calls)
    .set({
      title: withoutNames(row?.title ?? '', names),
      toldParties:
        row?.toldParties?.map((party, at) => (positions.includes(at) ? withoutIdentity(party) : party)) ?? null,
      // The kept content differs from Gong's now, so the old hashes are void: the next sync compares anew.
      contentHash: '',
      transcriptHash: null,
      revision: sql`${calls.revision} + 1`,
    })
    .where(ofCall);
  await removeVectors(tx, organizationId, [callId]);
}

/** A title with the names replaced, whatever their case. */
export const withoutNames = (title: string, names: readonly string[]): string =>
  names.reduce(
    (text, name) => text.replace(new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), ERASED_NAME),
    title,
  );

/** Calls with the voice of an erased person. */
export async function listCallsOfErased(db: Db, organizationId: OrganizationId): Promise<CallId[]> {
  const rows = await db
    .selectDistinct({ callId: callParties.callId })
    .from(callParties)
    .where(and(eq(callParties.organizationId, organizationId), eq(callParties.name, ERASED_NAME)));
  return rows.map(({ callId }) => toCallId(callId));
}

/** Erased speakers of these calls: their words are not taken up. */
export async function listErasedSpeakers(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
): Promise<Map<string, Set<string>>> {
  if (callIds.length === 0) return new Map();
  const rows = await db
    .select({ callId: callParties.callId, speakerId: callParties.speakerId })
    .from(callParties)
    .where(
      and(
        eq(callParties.organizationId, organizationId),
        inArray(callParties.callId, [...callIds]),
        eq(callParties.name, ERASED_NAME),
      ),
    );
  const byCall = Map.groupBy(rows, ({ callId }) => callId);
  return new Map(
    [...byCall].map(([callId, group]) => [callId, new Set(group.flatMap(({ speakerId }) => speakerId ?? []))]),
  );
}
