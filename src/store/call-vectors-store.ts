import { and, asc, count, desc, eq, gt, inArray, isNull, type SQL, sql, sum } from 'drizzle-orm';
import { z } from 'zod';
import { type CallId, type OrganizationId, toCallId, toOrganizationId } from '../call.ts';
import { type Meaning, vectorBytes } from '../meaning.ts';
import { toSegment } from './calls-reader.ts';
import type { IndexableCall, MarkedCall } from './calls-to-index.ts';
import { type Db, rowsOf } from './db.ts';
import { calls, callVectors, organizations, segments } from './schema.ts';

/** As the index `calls_to_embed` says it: a bound value would keep Postgres from using the index. */
const hasWords = sql`transcript_state = 'ready'`;

/** A call to embed: its words at a revision. */
export type CallToEmbed = MarkedCall & Pick<IndexableCall, 'title' | 'segments'>;
type OfModel = { organizationId: OrganizationId; model: string };

/** Calls with words that have no vectors, newest first, and then calls that have another model's, newest first. */
export async function readCallsToEmbed(
  db: Db,
  { organizationId, model }: OfModel,
  limit: number,
): Promise<CallToEmbed[]> {
  const due = await readDue(db, organizationId, isNull(calls.meaningModel), limit);
  for (let other = await nextModel(db, organizationId, ''); other !== null && due.length < limit; ) {
    if (other !== model)
      due.push(...(await readDue(db, organizationId, eq(calls.meaningModel, other), limit - due.length)));
    other = await nextModel(db, organizationId, other);
  }
  const ids = due.map(({ callId }) => callId);
  const spoken = await db
    .select()
    .from(segments)
    .where(and(eq(segments.organizationId, organizationId), inArray(segments.callId, ids)))
    .orderBy(asc(segments.callId), asc(segments.position));
  const segmentsOf = Map.groupBy(spoken, (row) => row.callId);
  return due.map((call) => ({ ...call, segments: (segmentsOf.get(call.callId) ?? []).map(toSegment) }));
}

/** In the order of the index `calls_to_embed`, read from its end. */
async function readDue(
  db: Db,
  organizationId: OrganizationId,
  hasVectorsOf: SQL,
  limit: number,
): Promise<Omit<CallToEmbed, 'segments'>[]> {
  const rows = await db
    .select({ id: calls.id, revision: calls.revision, title: calls.title })
    .from(calls)
    .where(and(eq(calls.organizationId, organizationId), hasWords, hasVectorsOf))
    .orderBy(desc(calls.meaningModel), desc(calls.startedAt), desc(calls.id))
    .limit(limit);
  return rows.map(({ id, ...row }) => ({ organizationId, callId: toCallId(id), ...row }));
}

/** The name after the given one among the models of an organization's vectors; null at the end. */
async function nextModel(db: Db, organizationId: OrganizationId, after: string): Promise<string | null> {
  const [row] = await db
    .select({ model: calls.meaningModel })
    .from(calls)
    .where(and(eq(calls.organizationId, organizationId), hasWords, gt(calls.meaningModel, after)))
    .orderBy(asc(calls.meaningModel))
    .limit(1);
  return row?.model ?? null;
}

/** Organizations with calls to embed. */
export async function listOrganizationsToEmbed(db: Db, model: string): Promise<OrganizationId[]> {
  // Each is one look into an index. "exists" may be planned as a list of all calls that are due.
  const oneWhere = (condition: SQL) =>
    sql`(select 1 from ${calls} where organization_id = ${organizations.id} and ${hasWords} and ${condition} limit 1)`;
  const rows = rowsOf(
    z.object({ id: z.string() }),
    await db.execute(sql`
      select ${organizations.id} from ${organizations} cross join lateral (
        ${oneWhere(sql`meaning_model is null`)} union all
        ${oneWhere(sql`meaning_model < ${model}`)} union all
        ${oneWhere(sql`meaning_model > ${model}`)} limit 1
      ) due order by ${organizations.id}`),
  );
  return rows.map((row) => toOrganizationId(row.id));
}

/** How many calls with words there are, and how many have this model's vectors. */
export async function countEmbedded(
  db: Db,
  { organizationId, model }: OfModel,
): Promise<{ calls: number; embedded: number }> {
  const ready = and(eq(calls.organizationId, organizationId), hasWords);
  return {
    calls: await db.$count(calls, ready),
    embedded: await db.$count(calls, and(ready, eq(calls.meaningModel, model))),
  };
}

/** How many stretches of calls the model refused, and in how many calls. */
export async function countRefused(
  db: Db,
  { organizationId, model }: OfModel,
): Promise<{ stretches: number; calls: number }> {
  const [row] = await db
    .select({ stretches: sum(callVectors.refused), calls: count() })
    .from(callVectors)
    .where(
      and(
        eq(callVectors.organizationId, organizationId),
        eq(callVectors.model, model),
        sql`${callVectors.refused} > 0`,
      ),
    );
  return { stretches: Number(row?.stretches ?? 0), calls: row?.calls ?? 0 };
}

/**
 * Saves the vectors of a call as it was read, with the number of its stretches that the model refused, and has search
 * take them up. Answers false and saves nothing when the call has changed or left since: it is read and embedded again.
 */
export async function saveVectors(
  db: Db,
  { organizationId, callId, revision }: MarkedCall,
  { model, chunks, refused }: Meaning & { refused: number },
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
      .values({ organizationId, callId, model, firsts, lasts, vectors, refused })
      .onConflictDoUpdate({
        target: [callVectors.organizationId, callVectors.callId],
        set: { model, firsts, lasts, vectors, refused },
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

/** Removes the rows of calls that were set to have no vectors. */
export async function removeStaleVectors(
  db: Db,
  organizationId: OrganizationId,
  callIds: readonly CallId[],
): Promise<void> {
  const isStale = and(
    eq(calls.organizationId, organizationId),
    inArray(calls.id, [...callIds]),
    isNull(calls.meaningModel),
  );
  const stale = db.select({ id: calls.id }).from(calls).where(isStale);
  await db
    .delete(callVectors)
    .where(and(eq(callVectors.organizationId, organizationId), inArray(callVectors.callId, stale)));
}
