import { and, count, desc, eq, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { OrganizationId } from '../call.ts';
import { type CaseMoment, caseMomentSchema, type EvalCase } from '../eval-case.ts';
import type { Db } from './db.ts';
import { evalCases } from './schema.ts';

/** A case as it is asked; readers parse `plan`, which this version or an older one wrote. */
export type StoredCase = EvalCase & {
  organizationId: OrganizationId;
  answerId: string;
  plan: unknown;
  asOf: Date;
  accountIds: string[];
  found: number | null;
};

/** Keeps a case. A later case of the same answer replaces the earlier and keeps its id. */
export async function saveEvalCase(
  db: Db,
  row: Omit<StoredCase, 'found' | 'moments'> & { moments: readonly CaseMoment[]; callIds: readonly string[] },
): Promise<string> {
  const { question, plan, asOf, accountIds, createdAt, createdBy } = row;
  const set = {
    question,
    plan,
    asOf,
    accountIds,
    createdAt,
    createdBy,
    moments: row.moments,
    callIds: [...row.callIds],
    found: null,
  };
  const [kept] = await db
    .insert(evalCases)
    .values({ id: row.id, organizationId: row.organizationId, answerId: row.answerId, ...set })
    .onConflictDoUpdate({ target: [evalCases.organizationId, evalCases.answerId], set })
    .returning({ id: evalCases.id });
  return kept?.id ?? row.id;
}

/** An organization's cases, newest first. */
export async function listEvalCases(db: Db, organizationId: OrganizationId): Promise<StoredCase[]> {
  const rows = await db
    .select()
    .from(evalCases)
    .where(eq(evalCases.organizationId, organizationId))
    .orderBy(desc(evalCases.createdAt), desc(evalCases.id));
  return rows.flatMap(({ callIds: _, moments, ...row }) => {
    const read = z.array(caseMomentSchema).safeParse(moments).data;
    return read ? [{ ...row, organizationId, moments: read }] : [];
  });
}

/** `besides` leaves out the case of an answer. */
export async function countEvalCases(
  db: Db,
  organizationId: OrganizationId,
  { besides }: { besides?: string } = {},
): Promise<number> {
  const [row] = await db
    .select({ cases: count() })
    .from(evalCases)
    .where(and(eq(evalCases.organizationId, organizationId), besides ? ne(evalCases.answerId, besides) : undefined));
  return row?.cases ?? 0;
}

/** Answers whether there was one. */
export async function deleteEvalCase(db: Db, organizationId: OrganizationId, id: string): Promise<boolean> {
  const gone = await db
    .delete(evalCases)
    .where(and(eq(evalCases.organizationId, organizationId), eq(evalCases.id, id)))
    .returning({ id: evalCases.id });
  return gone.length > 0;
}

/** Notes what share of a case's moments the index in use finds; null where that is not known. */
export async function saveFound(
  db: Db,
  organizationId: OrganizationId,
  id: string,
  found: number | null,
): Promise<void> {
  await db
    .update(evalCases)
    .set({ found })
    .where(and(eq(evalCases.organizationId, organizationId), eq(evalCases.id, id)));
}
