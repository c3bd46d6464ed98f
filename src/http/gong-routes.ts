import { createRoute, z } from '@hono/zod-openapi';
import { getCookie } from 'hono/cookie';
import type { OrganizationId } from '../call.ts';
import { CALL_REASONS, CALL_STATES } from '../call-state.ts';
import { isAppError } from '../errors.ts';
import { SHARE_OF_DAY } from '../quota.ts';
import { countLedger } from '../store/call-ledger-reader.ts';
import type { Db } from '../store/db.ts';
import { readGongConnection } from '../store/gong-connections-store.ts';
import { readQuotaUse } from '../store/gong-quota-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { beginConnect, connectWithKey, disconnectGong, finishConnect, grantOf } from '../sync/connect-gong.ts';
import type { GongDeps, GongOpener } from '../sync/gong-opener.ts';
import type { CallsIndexer } from '../sync/index-calls.ts';
import type { SyncRunner } from '../sync/sync-runner.ts';
import { adminOf, errorResponses, json, jsonBody, router } from './router.ts';

const time = z.string().nullable();

const connectionSchema = z
  .object({
    connected: z.boolean(),
    state: z.enum(['not_connected', 'connected', 'reconnect_needed']),
    kind: z.enum(['access_key', 'oauth']).nullable(),
    host: z.string().nullable(),
    connectedAt: time,
    connectedBy: z.string().nullable(),
    scopes: z.array(z.string()).nullable().openapi({ description: 'What Gong granted; null for an access key.' }),
    missingScopes: z.array(z.object({ scope: z.string(), purpose: z.string() })),
    dataSyncEnabled: z.boolean(),
    canConnectInBrowser: z.boolean(),
    nextSyncAt: time,
    lastError: z.string().nullable(),
    lastErrorAt: time,
    covered: z
      .array(z.object({ from: z.string(), to: z.string() }))
      .openapi({ description: 'Call dates that were read.' }),
    quota: z.object({
      perSecond: z.number(),
      perDay: z.number(),
      usedToday: z.number().openapi({ description: 'Requests of the last 24 hours.' }),
      ourShare: z.number().openapi({ description: 'What we use of a day at most; the rest is left to others.' }),
      notBefore: time,
    }),
    calls: z.object({
      known: z.number().openapi({ description: 'Every call that Gong ever showed: the sum of the states.' }),
      withTranscript: z.number(),
      withoutTranscript: z.number().openapi({ description: 'Stored, and without one; `reasons` says why.' }),
      gongTotal: z.number().nullable().openapi({
        description:
          'Calls that Gong counted on the dates read, at the last nightly run. Known calls that are not gone are as many.',
      }),
      countedAt: time,
      ...(Object.fromEntries(CALL_STATES.map((state) => [state, z.number()])) as Record<
        (typeof CALL_STATES)[number],
        z.ZodNumber
      >),
      reasons: z.array(z.object({ reason: z.string(), text: z.string(), calls: z.number() })),
    }),
  })
  .openapi('GongConnection');

const path = '/integrations/gong';

const statusRoute = createRoute({
  method: 'get',
  path,
  summary: 'The Gong connection, its quota, and where all calls stand (admins)',
  responses: { 200: json(connectionSchema, 'The connection.'), ...errorResponses },
});

const connectRoute = createRoute({
  method: 'post',
  path: `${path}/connect`,
  summary: 'Begin to connect Gong in the browser (admins)',
  responses: {
    200: json(z.object({ authorizeUrl: z.string() }), "Gong's page to go to; it leads back here."),
    ...errorResponses,
  },
});

const callbackRoute = createRoute({
  method: 'get',
  path: `${path}/callback`,
  summary: 'Where Gong leads the browser back to',
  request: {
    query: z.object({ code: z.string().optional(), state: z.string().optional(), error: z.string().optional() }),
  },
  responses: { 302: { description: 'To the page of the integration.' } },
});

const accessKeyRoute = createRoute({
  method: 'post',
  path: `${path}/access-key`,
  summary: 'Connect Gong with an access key (admins)',
  request: jsonBody(
    z.object({
      accessKey: z.string().min(1),
      accessKeySecret: z.string().min(1),
      baseUrl: z.string().min(1).openapi({ example: 'https://us-12345.api.gong.io' }),
    }),
  ),
  responses: { 200: json(z.object({ connected: z.literal(true), host: z.string() }), 'Connected.'), ...errorResponses },
});

