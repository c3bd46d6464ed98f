import { createHash } from 'node:crypto';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Call, CallId, OrganizationId, Party, Side } from '../call.ts';
import type { CallReason } from '../call-state.ts';
import { nameKeysOf } from '../language/name-keys.ts';
import { noteShown, noteUnstored } from './call-ledger-store.ts';
import { removeStaleVectors } from './call-vectors-store.ts';
import type { Db } from './db.ts';
import { noteOwedScrub } from './owed-scrubs-store.ts';
import { removeAnswersOf } from './removed-answers-store.ts';
import { callAccounts, callParties, calls, removedCalls } from './schema.ts';

const SCRUB_AFTER_MS = 24 * 3_600_000;

/** A party whose person and side are settled. */
export type LinkedParty = Omit<Party, 'side'> & { gongSide: Side; side: Side; personId: string | null };
export type LinkedCall = { call: Call; parties: LinkedParty[]; accountIds: string[] };

export type Saved = 'added' | 'changed' | 'unchanged';

/**
 * Saves calls with their parties and accounts, all or none; answers each call's outcome in the given order. Safe to
 * repeat: an equal call counts as `unchanged` and is not written (links change by `saveLinks`). A change raises the
 * call's revision, so search takes up the change whatever happens in between (calls-to-index.ts). For a changed call
 * given up for want of a transcript, Gong is asked again.
 */
export async function saveCalls(
  db: Db,
  organizationId: OrganizationId,
  linked: readonly LinkedCall[],
  now: Date,
): Promise<Saved[]> {
  // A page read again after its cursor expired may hold a call twice.
  const unique = [...new Map(linked.map((one) => [one.call.id, one])).values()];
  if (unique.length === 0) return [];
  const ids = unique.map(({ call }) => call.id);
  const saved = new Map<CallId, Saved>();
  await db.transaction(async (tx) => {
    const old = new Map(
      (
        await tx
          .select({ id: calls.id, contentHash: calls.contentHash })
          .from(calls)
          .where(and(eq(calls.organizationId, organizationId), inArray(calls.id, ids)))
          .orderBy(asc(calls.id))
          .for('update')
      ).map((row) => [row.id, row.contentHash]),
    );
    const changed = unique.filter(({ call }) => {
      const before = old.get(call.id);
      const outcome = before === undefined ? 'added' : before === hashOf(call) ? 'unchanged' : 'changed';
      saved.set(call.id, outcome);
      return outcome !== 'unchanged';
    });
    await writeCalls(tx, organizationId, changed, now);
    const shown = unique.map(({ call }) => call);
    await noteShown(tx, organizationId, shown, { presence: 'stored', reason: null }, now);
  });
  return linked.map(({ call }) => saved.get(call.id) ?? 'unchanged');
}

async function writeCalls(tx: Db, organizationId: OrganizationId, changed: LinkedCall[], now: Date): Promise<void> {
  if (changed.length === 0) return;
  const ids = changed.map(({ call }) => call.id);
  const excluded = (column: string) => sql.raw(`excluded.${column}`);
  await tx
    .insert(calls)
    .values(
      changed.map(({ call: { parties, ...facts } }) => ({
        organizationId,
        ...facts,
        toldParties: parties,
        contentHash: hashOf({ ...facts, parties }),
        transcriptState: 'pending' as const,
        createdAt: now,
        updatedAt: now,
      })),
    )
    // Another run may have added the call in the meantime.
    .onConflictDoUpdate({
      target: [calls.organizationId, calls.id],
      set: {
        ...Object.fromEntries(FACT_COLUMNS.map(([name, column]) => [name, excluded(column)])),
        revision: sql`${calls.revision} + 1`,
        // Vectors are made of the title too.
        meaningModel: sql`case when ${calls.title} = excluded.title then ${calls.meaningModel} end`,
        transcriptState: sql`case when ${calls.transcriptState} = 'none' then 'pending' else ${calls.transcriptState} end`,
        transcriptTries: sql`case when ${calls.transcriptState} = 'none' then 0 else ${calls.transcriptTries} end`,
        transcriptNextTryAt: sql`case when ${calls.transcriptState} = 'none' then null else ${calls.transcriptNextTryAt} end`,
      },
    });
  await removeStaleVectors(tx, organizationId, ids);
  await tx
    .delete(removedCalls)
    .where(and(eq(removedCalls.organizationId, organizationId), inArray(removedCalls.callId, ids)));
  await tx
    .delete(callParties)
    .where(and(eq(callParties.organizationId, organizationId), inArray(callParties.callId, ids)));
  await tx
    .delete(callAccounts)
    .where(and(eq(callAccounts.organizationId, organizationId), inArray(callAccounts.callId, ids)));
  const parties = changed.flatMap(({ call, parties }) =>
    parties.map((party, position) => ({ organizationId, callId: call.id, position, ...party, ...keysOfParty(party) })),
  );
  for (let start = 0; start < parties.length; start += 1000)
    await tx.insert(callParties).values(parties.slice(start, start + 1000));
  const links = changed.flatMap(({ call, accountIds }) =>
    accountIds.map((accountId) => ({ organizationId, callId: call.id, accountId })),
  );
  if (links.length > 0) await tx.insert(callAccounts).values(links);
}

