import { createHash } from 'node:crypto';
import { and, asc, eq, gt, gte, inArray, lt, sql } from 'drizzle-orm';
import { type Call, type CallId, type OrganizationId, type Party, type Side, type Turn, toCallId } from '../call.ts';
import type { Segment } from '../segment.ts';
import type { Db } from './db.ts';
import { callAccounts, callParties, calls, removedCalls, segments } from './schema.ts';

/** A party whose person and side are settled. */
export type LinkedParty = Omit<Party, 'side'> & { gongSide: Side; side: Side; personId: string | null };
export type LinkedCall = { call: Call; parties: LinkedParty[]; accountIds: string[] };

export type Saved = 'added' | 'changed' | 'unchanged';

/**
 * Saves one call with its parties and accounts. Safe to repeat: what is saved already counts as `unchanged`, and then nothing is
 * written (links change by `saveLinks`). A change raises the call's revision, so that search takes it up (calls-to-index.ts), whatever happens in between.
 */
export async function saveCall(db: Db, organizationId: OrganizationId, linked: LinkedCall, now: Date): Promise<Saved> {
  const { call, parties, accountIds } = linked;
  const key = and(eq(calls.organizationId, organizationId), eq(calls.id, call.id));
  const contentHash = sha256(call);
  const [old] = await db.select({ contentHash: calls.contentHash }).from(calls).where(key);
  if (old?.contentHash === contentHash) return 'unchanged';

  const { parties: _, id, ...facts } = call;
  await db.transaction(async (tx) => {
    if (old) {
      await tx
        .update(calls)
        .set({ ...facts, contentHash, updatedAt: now, revision: sql`${calls.revision} + 1` })
        .where(key);
    } else {
      await tx.insert(calls).values({
        organizationId,
        id,
        ...facts,
        contentHash,
        transcriptState: 'pending',
        createdAt: now,
        updatedAt: now,
      });
    }
    await tx
      .delete(removedCalls)
      .where(and(eq(removedCalls.organizationId, organizationId), eq(removedCalls.callId, id)));
    await tx.delete(callParties).where(and(eq(callParties.organizationId, organizationId), eq(callParties.callId, id)));
    await tx
      .delete(callAccounts)
      .where(and(eq(callAccounts.organizationId, organizationId), eq(callAccounts.callId, id)));
    if (parties.length > 0) {
      await tx
        .insert(callParties)
        .values(parties.map((party, position) => ({ organizationId, callId: id, position, ...party })));
    }
    if (accountIds.length > 0) {
      await tx.insert(callAccounts).values(accountIds.map((accountId) => ({ organizationId, callId: id, accountId })));
    }
  });
  return old ? 'changed' : 'added';
}

/** Saves a call's transcript as its segments. An equal transcript is left alone. */
export async function saveTranscript(
  db: Db,
  organizationId: OrganizationId,
  callId: CallId,
  turns: readonly Turn[],
  cut: (callId: CallId, turns: readonly Turn[]) => Segment[],
): Promise<Saved> {
  const key = and(eq(calls.organizationId, organizationId), eq(calls.id, callId));
  const transcriptHash = sha256(turns);
  const [old] = await db.select({ hash: calls.transcriptHash, state: calls.transcriptState }).from(calls).where(key);
  if (!old || (old.hash === transcriptHash && old.state === 'ready')) return 'unchanged';
  const rows = cut(callId, turns).map((segment) => ({ ...segment, organizationId }));
  await db.transaction(async (tx) => {
    await tx.delete(segments).where(and(eq(segments.organizationId, organizationId), eq(segments.callId, callId)));
    for (let start = 0; start < rows.length; start += 500)
      await tx.insert(segments).values(rows.slice(start, start + 500));
    await tx
      .update(calls)
      .set({ transcriptState: 'ready', transcriptReason: null, transcriptHash, revision: sql`${calls.revision} + 1` })
      .where(key);
  });
  return old.hash === null ? 'added' : 'changed';
}

/** Notes that Gong was asked and has no transcript of these calls; those older than `giveUpBefore` are not asked for again. */
export async function saveMissingTranscripts(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
  giveUpBefore: Date,
): Promise<void> {
  if (callIds.length === 0) return;
  const isOld = sql`${calls.startedAt} < ${giveUpBefore.toISOString()}::timestamptz`;
  await db
    .update(calls)
    .set({
      transcriptTries: sql`${calls.transcriptTries} + 1`,
      transcriptState: sql`case when ${isOld} then 'none' else 'pending' end`,
      transcriptReason: sql`case when ${isOld} then 'Gong never made a transcript of this call' else 'Gong has no transcript of this call yet' end`,
    })
    .where(
      and(
        eq(calls.organizationId, organizationId),
        inArray(calls.id, [...callIds]),
        eq(calls.transcriptState, 'pending'),
      ),
    );
}

