import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { type Db, rowsOf, type Store } from './db.ts';
import { textArray } from './text-array.ts';

/** A table and how many rows of it were copied. */
export type MovedTable = { name: string; rows: number };

/** Pages of a table read at a time: a megabyte, and what stands outside of them. */
const PAGES = 128;
/** Rows written at a time. */
const BATCH = 200;

/**
 * Copies every row of a store into an empty one of the same shape, all or none: as Postgres writes rows as text, which
 * keeps every value exactly. Nobody may write to the source meanwhile. The queue's jobs stay: rows are the work.
 * @throws AppError `conflict` where the target holds rows, `internal` when the counts differ; the target is then as
 * before.
 */
export async function moveRows(
  from: Store,
  to: Store,
  onTable: (table: MovedTable) => void = () => {},
): Promise<MovedTable[]> {
  const tables = await tablesInOrder(from.db);
  return to.db.transaction(async (tx) => {
    const moved: MovedTable[] = [];
    for (const name of tables)
      if ((await countRows(tx, name)) > 0)
        throw new AppError('conflict', 'The database holds data of Colloquy already. Name an empty one.');
    for (const name of tables) {
      await copyTable(from.db, tx, name);
      const [there, here] = [await countRows(from.db, name), await countRows(tx, name)];
      if (there !== here)
        throw new AppError('internal', `Of ${there} rows of ${name} ${here} arrived. Nothing was changed.`);
      moved.push({ name, rows: here });
      onTable({ name, rows: here });
    }
    return moved;
  });
}

async function copyTable(from: Db, to: Db, name: string): Promise<void> {
  const table = sql.identifier(name);
  const [size] = rowsOf(
    z.object({ pages: z.number() }),
    await from.execute(
      sql`select (pg_relation_size(${`public."${name}"`}::regclass) / current_setting('block_size')::bigint)::int as pages`,
    ),
  );
  for (let page = 0; page < (size?.pages ?? 0); page += PAGES) {
    const read = sql`select t::text as line from ${table} t
      where ctid >= ${`(${page},0)`}::tid and ctid < ${`(${page + PAGES},0)`}::tid`;
    const lines = rowsOf(z.object({ line: z.string() }), await from.execute(read)).map(({ line }) => line);
    for (let at = 0; at < lines.length; at += BATCH)
      // The inner query is kept apart, or each column would read the whole line anew.
      await to.execute(sql`insert into ${table} select (r).* from (
        select line::${table} as r from unnest(${textArray(lines.slice(at, at + BATCH))}) line offset 0) rows`);
  }
}

async function countRows(db: Db, name: string): Promise<number> {
  const [row] = rowsOf(
    z.object({ rows: z.number() }),
    await db.execute(sql`select count(*)::int as rows from ${sql.identifier(name)}`),
  );
  return row?.rows ?? 0;
}

/** Every table after those that its rows point to. */
async function tablesInOrder(db: Db): Promise<string[]> {
  const tables = rowsOf(
    z.object({ name: z.string(), needs: z.string().nullable() }),
    await db.execute(sql`select c.relname as name,
      string_agg(f.relname, ' ') filter (where f.oid <> c.oid) as needs
      from pg_class c
      left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
      left join pg_class f on f.oid = k.confrelid
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      group by c.relname order by c.relname`),
  );
  const ordered: string[] = [];
  while (ordered.length < tables.length) {
    const next = tables.filter(
      ({ name, needs }) => !ordered.includes(name) && (needs?.split(' ') ?? []).every((one) => ordered.includes(one)),
    );
    if (next.length === 0) throw new Error('tables point to each other in a circle');
    ordered.push(...next.map(({ name }) => name));
  }
  return ordered;
}