/** Gong's facts of a call, by the names of property and column. */
const FACT_COLUMNS = [
  ['workspaceId', 'workspace_id'],
  ['title', 'title'],
  ['startedAt', 'started_at'],
  ['scheduledAt', 'scheduled_at'],
  ['durationSeconds', 'duration_seconds'],
  ['kind', 'kind'],
  ['platform', 'platform'],
  ['direction', 'direction'],
  ['language', 'language'],
  ['isPrivate', 'is_private'],
  ['hostUserId', 'host_user_id'],
  ['gongUrl', 'gong_url'],
  ['meetingUrl', 'meeting_url'],
  ['crmAccountIds', 'crm_account_ids'],
  ['toldParties', 'told_parties'],
  ['contentHash', 'content_hash'],
  ['updatedAt', 'updated_at'],
] as const satisfies [keyof typeof calls.$inferInsert, string][];

/**
 * Deletes calls with all their contents and every answer that shows anything of them. Marks the calls to leave search,
 * and notes the reason in the ledger. Answers how many were there.
 */
export async function removeCalls(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
  became: { presence: 'left_out' | 'gone'; reason: CallReason },
  now: Date,
): Promise<number> {
  if (callIds.length === 0) return 0;
  return db.transaction(async (tx) => {
    const gone = await tx
      .delete(calls)
      .where(and(eq(calls.organizationId, organizationId), inArray(calls.id, [...callIds])))
      .returning({ id: calls.id });
    if (gone.length > 0) {
      await tx
        .insert(removedCalls)
        .values(gone.map(({ id }) => ({ organizationId, callId: id, removedAt: now })))
        .onConflictDoNothing();
      await noteOwedScrub(tx, organizationId, scrubDueAt(became.reason, now));
    }
    await removeAnswersOf(tx, organizationId, callIds);
    await noteUnstored(tx, organizationId, callIds, became, now);
    return gone.length;
  });
}

/** An admin's removals leave the files at once. What went in Gong waits for the night: a scrub is costly. */
function scrubDueAt(reason: CallReason, now: Date): Date {
  const isOfGong = reason === 'deleted_in_gong' || reason === 'private';
  return isOfGong ? new Date(now.getTime() + SCRUB_AFTER_MS) : now;
}

/** Saves re-matched parties and accounts if they differ. Answers whether anything changed. */
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
    parties: (await db.select().from(callParties).where(ofCall).orderBy(asc(callParties.position))).map(toLabel),
    accounts: (await db.select({ id: callAccounts.accountId }).from(callAccounts).where(links))
      .map((row) => row.id)
      .sort(),
  };
  const after = { parties: parties.map(toLabel), accounts: [...accountIds].sort() };
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  await db.transaction(async (tx) => {
    for (const [position, party] of parties.entries()) {
      await tx
        .update(callParties)
        .set({ ...toLabel(party), ...keysOfParty(party) })
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

/** Whoever is a person is found by the person's name. */
export const keysOfParty = ({ name, personId }: Pick<LinkedParty, 'name' | 'personId'>) => ({
  nameWords: name === null || personId !== null ? null : nameKeysOf(name).nameWords,
});

/** The linked part of a party: the person and their side. */
const toLabel = ({
  side,
  personId,
  name,
  email,
  title,
}: Pick<LinkedParty, 'side' | 'personId' | 'name' | 'email' | 'title'>) => ({
  side,
  personId,
  name,
  email,
  title,
});

const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('base64url');

/** JSON with sorted members, so that equal content has an equal hash. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
