import { and, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { type CallId, type OrganizationId, toOrganizationId } from '../call.ts';
import { type Meaning, vectorBytes } from '../meaning.ts';
import { type IndexableCall, type MarkedCall, withContents } from './calls-to-index.ts';
import type { Db } from './db.ts';
import { calls, callVectors } from './schema.ts';

const isWithoutVectorsOf = (model: string) =>
  and(
    eq(calls.transcriptState, 'ready'),
    // Three ranges of an index, where "is distinct from" would read every call.
    or(isNull(calls.meaningModel), lt(calls.meaningModel, model), gt(calls.meaningModel, model)),
  );

/** Calls with words and without this model's vectors, newest first. */
export async function readCallsToEmbed(
  db: Db,
  { organizationId, model }: { organizationId: OrganizationId; model: string },
  limit: number,
): Promise<IndexableCall[]> {
  const rows = await db
    .select()
    .from(calls)
    .where(and(eq(calls.organizationId, organizationId), isWithoutVectorsOf(model)))
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(limit);
  return withContents(db, organizationId, rows);
}

/** Organizations with calls to embed. */
export async function listOrganizationsToEmbed(db: Db, model: string): Promise<OrganizationId[]> {
  const rows = await db
    .selectDistinct({ organizationId: calls.organizationId })
    .from(calls)
    .where(isWithoutVectorsOf(model));
  return rows.map((row) => toOrganizationId(row.organizationId));
}

/** How many calls with words there are, and how many have this model's vectors. */
export async function countEmbedded(
  db: Db,
  { organizationId, model }: { organizationId: OrganizationId; model: string },
): Promise<{ calls: number; embedded: number }> {
  const ready = and(eq(calls.organizationId, organizationId), eq(calls.transcriptState, 'ready'));
  return {
    calls: await db.$count(calls, ready),
    embedded: await db.$count(calls, and(ready, eq(calls.meaningModel, model))),
  };
}

/**
 * Saves the vectors of a call as it was read, and has search take them up. Answers false and saves nothing when the
 * call has changed or left since: it is read and embedded again.
 */
export async function saveVectors(
  db: Db,
  { organizationId, callId, revision }: MarkedCall,
  { model, chunks }: Meaning,
): Promise<boolean> {
  const ofCall = and(eq(calls.organizationId, organizationId), eq(calls.id, callId), eq(calls.revision, revision));
  const raised = sql`${calls.revision} + 1`;
  return db.transaction(async (tx) => {
    const changed = await tx
      .update(calls)
      .set({ revision: raised, meantRevision: raised, meaningModel: model })
      .where(ofCall)
      .returning({ id: calls.id });
    if (changed.length === 0) return false;
    const [firsts, lasts] = [chunks.map(({ first }) => first), chunks.map(({ last }) => last)];
    const vectors = vectorBytes(chunks);
    await tx
      .insert(callVectors)
      .values({ organizationId, callId, model, firsts, lasts, vectors })
      .onConflictDoUpdate({
        target: [callVectors.organizationId, callVectors.callId],
        set: { model, firsts, lasts, vectors },
      });
    return true;
  });
}

/** For calls whose words change or leave: vectors tell what was said. */
export async function removeVectors(db: Db, organizationId: OrganizationId, callIds: readonly CallId[]): Promise<void> {
  const ids = [...callIds];
  await db
    .delete(callVectors)
    .where(and(eq(callVectors.organizationId, organizationId), inArray(callVectors.callId, ids)));
  await db
    .update(calls)
    .set({ meaningModel: null })
    .where(and(eq(calls.organizationId, organizationId), inArray(calls.id, ids)));
}