const disconnectRoute = createRoute({
  method: 'delete',
  path,
  summary: 'Disconnect Gong (admins)',
  request: {
    query: z.object({
      deleteData: z.enum(['true', 'false']).default('false').openapi({
        description: 'Also deletes what was synced: calls, transcripts, people, and the answers that quote them.',
      }),
    }),
  },
  responses: { 200: json(z.object({ callsDeleted: z.number() }), 'Disconnected.'), ...errorResponses },
});

export type GongRoutesDeps = {
  db: Db;
  gong: GongDeps & { opener: GongOpener };
  indexer: CallsIndexer;
  syncRunner: SyncRunner;
  publicUrl: () => string;
  now: () => Date;
};

/** The page of the integration in the web application. */
const PAGE = '/integrations/gong';
const NEVER = new AbortController().signal;

/** The connection: how it is, connecting and disconnecting. */
export function gongRoutes(deps: GongRoutesDeps) {
  const { db, gong, syncRunner, now } = deps;
  return router()
    .openapi(statusRoute, async (c) => c.json(await readStatus(deps, adminOf(c).organizationId), 200))
    .openapi(connectRoute, async (c) => {
      const redirectUri = `${deps.publicUrl()}/api/v1${path}/callback`;
      return c.json({ authorizeUrl: await beginConnect(gong, adminOf(c), redirectUri) }, 200);
    })
    .openapi(callbackRoute, async (c) => {
      // A browser stands here: what went wrong is told on the page, not as JSON.
      try {
        const { organizationId } = await finishConnect(gong, adminOf(c), new URL(c.req.url).searchParams);
        await syncRunner.takeUp(organizationId);
        return c.redirect(PAGE, 302);
      } catch (error) {
        if (!isAppError(error)) throw error;
        if (isAppError(error, 'unauthenticated') && !getCookie(c, 'colloquy.session_token'))
          return c.redirect(`/sign-in?next=${encodeURIComponent(PAGE)}`, 302);
        return c.redirect(`${PAGE}?problem=${encodeURIComponent(error.message)}`, 302);
      }
    })
    .openapi(accessKeyRoute, async (c) => {
      const admin = adminOf(c);
      const wish = { ...c.req.valid('json'), organizationId: admin.organizationId, connectedBy: admin.email };
      const { baseUrl } = await connectWithKey(gong, wish, c.req.raw.signal);
      await syncRunner.takeUp(admin.organizationId);
      return c.json({ connected: true as const, host: baseUrl }, 200);
    })
    .openapi(disconnectRoute, async (c) => {
      const { organizationId } = adminOf(c);
      await syncRunner.putDown(organizationId);
      const erases = c.req.valid('query').deleteData === 'true';
      const callsDeleted = await disconnectGong({ db, now }, organizationId, { erases });
      await deps.indexer.index(NEVER, organizationId);
      return c.json({ callsDeleted }, 200);
    });
}

async function readStatus({ db, gong, now }: GongRoutesDeps, organizationId: OrganizationId) {
  const connection = await readGongConnection(db, organizationId);
  const { dataSyncEnabled } = await readOrganization(db, organizationId);
  const { usedToday, notBefore } = await readQuotaUse(db, organizationId, now());
  const { reasons, ...calls } = await countLedger(db, organizationId);
  const iso = (date: Date | null | undefined) => date?.toISOString() ?? null;
  const { perSecond, perDay } = connection?.limits ?? { perSecond: 3, perDay: 10_000 };
  return {
    connected: connection?.state === 'connected',
    state: connection?.state ?? ('not_connected' as const),
    kind: connection?.kind ?? null,
    host: connection?.baseUrl ?? null,
    connectedAt: iso(connection?.connectedAt),
    connectedBy: connection?.connectedBy ?? null,
    ...grantOf(connection),
    dataSyncEnabled,
    canConnectInBrowser: gong.oauth !== null,
    nextSyncAt: dataSyncEnabled ? iso(connection?.nextSyncAt) : null,
    lastError: connection?.lastError ?? null,
    lastErrorAt: iso(connection?.lastErrorAt),
    covered: (connection?.covered ?? []).map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
    quota: {
      perSecond,
      perDay,
      usedToday,
      ourShare: Math.floor(perDay * SHARE_OF_DAY.fresh),
      notBefore: iso(notBefore),
    },
    calls: {
      ...calls,
      known: CALL_STATES.reduce((sum, state) => sum + calls[state], 0),
      withTranscript: calls.linked + calls.indexed,
      withoutTranscript: calls.details + calls.transcript_pending + calls.no_transcript,
      gongTotal: connection?.gongTotal ?? null,
      countedAt: iso(connection?.countedAt),
      reasons: reasons.map(({ reason, calls: count }) => ({ reason, text: CALL_REASONS[reason], calls: count })),
    },
  };
}
