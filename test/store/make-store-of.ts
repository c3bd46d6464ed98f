import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Db } from '../../src/store/db.ts';

export const ROWS = 'test/store/released';
const JOURNAL: { entries: { tag: string }[] } = JSON.parse(readFileSync('drizzle/meta/_journal.json', 'utf8'));
export const TAGS = JOURNAL.entries.map(({ tag }) => tag);

/** Empties the store, applies the migrations up to the given tag, and inserts the rows of the time. */
export async function makeStoreOf(db: Db, tag: string): Promise<void> {
  const run = (text: string) => db.execute(sql.raw(text));
  for (const name of ['drizzle', 'jobs', 'public']) await run(`drop schema if exists ${name} cascade`);
  await run('create schema public');
  await run('create schema drizzle');
  // As drizzle's migrator notes applied migrations.
  await run('create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)');
  for (const { sql: statements, hash, folderMillis } of migrationsUpTo(tag)) {
    for (const statement of statements) await run(statement);
    await run(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('${hash}', ${folderMillis})`);
  }
  for (const statement of readFileSync(`${ROWS}/${tag}.sql`, 'utf8').split(/;\n/)) if (statement) await run(statement);
}

const migrationsUpTo = (tag: string) =>
  readMigrationFiles({ migrationsFolder: 'drizzle' }).slice(0, TAGS.indexOf(tag) + 1);
