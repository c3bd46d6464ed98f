import { type DiskRoom, writeRefused } from './disk-room.ts';
import type { FairPGlite } from './fair-pglite.ts';

/** A sample of 300 times as many rows: the usual 100 kept others waiting for half a second at 60,000 people. */
const TARGET_WHILE_GROWING = 20;

/** Renews statistics, and at night sweeps dead rows as well. Stops where the disk takes no more writes. */
export async function tendPGlite(
  pglite: FairPGlite,
  when: 'growing' | 'nightly',
  room: DiskRoom | null,
): Promise<void> {
  // Postgres sweeps where it may only read, too: that writes to the log.
  const mayGoOn = () => (room?.refusal() ?? null) === null;
  if (when === 'nightly') await forEachTable(pglite, 'vacuum analyze', { withCatalogs: true, mayGoOn });
  else {
    await pglite.exec(`set default_statistics_target = ${TARGET_WHILE_GROWING}`);
    try {
      await forEachTable(pglite, 'analyze', { mayGoOn });
    } finally {
      await pglite.exec('reset default_statistics_target');
    }
  }
  if (room?.refusal() === 'closed') return;
  // Nothing else makes one: the log grew by all that was ever written (200 MB written kept 209 MB of it).
  await pglite.checkpoint();
}

/** Takes what was deleted out of the tables' files, the statistics and the log. */
export async function scrubPGlite(pglite: FairPGlite, room: DiskRoom | null): Promise<void> {
  await checkRoom(pglite, room);
  // Of a table that is empty now, analyzing would leave the statistics of its rows.
  await pglite.exec(`delete from pg_statistic where starelid in (select oid from pg_class where ${IS_OURS})`);
  await forEachTable(pglite, 'vacuum (full, analyze)');
  await pglite.exec('vacuum full pg_statistic');
  await leaveLog(pglite);
}

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
 * hold nothing that was said. Statistics do: the scrub rewrites them.
 */
async function forEachTable(
  pglite: FairPGlite,
  command: 'analyze' | 'vacuum analyze' | 'vacuum (full, analyze)',
  { withCatalogs = false, mayGoOn = () => true }: { withCatalogs?: boolean; mayGoOn?: () => boolean } = {},
): Promise<void> {
  const { rows } = await pglite.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' ${withCatalogs ? '' : `and ${IS_OURS}`} order by oid`,
  );
  for (const { name } of rows) if (mayGoOn()) await pglite.query(`${command} ${name}`);
}

/** Bytes of the whole database. */
export async function storeBytes(pglite: FairPGlite): Promise<number> {
  const { rows } = await pglite.query<{ bytes: string | number }>(
    'select pg_database_size(current_database()) as bytes',
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** Every table is written anew beside itself, which no transaction that only reads keeps Postgres from. */
async function checkRoom(pglite: FairPGlite, room: DiskRoom | null): Promise<void> {
  if (room?.refusal() === 'closed') throw writeRefused('closed');
  if (room === null || room.freeBytes() > 2 * (await storeBytes(pglite))) return;
  throw Object.assign(new Error('The disk has too little room to rewrite the tables.'), { code: 'ENOSPC' });
}
