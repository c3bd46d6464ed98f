import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { toOrganizationId } from '../../src/call.ts';
import { listOrganizationsToEmbed, readCallsToEmbed } from '../../src/store/call-vectors-store.ts';
import { rowsOf } from '../../src/store/db.ts';
import { makeOrganization, ORG } from '../support/builders.ts';
import { openTestStore } from '../support/stores.ts';

const DONE = toOrganizationId('org_done');
const CALLS = 4000;
const store = await openTestStore();
const { db } = store;

/** Rows of `calls` that were read by the work. */
async function rowsRead(work: () => Promise<unknown>): Promise<number> {
  const count = async () => {
    await db.execute(sql`select pg_stat_force_next_flush()`);
    await db.execute(sql`select pg_stat_clear_snapshot()`);
    const [row] = rowsOf(
      z.object({ rows: z.number() }),
      await db.execute(
        sql`select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_user_tables where relname = 'calls'`,
      ),
    );
    return row?.rows ?? 0;
  };
  const before = await count();
  await work();
  return (await count()) - before;
}

beforeAll(async () => {
  for (const id of [ORG, DONE]) {
    await makeOrganization(db, id);
    // Of ours, every call from 3990 on has no vectors, and five have those of another model.
    await db.execute(sql`
      insert into calls (organization_id, id, title, started_at, duration_seconds, kind, platform, direction, is_private,
        crm_account_ids, content_hash, transcript_state, meaning_model, created_at, updated_at)
      select ${id}, n::text, 'Call', timestamptz '2026-01-01' + n * interval '1 minute', 60, 'external', 'zoom', 'conference',
        false, '{}', 'x', 'ready',
        case when ${id} = ${DONE} then 'ours' when n >= 3990 then null when n in (7, 70, 700, 3000, 3001) then 'before' else 'ours' end,
        now(), now() from generate_series(1, ${CALLS}::int) n`);
  }
  await db.execute(sql`analyze calls`);
});
afterAll(() => store.close());

test('calls without vectors come first, the newest of them first, and then those of another model', async () => {
  const read = async (limit: number) =>
    (await readCallsToEmbed(db, { organizationId: ORG, model: 'ours' }, limit)).map(({ callId }) => callId);
  expect(await read(3)).toEqual(['4000', '3999', '3998']);
  expect((await read(14)).slice(10)).toEqual(['3990', '3001', '3000', '700']);
  expect(await read(100)).toHaveLength(16);
  expect(await readCallsToEmbed(db, { organizationId: DONE, model: 'ours' }, 4)).toEqual([]);
  expect(await listOrganizationsToEmbed(db, 'ours')).toEqual([ORG]);
  expect(await listOrganizationsToEmbed(db, 'new')).toEqual([DONE, ORG]);
});

test('looking for what is due reads what is due, and none of the calls that have vectors', async () => {
  expect(await rowsRead(() => db.execute(sql`select sum(length(title)) from calls`))).toBeGreaterThanOrEqual(2 * CALLS);
  expect(await rowsRead(() => listOrganizationsToEmbed(db, 'ours'))).toBeLessThan(10);
  expect(await rowsRead(() => readCallsToEmbed(db, { organizationId: ORG, model: 'ours' }, 4))).toBeLessThan(20);
  expect(await rowsRead(() => readCallsToEmbed(db, { organizationId: DONE, model: 'ours' }, 4))).toBeLessThan(20);
});
