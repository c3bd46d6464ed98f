import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { AppError } from '../errors.ts';
import { type Log, makeLog } from '../log.ts';
import { type Jobs, openJobs } from './jobs.ts';
import * as schema from './schema.ts';

interface RowsHKT extends PgQueryResultHKT {
  // biome-ignore lint/suspicious/noExplicitAny: drizzle's own result types are written with it
  readonly type: any[] | { rows: any[] };
}

/** Either driver, or a transaction of one. Inside a transaction use only the one handed in: PGlite has a single connection. */
export type Db = PgDatabase<RowsHKT, typeof schema>;

export type Store = {
  db: Db;
  kind: 'embedded' | 'postgres';
  /** Applies the migrations that are missing. Safe to repeat, and to run in several processes. */
  migrate: () => Promise<void>;
  /** Whether every migration that this version knows has been applied. */
  isUpToDate: () => Promise<boolean>;
  /**
   * To be called when much was written, and every night. The embedded database has no autovacuum: without statistics its foreign keys went on
   * scanning whole tables, by plans made when these were small, and an import of 8,000 calls took four times as long (measured 2026-11-22).
   * While it grows only statistics are renewed, which takes the same short time at any size; at night dead rows are swept too.
   */
  tend: (when: 'growing' | 'nightly') => Promise<void>;
  /**
   * Takes what was deleted out of the files as well: rows that are dead, what statistics remember of them, and the log. Rewrites every table, so it is for erasures. On a
   * server the tables are only swept: its log and backups are its admin's.
   */
  scrub: () => Promise<void>;
  /** Opens the durable queue beside the tables; close it before the store. */
  openJobs: (log: Log) => Promise<Jobs>;
  close: () => Promise<void>;
};

/** `db.execute` answers an array on one driver and an object on the other. */
export const rowsOf = <Row>(result: unknown): Row[] =>
  (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Row[];

const MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** PostgreSQL inside this process, in a folder; in memory where `folder` is null, from a dump where one is given (tests). */
export async function openEmbeddedStore(folder: string | null, loadDataDir?: Blob): Promise<Store> {
  if (folder && !existsSync(dirname(folder))) mkdirSync(dirname(folder), { recursive: true });
  const pglite = await PGlite.create(folder ?? 'memory://', loadDataDir ? { loadDataDir } : {});
  const db = drizzlePglite(pglite, { schema, casing: 'snake_case' });
  return {
    db: db as unknown as Db,
    kind: 'embedded',
    migrate: () => migratePglite(db, { migrationsFolder: MIGRATIONS }),
    isUpToDate: () => isUpToDate(db as unknown as Db),
    tend: async (when) => void (await db.execute(when === 'nightly' ? sql`vacuum analyze` : sql`analyze`)),
    async scrub() {
      await pglite.exec('vacuum (full, analyze)');
      await pglite.exec('vacuum full pg_statistic');
      // Segments of the log that are done with are removed instead of being used again, which keeps what they held.
      await pglite.exec('set wal_recycle = off');
      for (let round = 0; round < 2; round += 1) {
        await pglite.exec('checkpoint');
        await pglite.exec('select pg_switch_wal()');
      }
      await pglite.exec('checkpoint');
    },
    openJobs: (log) => openJobs(pglite, log),
    close: () => pglite.close(),
  };
}

export const embeddedStoreFolder = (dataDir: string): string => join(dataDir, 'store');

/** @throws AppError `store_unavailable` when the server does not answer. */
export async function openPostgresStore(url: string): Promise<Store> {
  const client = postgres(url, { max: 10, onnotice: () => {}, connect_timeout: 10 });
  try {
    await client`select 1`;
  } catch (cause) {
    await client.end({ timeout: 1 });
    const host = URL.canParse(url) ? new URL(url).host : url;
    throw new AppError(
      'store_unavailable',
      `The database at ${host} does not let us in: ${(cause as Error).message}. Check DATABASE_URL.`,
      { cause },
    );
  }
  const db = drizzlePostgres(client, { schema, casing: 'snake_case' });
  return {
    db: db as unknown as Db,
    kind: 'postgres',
    async migrate() {
      // Two servers that start together must not migrate together: a session lock on a connection of its own.
      const one = postgres(url, { max: 1, onnotice: () => {} });
      try {
        await one`select pg_advisory_lock(hashtext('colloquy migrations'))`;
        await migratePostgres(drizzlePostgres(one, { casing: 'snake_case' }), { migrationsFolder: MIGRATIONS });
        // The queue's tables too: processes that start together must not make them together either.
        await (await openJobs(url, makeLog('silent'))).stop();
      } finally {
        await one.end({ timeout: 5 });
      }
    },
    isUpToDate: () => isUpToDate(db as unknown as Db),
    tend: async () => {},
    scrub: async () => void (await db.execute(sql`vacuum analyze`)),
    openJobs: (log) => openJobs(url, log),
    close: () => client.end({ timeout: 5 }),
  };
}

async function isUpToDate(db: Db): Promise<boolean> {
  const known = readMigrationFiles({ migrationsFolder: MIGRATIONS }).length;
  const table = rowsOf<{ name: string | null }>(
    await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`),
  );
  if (!table[0]?.name) return false;
  const [row] = rowsOf<{ applied: number }>(
    await db.execute(sql`select count(*)::int as applied from drizzle.__drizzle_migrations`),
  );
  return (row?.applied ?? 0) >= known;
}

/** Whether the store answers at all. */
export async function isStoreReady(db: Db): Promise<boolean> {
  try {
    await db.execute(sql`select 1`);
    return true;
  } catch {
    return false;
  }
}
