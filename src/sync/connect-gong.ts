import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import { type GongClient, gongClient, toBasicAuthorization } from '../gong/gong-client.ts';
import type { GongHttpDeps } from '../gong/gong-http.ts';
import type { Db } from '../store/db.ts';
import {
  type AccessKey,
  type GongConnection,
  readAccessKey,
  readGongConnection,
  saveGongConnection,
} from '../store/gong-connections-store.ts';
import type { Secrets } from '../store/secrets.ts';

type Deps = { db: Db; secrets: Secrets; gongHttp: Omit<GongHttpDeps, 'onRequest'>; now: () => Date };

export type Connect = { organizationId: OrganizationId; baseUrl: string; connectedBy: string | null } & AccessKey;

/**
 * Tries an access key on its host and keeps both, the key sealed.
 * @throws AppError as the client tells a refused key, a wrong host and a missing scope apart; nothing is kept then.
 */
export async function connectGong(deps: Deps, wish: Connect, signal: AbortSignal): Promise<GongConnection> {
  const { accessKey, accessKeySecret, organizationId, connectedBy } = wish;
  const baseUrl = toBaseUrl(wish.baseUrl);
  const http = { ...deps.gongHttp, onRequest: () => {} };
  const client = gongClient(http, { baseUrl, authorization: toBasicAuthorization(accessKey, accessKeySecret) });
  await client.fetchWorkspaces(signal);
  const connection = { organizationId, baseUrl, connectedBy, connectedAt: deps.now() };
  await saveGongConnection(deps.db, deps.secrets, connection, { accessKey, accessKeySecret });
  return { ...connection, lastError: null };
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

/**
 * The client of an organization's connection, and a count of the requests it has sent since asked last.
 * @throws AppError `not_connected`.
 */
export async function openGongClient(
  deps: Deps,
  organizationId: OrganizationId,
): Promise<{ gong: GongClient; takeRequestCount: () => number }> {
  const connection = await readGongConnection(deps.db, organizationId);
  const key = await readAccessKey(deps.db, deps.secrets, organizationId);
  if (!connection || !key) {
    throw new AppError(
      'not_connected',
      'This organization is not connected to Gong. Connect it first: `colloquy gong connect`, or Integrations in the web application.',
    );
  }
  let requests = 0;
  const http = {
    ...deps.gongHttp,
    onRequest: () => {
      requests += 1;
    },
  };
  const gong = gongClient(http, {
    baseUrl: connection.baseUrl,
    authorization: toBasicAuthorization(key.accessKey, key.accessKeySecret),
  });
  return {
    gong,
    takeRequestCount: () => {
      const sent = requests;
      requests = 0;
      return sent;
    },
  };
}
