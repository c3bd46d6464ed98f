import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { AppError } from '../errors.ts';
import type { HostCheck } from '../guarded-fetch.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { GongConnection } from '../store/gong-connections-store.ts';
import { updateOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import { type KeepConnectionDeps, keepConnection } from './keep-connection.ts';
import type { SyncRunner } from './sync-runner.ts';

/** An access key of Gong, and where Gong answers for it. */
export const gongKeySchema = z.object({
  accessKey: z.string().min(1),
  accessKeySecret: z.string().min(1),
  baseUrl: z.string().min(1).meta({ example: 'https://us-12345.api.gong.io' }),
});
export type GongKey = z.infer<typeof gongKeySchema>;

export type KeyConnect = GongKey & {
  /** Limits that Gong raised for the company; a limit not given stays as before. */
  limits?: Partial<GongConnection['limits']>;
  turnsSyncOn?: boolean;
  /** The operator named the host, at the command line: it may be of a private network. */
  isByOperator?: boolean;
};

/**
 * Connects Gong with an access key. `turnsSyncOn` turns data sync on; without the option data sync stays as before.
 * With data sync on, new calls are asked for at once.
 * @throws AppError `forbidden`, `host_refused`, or the client's error for a refused key, a wrong host or a missing
 * scope; nothing is kept then.
 */
export async function connectWithKey(
  deps: KeepConnectionDeps & { syncRunner: Pick<SyncRunner, 'takeUp'>; checkHost: HostCheck },
  viewer: Viewer,
  { accessKey, accessKeySecret, turnsSyncOn = false, isByOperator = false, limits = {}, ...wish }: KeyConnect,
  signal: AbortSignal,
): Promise<GongConnection> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const baseUrl = toBaseUrl(wish.baseUrl);
  if (!isByOperator) await deps.checkHost(baseUrl);
  const connection = await keepConnection(
    deps,
    viewer,
    { baseUrl, scopes: null, limits },
    { kind: 'access_key', accessKey, accessKeySecret, isByOperator },
    signal,
  );
  if (turnsSyncOn)
    await deps.db.transaction(async (tx) => {
      await updateOrganization(tx, organizationId, { dataSyncEnabled: true });
      await recordAudit(tx, viewer, { action: 'data_sync.turned_on' }, deps.now());
    });
  await deps.syncRunner.takeUp(organizationId);
  return connection;
}

function toBaseUrl(text: string): string {
  const url = /^https?:\/\//.test(text) ? text : `https://${text}`;
  if (!URL.canParse(url))
    throw new AppError(
      'invalid_input',
      `"${text}" is not a host or URL. Gong shows it beside the access key, like https://us-12345.api.gong.io.`,
    );
  return new URL(url).origin;
}
