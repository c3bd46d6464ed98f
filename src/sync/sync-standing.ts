import { z } from 'zod';
import { callIdSchema, type OrganizationId } from '../call.ts';
import { callReasonSchema, callStateSchema } from '../call-state.ts';
import { isoDate } from '../iso-date.ts';
import type { Db } from '../store/db.ts';
import { type GongConnection, readGongConnection } from '../store/gong-connections-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { listOpenRuns, listSyncRuns } from '../store/sync-runs-store.ts';
import type { SyncRun } from '../sync-run.ts';
import { mergeWindows, type TimeWindow } from '../time-window.ts';

/** Causes outside a call, beside the ledger's reasons. */
export const OTHER_CAUSES = [
  'searchable',
  'not_connected',
  'sync_off',
  'reconnect_needed',
  'sync_failing',
  'waiting',
  'not_imported',
  'not_read_yet',
  'next_sync',
  'not_visible',
  'no_such_title',
  'nothing_that_day',
  'person_linked',
  'person_without_address',
  'person_not_seen',
] as const;
const causeSchema = z.enum([...callReasonSchema.options, ...OTHER_CAUSES]);
export type Cause = z.infer<typeof causeSchema>;

/** Why something is not here, in words that say what to do. */
export const explanationSchema = z
  .object({
    cause: causeSchema.meta({ description: 'Stable; programs act on it.' }),
    text: z.string(),
    guide: z
      .enum(['calls-not-appearing', 'missing-transcripts', 'participants-not-linked'])
      .meta({ description: 'The part of docs/gong.md that tells more.' }),
    call: z
      .object({
        id: callIdSchema,
        title: z.string().nullable(),
        startedAt: isoDate.nullable(),
        state: callStateSchema.nullable(),
      })
      .nullable(),
    nextTryAt: isoDate.nullable(),
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.infer<typeof explanationSchema>;

/** The state of an organization's sync, as far as it explains a missing call. */
export type Standing = {
  connection: GongConnection | null;
  /** Stops everything from syncing; null while nothing does. */
  block: Explanation | null;
  /** Runs that are planned, working, waiting or paused. */
  open: SyncRun[];
};

export async function readStanding(
  { db, now }: { db: Db; now: () => Date },
  organizationId: OrganizationId,
): Promise<Standing> {
  const connection = await readGongConnection(db, organizationId);
  const organization = await readOrganization(db, organizationId);
  const latest = await listSyncRuns(db, organizationId, 50);
  const open = [...(await listOpenRuns(db, { organizationId })), ...latest.filter((run) => run.state === 'paused')];
  const standing = { connection, open };
  if (!connection)
    return {
      ...standing,
      block: about('not_connected', 'Gong is not connected: an admin connects it under Integrations → Gong.'),
    };
  if (connection.state === 'reconnect_needed')
    return {
      ...standing,
      block: about(
        'reconnect_needed',
        'Gong no longer accepts the connection: an admin has to connect it again (Integrations → Gong → Connect).',
      ),
    };
  if (!organization.dataSyncEnabled)
    return {
      ...standing,
      block: about(
        'sync_off',
        'Gong is connected, but data sync is off: an admin turns it on under Integrations → Gong.',
      ),
    };
  const waiting = open.find((run) => run.state === 'waiting' && run.retryAt !== null && run.retryAt > now());
  if (waiting)
    return {
      ...standing,
      block: {
        ...about('waiting', `The sync waits until ${waiting.retryAt?.toISOString()}. ${waiting.error}`),
        nextTryAt: waiting.retryAt,
      },
    };
  if (connection.lastError !== null)
    return {
      ...standing,
      block: {
        ...about('sync_failing', `The last sync failed: ${connection.lastError}`),
        nextTryAt: connection.nextSyncAt,
      },
    };
  return { ...standing, block: null };
}

/** For a call that Gong shows and we lack: its day was not read, or will be, or was read before Gong had the call. */
export function whyNotRead(startedAt: Date, standing: Standing): Explanation {
  const holds = ({ from, to }: TimeWindow) => from <= startedAt && startedAt < to;
  if (standing.connection?.covered.some(holds))
    return {
      ...about(
        'next_sync',
        'Gong shows this call now, and its day was read before: Gong had it later. It comes with the next sync, or the nightly one.',
      ),
      nextTryAt: standing.connection.nextSyncAt,
    };
  const run = standing.open.find(({ window }) => holds(window));
  if (run) {
    const state =
      run.state === 'paused'
        ? 'The import is paused: resume it under Integrations → Gong.'
        : 'It works from the newest calls back.';
    return { ...about('not_read_yet', `An import of its dates is not there yet. ${state}`), nextTryAt: run.retryAt };
  }
  if (standing.connection?.syncedTo && startedAt >= standing.connection.syncedTo)
    return {
      ...about('next_sync', 'It is newer than the last sync and comes with the next one.'),
      nextTryAt: standing.connection.nextSyncAt,
    };
  return about(
    'not_imported',
    `It took place on ${startedAt.toISOString().slice(0, 10)}, and that day was never asked for. ${describeCovered(standing)} An admin imports it under Integrations → Gong → Import history.`,
  );
}

/** An explanation for no call in particular. */
export const about = (cause: Cause, text: string): Explanation => ({
  cause,
  text,
  guide: 'calls-not-appearing',
  call: null,
  nextTryAt: null,
});

/** The dates read so far, in words. */
export function describeCovered({ connection }: Standing): string {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const stretches = mergeWindows(connection?.covered ?? []).map(({ from, to }) => `${day(from)} to ${day(to)}`);
  return stretches.length === 0 ? 'No dates were read yet.' : `Read so far: ${stretches.join(', ')}.`;
}