/** Ids of calls in the stretch whose transcript is still to come, in order of id; `after` pages through them. */
export async function listPendingTranscripts(
  db: Db,
  organizationId: OrganizationId,
  range: { from: Date; to: Date },
  page: { after?: CallId; limit: number },
): Promise<CallId[]> {
  const rows = await db
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.organizationId, organizationId),
        eq(calls.transcriptState, 'pending'),
        gte(calls.startedAt, range.from),
        lt(calls.startedAt, range.to),
        page.after ? gt(calls.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(calls.id))
    .limit(page.limit);
  return rows.map((row) => toCallId(row.id));
}

/** Takes a call out of the store with everything it holds, and marks it to leave search. Answers whether it was there. */
export async function removeCall(db: Db, organizationId: OrganizationId, callId: CallId, now: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const gone = await tx
      .delete(calls)
      .where(and(eq(calls.organizationId, organizationId), eq(calls.id, callId)))
      .returning({ id: calls.id });
    if (gone.length === 0) return false;
    await tx.insert(removedCalls).values({ organizationId, callId, removedAt: now }).onConflictDoNothing();
    return true;
  });
}

export type StoredParties = { callId: CallId; crmAccountIds: string[]; parties: Party[] };

/** Parties of saved calls as Gong told them, page by page in order of id, for re-matching. */
export async function* storedParties(
  db: Db,
  organizationId: OrganizationId,
  pageSize = 200,
): AsyncGenerator<StoredParties[]> {
  let after = '';
  while (true) {
    const page = await db
      .select({ id: calls.id, crmAccountIds: calls.crmAccountIds })
      .from(calls)
      .where(and(eq(calls.organizationId, organizationId), gt(calls.id, after)))
      .orderBy(asc(calls.id))
      .limit(pageSize);
    if (page.length === 0) return;
    const ids = page.map((row) => row.id);
    const rows = await db
      .select()
      .from(callParties)
      .where(and(eq(callParties.organizationId, organizationId), inArray(callParties.callId, ids)))
      .orderBy(asc(callParties.callId), asc(callParties.position));
    const byCall = Map.groupBy(rows, (row) => row.callId);
    yield page.map((row) => ({
      callId: toCallId(row.id),
      crmAccountIds: row.crmAccountIds,
      parties: (byCall.get(row.id) ?? []).map(({ gongSide, ...party }) => ({ ...party, side: gongSide })),
    }));
    after = ids.at(-1) ?? after;
  }
}

/** Puts re-matched parties and accounts in place where they differ. Answers whether anything changed. */
export async function saveLinks(
  db: Db,
  organizationId: OrganizationId,
  callId: CallId,
  parties: readonly LinkedParty[],
  accountIds: readonly string[],
): Promise<boolean> {
  const ofCall = and(eq(callParties.organizationId, organizationId), eq(callParties.callId, callId));
  const links = and(eq(callAccounts.organizationId, organizationId), eq(callAccounts.callId, callId));
  const before = {
    parties: (await db.select().from(callParties).where(ofCall).orderBy(asc(callParties.position))).map((row) => [
      row.side,
      row.personId,
    ]),
    accounts: (await db.select({ id: callAccounts.accountId }).from(callAccounts).where(links))
      .map((row) => row.id)
      .sort(),
  };
  const after = { parties: parties.map((party) => [party.side, party.personId]), accounts: [...accountIds].sort() };
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  await db.transaction(async (tx) => {
    for (const [position, { side, personId }] of parties.entries()) {
      await tx
        .update(callParties)
        .set({ side, personId })
        .where(and(ofCall, eq(callParties.position, position)));
    }
    await tx.delete(callAccounts).where(links);
    if (accountIds.length > 0)
      await tx.insert(callAccounts).values(accountIds.map((accountId) => ({ organizationId, callId, accountId })));
    await tx
      .update(calls)
      .set({ revision: sql`${calls.revision} + 1` })
      .where(and(eq(calls.organizationId, organizationId), eq(calls.id, callId)));
  });
  return true;
}

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url');
