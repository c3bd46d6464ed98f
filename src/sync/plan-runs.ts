import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Db } from '../store/db.ts';
import { type GongConnection, updateGongConnection } from '../store/gong-connections-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { createSyncRun, deleteOldRuns, listOpenRuns, saveAsksAll } from '../store/sync-runs-store.ts';
import type { SyncRun } from '../sync-run.ts';
import { clipWindows, type TimeWindow } from '../time-window.ts';
import type { GongOpener } from './gong-opener.ts';
import { nextNight } from './next-night.ts';

type Deps = { db: Db; opener: GongOpener; now: () => Date; syncIntervalMinutes: number };

const DAY_MS = 86_400_000;
/** The first sync reaches back exactly so far, unless the admin asks for more. */
const FIRST_SYNC_DAYS = 2;
/** Overlap of later syncs: Gong shows calls up to hours after their end, and out of order (docs/gong-api.md §3.5). */
const OVERLAP_DAYS = 1;
/** The nightly run reads again everything no older. */
const WIDE_DAYS = 30;
const KEEP_RUNS_DAYS = 30;
/** Decides the windows of runs and stores the runs. */
export function makeRunPlanner(deps: Deps) {
  const { db, now } = deps;

  /** @throws AppError `sync_off`, `not_connected`, `gong_reconnect_needed`. */
  async function readyConnection(organizationId: OrganizationId): Promise<GongConnection> {
    const organization = await readOrganization(db, organizationId);
    const { connection } = await deps.opener.open(organizationId, 'fresh');
    if (!organization.dataSyncEnabled) {
      throw new AppError(
        'sync_off',
        `Data sync is off for ${organization.name}. Turn it on first: \`colloquy organization data-sync on --organization ${organizationId}\`, or on the Gong page under Integrations.`,
      );
    }
    return connection;
  }

  /** A run for new calls; an open live run is answered instead of a second run. */
  async function planLive(connection: GongConnection, asksAll: boolean): Promise<SyncRun> {
    const { organizationId, syncedTo } = connection;
    const [open] = await listOpenRuns(db, { organizationId, kinds: ['live'] });
    if (open) {
      if (asksAll) await saveAsksAll(db, open.id);
      return { ...open, asksAll };
    }
    const to = now();
    const from = syncedTo
      ? new Date(Math.min(syncedTo.getTime(), to.getTime()) - OVERLAP_DAYS * DAY_MS)
      : new Date(to.getTime() - FIRST_SYNC_DAYS * DAY_MS);
    const nextSyncAt = new Date(to.getTime() + deps.syncIntervalMinutes * 60_000);
    await updateGongConnection(db, organizationId, { nextSyncAt });
    const window = { from, to };
    return createSyncRun(db, { organizationId, kind: 'live', window, windows: [window], asksAll }, to);
  }

  /**
   * The nightly run reads the covered part of the last month again. Older dates are counted and checked by id
   * (run-sync.ts).
   */
  async function planWide({ organizationId, covered }: GongConnection): Promise<SyncRun | null> {
    const to = now();
    const { timeZone } = await readOrganization(db, organizationId);
    await updateGongConnection(db, organizationId, { nextWideReadAt: nextNight(to, timeZone, organizationId) });
    await deleteOldRuns(db, organizationId, new Date(to.getTime() - KEEP_RUNS_DAYS * DAY_MS));
    if (covered.length === 0) return null;
    const from = new Date(to.getTime() - WIDE_DAYS * DAY_MS);
    const windows = clipWindows(covered, { from, to });
    return createSyncRun(db, { organizationId, kind: 'wide', window: { from, to }, windows, asksAll: false }, to);
  }

  /** An import of a range. @throws AppError `invalid_input`. */
  const planHistory = (organizationId: OrganizationId, asked: Partial<TimeWindow>): Promise<SyncRun> =>
    createSyncRun(db, toHistory(organizationId, asked, now()), now());

  return { readyConnection, planLive, planWide, planHistory };
}

function toHistory(organizationId: OrganizationId, asked: Partial<TimeWindow>, now: Date) {
  const to = asked.to ?? now;
  const from = asked.from ?? new Date(to.getTime() - FIRST_SYNC_DAYS * DAY_MS);
  if (from >= to)
    throw new AppError(
      'invalid_input',
      `The range is reversed: ${from.toISOString()} is not before ${to.toISOString()}.`,
    );
  const window = { from, to };
  return { organizationId, kind: 'history' as const, window, windows: [window], asksAll: true };
}
