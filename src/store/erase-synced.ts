import { and, eq, inArray, sql } from 'drizzle-orm';
import type { OrganizationId } from '../call.ts';
import type { Db } from './db.ts';
import { deleteGongRights } from './gong-rights-store.ts';
import { noteOwedScrub } from './owed-scrubs-store.ts';
import { removeAllKept } from './removed-answers-store.ts';
import { accounts, callLedger, calls, gongUsers, people, removedCalls, syncRuns } from './schema.ts';

/**
 * Erases everything from Gong: calls with all their contents, people, proposed accounts, the ledger, runs, and what was
 * kept of calls, which is answers and cases. Accounts made by an admin stay. Search drops the calls by their marks.
 * Answers how many calls went.
 */
export async function eraseSynced(db: Db, organizationId: OrganizationId, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into ${removedCalls} (organization_id, call_id, removed_at)
      select organization_id, id, ${now.toISOString()}::timestamptz from ${calls} where organization_id = ${organizationId}
      on conflict do nothing`);
    const gone = await tx.delete(calls).where(eq(calls.organizationId, organizationId)).returning({ id: calls.id });
    await noteOwedScrub(tx, organizationId, now);
    await deleteGongRights(tx, organizationId);
    await tx.delete(people).where(eq(people.organizationId, organizationId));
    await tx
      .delete(accounts)
      .where(and(eq(accounts.organizationId, organizationId), inArray(accounts.state, ['proposed'])));
    await removeAllKept(tx, organizationId);
    for (const table of [callLedger, gongUsers, syncRuns])
      await tx.delete(table).where(eq(table.organizationId, organizationId));
    return gone.length;
  });
}
