import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite, type PgliteDatabase } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { type Log, makeLog } from '../log.ts';
import { inPackage } from '../shipped-files.ts';
import { copyPGlite } from './copy-pglite.ts';
import { type DiskRoom, type RoomProblem, watchDiskRoom } from './disk-room.ts';
import type { FairPGlite } from './fair-pglite.ts';
import { fillNameKeys, hasNamesWithoutKeys } from './fill-name-keys.ts';
import { type Jobs, openJobs } from './jobs.ts';
import { MOVED_STORE, openPGlite } from './open-pglite.ts';
import * as schema from './schema.ts';
import { scrubPGlite, tendPGlite } from './sweep-pglite.ts';

interface RowsHKT extends PgQueryResultHKT {
  // biome-ignore lint/suspicious/noExplicitAny: drizzle's own result types are written with it
  readonly type: any[] | { rows: any[] };
}

/**
 * A database of either driver, or a transaction. Inside a transaction use only the given `tx`: PGlite has a single
 * connection.
 */
export type Db = PgDatabase<RowsHKT, typeof schema>;

export type Store = {
  db: Db;
  kind: 'embedded' | 'postgres';
  /** Applies missing migrations. Safe to repeat, and to run in several processes. */
  migrate: () => Promise<void>;
  /** Whether every migration of this version has been applied. */
  isUpToDate: () => Promise<boolean>;
  /**
   * Call after writing much, and every night. The embedded database has no autovacuum. Without statistics its foreign
   * keys kept scanning whole tables, by plans made for small tables: an import of 8,000 calls took four times as long
   * (measured 2026-11-22). While a store is growing only statistics are renewed, quick at any size; at night dead rows
   * are swept too.
   */
  tend: (when: 'growing' | 'nightly') => Promise<void>;
  /**
   * Takes deleted content out of the files as well: dead rows, statistics about them, and the log. Rewrites every
   * table, so it is for erasures. A server's tables are only swept: its log and backups are its admin's.
   */
  scrub: () => Promise<void>;
  /**
   * Copies the files of the embedded store into a new folder, as they stand at one moment: a store that opens, with
   * whatever was kept until then. Others wait meanwhile. Null for a server, whose own tools do this.
   * @throws AppError `store_unavailable` without room.
   */
  copyFiles: ((into: string) => Promise<void>) | null;
  /** Whether a newer version has changed the shape of the store. */
  isOfNewerVersion: () => Promise<boolean>;
  /** What to do when the disk has little room or takes no writes; else null. */
  roomProblem: () => RoomProblem | null;
  /** Opens the durable queue beside the tables; close the queue before the store. */
  openJobs: (log: Log) => Promise<Jobs>;
  /** Resolves with why, once an embedded store has ended by itself: only a new process opens it again. */
  ended: Promise<Error>;
  /** Safe to repeat. */
  close: () => Promise<void>;
};

/**
 * The database of either driver. The drivers' types differ only in the result of `execute`, and `rowsOf` reads both.
 */
const asDb = (db: PgliteDatabase<typeof schema> | PostgresJsDatabase<typeof schema>): Db => db as unknown as Db;

/** Of a PGlite, drizzle and pg-boss call `query`, `exec`, `transaction` and `listen` only, as these are here. */
const asPGlite = (pglite: FairPGlite): PGlite => pglite as unknown as PGlite;

/** The rows of `db.execute`, parsed: it answers an array with one driver and an object with the other. */
export const rowsOf = <Row extends z.ZodType>(row: Row, result: unknown): z.output<Row>[] =>
  z.object({ rows: z.array(row) }).parse(Array.isArray(result) ? { rows: result } : result).rows;

const MIGRATIONS = fileURLToPath(inPackage('drizzle'));

/** PostgreSQL inside this process, in a folder. In memory for a null `folder`; tests may load a dump. */
export async function openEmbeddedStore(
  folder: string | null,
  loadDataDir?: Blob,
  room: DiskRoom | null = folder === null ? null : watchDiskRoom(folder),
): Promise<Store> {
  if (folder && !existsSync(dirname(folder))) mkdirSync(dirname(folder), { recursive: true });
  const pglite = await openPGlite(folder, loadDataDir, room);
  // A finished segment of the log is removed: written again later, it would keep its content until then.
  await pglite.exec('set wal_recycle = off');
  const db = drizzlePglite(asPGlite(pglite), { schema, casing: 'snake_case' });
  return {
    db: asDb(db),
    kind: 'embedded',
    async migrate() {
      await migratePglite(db, { migrationsFolder: MIGRATIONS });
      await fillNameKeys(asDb(db));
    },
    isUpToDate: () => isUpToDate(asDb(db)),
    isOfNewerVersion: () => isOfNewerVersion(asDb(db)),
    tend: (when) => tendPGlite(pglite, when, room),
    roomProblem: () => room?.problem() ?? null,
    scrub: () => scrubPGlite(pglite, room),
    openJobs: (log) => openJobs(asPGlite(pglite), log),
    async copyFiles(into) {
      if (folder === null) throw new Error('a store in memory has no files');
      await copyPGlite(pglite, { folder, into }, room);
    },
    ended: pglite.ended,
    close: () => pglite.close(),
  };
}

