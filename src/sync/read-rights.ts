import type { OrganizationId } from '../call.ts';
import { describeError, isAppError } from '../errors.ts';
import type { GongClient } from '../gong/gong-client.ts';
import type { GongFolder, GongProfile } from '../gong-rights.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import { updateGongConnection } from '../store/gong-connections-store.ts';
import { listCallsToAskGrants, saveCallGrants, saveGongRights } from '../store/gong-rights-store.ts';
import { readAccessPolicy } from '../store/organizations-store.ts';
import type { GongOpener } from './gong-opener.ts';
import { saveChangedUsers } from './save-changed-users.ts';

type Deps = { db: Db; opener: GongOpener; now: () => Date; log: Log };

/** How old the copy of Gong's rights gets before a server reads it again. */
export const RIGHTS_EVERY_MS = 3_600_000;
/** After a failure Gong is asked again sooner, but not at every tick. */
const RETRY_MS = 5 * 60_000;
/** Calls whose sharing is asked for in an hour: 20 requests of Gong's 10,000 a day. */
const GRANTS_AN_HOUR = 2000;

export type RightsReader = ReturnType<typeof makeRightsReader>;

/**
 * Keeps the copy of Gong's rights, for organizations that read as in Gong. Whoever asks meanwhile waits for the same
 * reading.
 */
export function makeRightsReader(deps: Deps) {
  const { db, now, log } = deps;
  const reading = new Map<OrganizationId, Promise<void>>();
  const stopping = new AbortController();

  async function readOnce(organizationId: OrganizationId): Promise<void> {
    try {
      await readRights(deps, organizationId, stopping.signal);
    } catch (error) {
      stopping.signal.throwIfAborted();
      const told = describeError(error);
      log.warn({ organizationId, reason: told }, 'access: the rights in Gong could not be read');
      await updateGongConnection(db, organizationId, { rightsTriedAt: now(), rightsError: told });
      throw error;
    }
  }

  function read(organizationId: OrganizationId): Promise<void> {
    const running = reading.get(organizationId);
    if (running) return running;
    const begun = readOnce(organizationId).finally(() => reading.delete(organizationId));
    reading.set(organizationId, begun);
    return begun;
  }

  return {
    /** Reads all rights now. A failure is noted at the connection. @throws AppError Gong's. */
    read,

    /** Reads those that are an hour old, or whose reading failed minutes ago. A failure of Gong is only noted. */
    async readWhenDue({ organizationId, rightsReadAt, rightsTriedAt, rightsError }: RightsStanding): Promise<void> {
      if ((await readAccessPolicy(db, organizationId)).mode !== 'gong') return;
      const last = rightsError === null ? rightsReadAt : rightsTriedAt;
      const waitMs = rightsError === null ? RIGHTS_EVERY_MS : RETRY_MS;
      const agoMs = last ? now().getTime() - last.getTime() : Number.POSITIVE_INFINITY;
      // A clock set back must not stop the reading.
      if (agoMs >= 0 && agoMs < waitMs) return;
      await read(organizationId).catch((error) => {
        if (!stopping.signal.aborted && !isAppError(error)) throw error;
      });
    },

    /** Ends readings in progress; the copy of before stays. */
    async stop(): Promise<void> {
      stopping.abort(new Error('stopping'));
      await Promise.allSettled(reading.values());
    },
  };
}

type RightsStanding = {
  organizationId: OrganizationId;
  rightsReadAt: Date | null;
  rightsTriedAt: Date | null;
  rightsError: string | null;
};

/**
 * Copies profiles, managers and folders of all workspaces at once, or nothing: half of them would be wrong rights. Then
 * asks with whom calls were shared, as far as an hour's share of requests goes.
 */
async function readRights({ db, opener, now }: Deps, organizationId: OrganizationId, signal: AbortSignal) {
  const { gong } = await opener.open(organizationId, 'fresh');
  const beganAt = now();
  const users = await gong.fetchUsers(signal);
  const profiles: GongProfile[] = [];
  const folders: GongFolder[] = [];
  for (const { id } of await gong.fetchWorkspaces(signal)) {
    profiles.push(...(await gong.fetchProfiles(id, signal)));
    folders.push(...(await gong.fetchFolders(id, signal)));
  }
  await readGrants({ db, gong, now }, organizationId, signal);
  const noted = { rightsReadAt: beganAt, rightsTriedAt: beganAt, rightsError: null };
  await saveChangedUsers({ db, now }, organizationId, users, (write) =>
    db.transaction(async (tx) => {
      await saveGongRights(tx, organizationId, { profiles, folders });
      await write(tx);
      await updateGongConnection(tx, organizationId, noted);
    }),
  );
}

async function readGrants(
  { db, gong, now }: { db: Db; gong: GongClient; now: () => Date },
  organizationId: OrganizationId,
  signal: AbortSignal,
): Promise<void> {
  // Rights are read more often than hourly when members ask: what was just told is not asked again.
  const since = new Date(now().getTime() - RIGHTS_EVERY_MS / 2);
  const callIds = await listCallsToAskGrants(db, organizationId, { since, limit: GRANTS_AN_HOUR });
  for await (const grants of gong.grantBatches(callIds, signal))
    await saveCallGrants(db, organizationId, grants, now());
}
