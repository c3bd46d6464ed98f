import { constants, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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
import { type DiskRoom, type RoomProblem, WRITE_PROBE, watchDiskRoom, writeRefused } from './disk-room.ts';
import type { FairPGlite } from './fair-pglite.ts';
import { fillNameKeys, hasNamesWithoutKeys } from './fill-name-keys.ts';
import { type Jobs, openJobs } from './jobs.ts';
import { MOVED_STORE, openPGlite } from './open-pglite.ts';
import * as schema from './schema.ts';

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
    async tend(when) {
      // Postgres sweeps where it may only read, too: that writes to the log.
      const mayWrite = () => (room?.refusal() ?? null) === null;
      if (when === 'nightly') await forEachTable(asDb(db), 'vacuum analyze', { withCatalogs: true, mayGoOn: mayWrite });
      else {
        await pglite.exec(`set default_statistics_target = ${TARGET_WHILE_GROWING}`);
        try {
          await forEachTable(asDb(db), 'analyze', { mayGoOn: mayWrite });
        } finally {
          await pglite.exec('reset default_statistics_target');
        }
      }
      if (room?.refusal() === 'closed') return;
      // Nothing else makes one: the log grew by all that was ever written (200 MB written kept 209 MB of it).
      await pglite.checkpoint();
    },
    roomProblem: () => room?.problem() ?? null,
    async scrub() {
      await checkRoomToRewrite(asDb(db), room);
      // Of a table that is empty now, analyzing would leave the statistics of its rows.
      await pglite.exec(`delete from pg_statistic where starelid in (select oid from pg_class where ${IS_OURS})`);
      await forEachTable(asDb(db), 'vacuum (full, analyze)');
      await pglite.exec('vacuum full pg_statistic');
      await leaveLog(pglite);
    },
    openJobs: (log) => openJobs(asPGlite(pglite), log),
    async copyFiles(into) {
      if (folder === null) throw new Error('a store in memory has no files');
      await checkRoomToCopy(asDb(db), room);
      // What a checkpoint wrote needs no log.
      await pglite.checkpoint(() => copyStore(folder, into));
    },
    ended: pglite.ended,
    close: () => pglite.close(),
  };
}

/** The store may be on a disk of its own, by a link. */
const copyStore = (folder: string, into: string): Promise<void> =>
  cp(realpathSync(folder), into, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => basename(path) !== WRITE_PROBE,
  });

/** A sample of 300 times as many rows: the usual 100 kept others waiting for half a second at 60,000 people. */
const TARGET_WHILE_GROWING = 20;

/** A condition on `pg_class`: no catalog of Postgres. */
const IS_OURS = `relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`;

/** More than a store keeps of finished segments, 80 MB of 16 each, as earlier versions left them. */
const MOST_SEGMENTS = 100;

/** Goes on to the next segment of the log until that is a new one, instead of one that was kept to be written again. */
async function leaveLog(pglite: FairPGlite): Promise<void> {
  await pglite.checkpoint();
  for (let round = 0; round < MOST_SEGMENTS; round += 1) {
    const { rows } = await pglite.query<{ kept: number }>(
      'select count(*)::int as kept from pg_ls_waldir() where name > pg_walfile_name(pg_current_wal_lsn())',
    );
    await pglite.exec('select pg_switch_wal()');
    await pglite.checkpoint();
    if (round > 0 && rows[0]?.kept === 0) return;
  }
}

/**
 * Table by table: others get the only connection in between. Postgres's own catalogs take longer than all of ours, and
 * hold nothing that was said. Statistics do: `scrub` rewrites them.
 */
async function forEachTable(
  db: Db,
  command: 'analyze' | 'vacuum analyze' | 'vacuum (full, analyze)',
  { withCatalogs = false, mayGoOn = () => true }: { withCatalogs?: boolean; mayGoOn?: () => boolean } = {},
): Promise<void> {
  const tables = rowsOf(
    z.object({ name: z.string() }),
    await db.execute(sql`
      select oid::regclass::text as name from pg_class
      where relkind = 'r' ${withCatalogs ? sql`` : sql.raw(`and ${IS_OURS}`)}
      order by oid`),
  );
  for (const { name } of tables) if (mayGoOn()) await db.execute(sql.raw(`${command} ${name}`));
}

async function checkRoomToCopy(db: Db, room: DiskRoom | null): Promise<void> {
  const bytes = await readStoreBytes(db);
  if (room === null || room.freeBytes() > 2 * bytes) return;
  throw new AppError(
    'store_unavailable',
    `A backup copies the store first, and its disk has too little room for it: make room for ${Math.ceil((2 * bytes) / 1_000_000)} MB.`,
  );
}

async function readStoreBytes(db: Db): Promise<number> {
  const [row] = rowsOf(
    z.object({ bytes: z.coerce.number() }),
    await db.execute(sql`select pg_database_size(current_database()) as bytes`),
  );
  return row?.bytes ?? 0;
}

/** Every table is written anew beside itself, which no transaction that only reads keeps Postgres from. */
async function checkRoomToRewrite(db: Db, room: DiskRoom | null): Promise<void> {
  if (room?.refusal() === 'closed') throw writeRefused('closed');
  if (room === null || room.freeBytes() > 2 * (await readStoreBytes(db))) return;
  throw Object.assign(new Error('The disk has too little room to rewrite the tables.'), { code: 'ENOSPC' });
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