export const embeddedStoreFolder = (dataDir: string): string => join(dataDir, 'store');

/** The store of a folder whose data was moved to Postgres. */
export const movedStoreFolder = (dataDir: string): string => join(dataDir, MOVED_STORE);

/** @throws AppError `store_unavailable` when the server does not answer. */
export async function openPostgresStore(url: string): Promise<Store> {
  // An embedded store needs none of these.
  const [{ default: postgres }, { drizzle: drizzlePostgres }, { migrate: migratePostgres }] = await Promise.all([
    import('postgres'),
    import('drizzle-orm/postgres-js'),
    import('drizzle-orm/postgres-js/migrator'),
  ]);
  const client = postgres(url, {
    max: 10,
    onnotice: () => {},
    connect_timeout: 4,
    // Seconds until the next try: a server that is back is found at once, however long it was away.
    backoff: () => 0.5,
  });
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
    db: asDb(db),
    kind: 'postgres',
    async migrate() {
      // Two servers starting together must not migrate together: a session lock on a separate connection.
      const one = postgres(url, { max: 1, onnotice: () => {} });
      try {
        await one`select pg_advisory_lock(hashtext('colloquy migrations'))`;
        const alone = drizzlePostgres(one, { schema, casing: 'snake_case' });
        await migratePostgres(alone, { migrationsFolder: MIGRATIONS });
        await fillNameKeys(asDb(alone));
        // The queue's tables too: processes starting together must not make them together either.
        await (await openJobs(url, makeLog('silent'))).stop();
      } finally {
        await one.end({ timeout: 5 });
      }
    },
    isUpToDate: () => isUpToDate(asDb(db)),
    isOfNewerVersion: () => isOfNewerVersion(asDb(db)),
    tend: async () => {},
    // A server's disk is its admin's to watch.
    roomProblem: () => null,
    scrub: async () => void (await db.execute(sql`vacuum analyze`)),
    copyFiles: null,
    openJobs: (log) => openJobs(url, log),
    // The driver connects again by itself.
    ended: new Promise(() => {}),
    close: () => client.end({ timeout: 5 }),
  };
}

async function isUpToDate(db: Db): Promise<boolean> {
  const { applied } = await readApplied(db);
  return applied >= knownMigrations().length && !(await hasNamesWithoutKeys(db));
}

async function isOfNewerVersion(db: Db): Promise<boolean> {
  const { newestMs } = await readApplied(db);
  return newestMs > newestMigrationMs();
}

/** How many migrations a store has seen, and when the newest was made; 0 of an empty one. */
async function readApplied(db: Db): Promise<{ applied: number; newestMs: number }> {
  const table = rowsOf(
    z.object({ name: z.string().nullable() }),
    await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`),
  );
  if (!table[0]?.name) return { applied: 0, newestMs: 0 };
  const [row] = rowsOf(
    z.object({ applied: z.number(), newest: z.coerce.number().nullable() }),
    await db.execute(
      sql`select count(*)::int as applied, max(created_at)::text as newest from drizzle.__drizzle_migrations`,
    ),
  );
  return { applied: row?.applied ?? 0, newestMs: row?.newest ?? 0 };
}

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })) });

/** When each migration of this version was made, in milliseconds. */
const knownMigrations = (): number[] =>
  journalSchema
    .parse(JSON.parse(readFileSync(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8')))
    .entries.map(({ when }) => when);

/** The shape of the store that this version knows: a store or backup with a later one is of a newer version. */
export const newestMigrationMs = (): number => Math.max(...knownMigrations());

/** Whether the store answers, and whether it can be written to: a standby cannot, nor a disk without room. */
export async function readStoreState(db: Db): Promise<'ready' | 'read_only' | 'away'> {
  try {
    const setting = sql`select current_setting('transaction_read_only') as value`;
    const [row] = rowsOf(z.object({ value: z.string() }), await db.execute(setting));
    return row?.value === 'on' ? 'read_only' : 'ready';
  } catch {
    return 'away';
  }
}
