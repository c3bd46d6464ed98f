import { getConnInfo } from '@hono/node-server/conninfo';
import { OpenAPIHono } from '@hono/zod-openapi';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { type Auth, PEER_ADDRESS_HEADER } from '../access/auth.ts';
import { viewerOfRequest } from '../access/viewer-of-request.ts';
import type { AskDeps } from '../ask/ask-question.ts';
import type { OrganizationId } from '../call.ts';
import { isAppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Embedder } from '../search/embedder.ts';
import { findSearchProblem } from '../search/live-index.ts';
import type { SearchEngine } from '../search/segment-index.ts';
import { type Db, isStoreReady } from '../store/db.ts';
import type { MediaFetcher } from '../sync/fetch-media.ts';
import type { CallsIndexer } from '../sync/index-calls.ts';
import { relinkCalls } from '../sync/link-calls.ts';
import type { SyncRunner } from '../sync/sync-runner.ts';
import type { Viewer } from '../viewer.ts';
import { accountsRoutes } from './accounts-routes.ts';
import { answersRoutes } from './answers-routes.ts';
import { askRoutes } from './ask-routes.ts';
import { callsRoutes } from './calls-routes.ts';
import { type GongRoutesDeps, gongRoutes } from './gong-routes.ts';
import { gongRunsRoutes } from './gong-runs-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { membersRoutes } from './members-routes.ts';
import { organizationRoutes } from './organization-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { reportsRoutes } from './reports-routes.ts';
import { errorAnswer, type HttpEnv, viewerOf } from './router.ts';
import { rulesRoutes } from './rules-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { type SetUpRoutesDeps, setUpRoutes } from './set-up-routes.ts';
import { trackersRoutes } from './trackers-routes.ts';
import { docsPage, webFiles } from './web-files.ts';
import { webhookRoutes } from './webhook-routes.ts';

export type HttpDeps = {
  db: Db;
  engine: SearchEngine;
  embedder: Embedder | null;
  indexer: CallsIndexer;
  auth: Auth;
  gong: GongRoutesDeps['gong'];
  syncRunner: SyncRunner;
  model: AskDeps['model'];
  media: MediaStore;
  mediaFetcher: MediaFetcher;
  /** Takes what was removed out of the files of store and search. */
  scrub: (organizationId: OrganizationId) => Promise<void>;
  publicUrl: () => string;
  setUpCode: string;
  now: () => Date;
  log: Log;
  /** Signs a visitor in who opens a page without a session; the demo's only. Answers the cookies to set. */
  signInVisitor?: () => Promise<string[]>;
  /** Adds an organization of invented calls, of which that user becomes the admin. Answers its id. */
  addDemo?: SetUpRoutesDeps['addDemo'];
};

/** What a visitor may ask for: the document, an invitation they hold, and the way back from Gong, which leads to the sign-in page. */
const OPEN_PATHS = /^\/api\/v1\/(openapi\.json$|set-up$|invitations\/|webhooks\/|integrations\/gong\/callback$)/;
const LARGEST_BODY_BYTES = 256 * 1024;
/** Lists of contacts, and webhooks, which bring everything that Gong knows of a call. */
const LARGEST_FILE_BYTES = 8 * 1024 * 1024;
const FILE_PATHS = /^\/api\/v1\/(people\/import$|webhooks\/)/;

const limitedTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) => errorAnswer(c, 'too_large', `The body is larger than ${maxSize / 1024} KiB.`),
  });

/** The API's typed routes, all of them under `/api/v1`. */
function apiRoutes(deps: HttpDeps) {
  const { db, engine, embedder, indexer, auth, gong, syncRunner, model, media, mediaFetcher, publicUrl, now, log } =
    deps;
  const index = engine.live;
  const ask = {
    db,
    index,
    embedder,
    model,
    now,
    log,
    get publicUrl() {
      return publicUrl();
    },
  };
  const recount = ({ organizationId }: Viewer) => {
    indexer
      .recount(organizationId)
      .catch((error) => log.warn({ err: error }, 'trackers: past calls are counted later'));
  };
  const never = new AbortController().signal;
  /** Matches past calls anew, then has search follow; search that is away follows later. */
  const reindex = async ({ organizationId }: Viewer) => {
    await indexer.index(never, organizationId).catch((error) => {
      if (!isAppError(error, 'index_unavailable')) throw error;
      log.warn({ reason: error.message }, 'search takes this up when it works again');
    });
  };
  const relink = async (viewer: Viewer) => {
    const changed = await relinkCalls(db, viewer.organizationId, now());
    await reindex(viewer);
    return changed;
  };
  const integration = { db, gong, indexer, syncRunner, publicUrl, now };
  return new OpenAPIHono<HttpEnv>()
    .route('/', askRoutes(ask))
    .route('/', answersRoutes(ask))
    .route('/', searchRoutes({ db, index, embedder, publicUrl, now }))
    .route('/', trackersRoutes({ db, recount }))
    .route('/', callsRoutes({ db, index }))
    .route('/', peopleRoutes({ db, relink, now }))
    .route('/', accountsRoutes({ db }))
    .route('/', mediaRoutes({ db, media, mediaFetcher, log }))
    .route('/', reportsRoutes({ db, now }))
    .route(
      '/',
      rulesRoutes({
        db,
        media,
        scrub: ({ organizationId }) => deps.scrub(organizationId),
        now,
      }),
    )
    .route('/', organizationRoutes({ db, syncRunner, relink, model, now }))
    .route('/', membersRoutes({ db, auth, publicUrl, relink, now }))
    .route('/', setUpRoutes({ db, auth, setUpCode: deps.setUpCode, addDemo: deps.addDemo, now }))
    .route('/', webhookRoutes({ db, syncRunner, publicUrl, now }))
    .route('/', gongRoutes(integration))
    .route('/', gongRunsRoutes(integration));
}

/** What the web application's client is typed with. */
export type ApiRoutes = ReturnType<typeof apiRoutes>;

export function makeHttpApp(deps: HttpDeps) {
  const app = new Hono<HttpEnv>();
  app.use(async (c, next) => {
    c.set('requestId', newId('req'));
    c.header('X-Request-Id', c.get('requestId'));
    await next();
  });
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Radix and Swagger UI set style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  const usual = limitedTo(LARGEST_BODY_BYTES);
  const large = limitedTo(LARGEST_FILE_BYTES);
  app.use((c, next) => (FILE_PATHS.test(c.req.path) ? large : usual)(c, next));

  // What is large and holds no secret beside what a caller wrote: the application's own files, and what was said.
  const compressed = compress();
  for (const path of ['/assets/*', '/docs/*', '/api/v1/calls/:callId/transcript']) app.use(path, compressed);

  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    const store = (await isStoreReady(deps.db)) ? null : 'The store does not answer.';
    const search = store === null ? await findSearchProblem(deps) : await deps.engine.problem();
    const isReady = store === null && search === null;
    return c.json({ ready: isReady, store: store ?? 'ready', search: search ?? 'ready' }, isReady ? 200 : 503);
  });

  app.on(['GET', 'POST'], '/api/auth/*', (c) => {
    const headers = new Headers(c.req.raw.headers);
    headers.set(PEER_ADDRESS_HEADER, peerOf(c));
    return deps.auth.handler(new Request(c.req.raw, { headers }));
  });

  const api = apiRoutes(deps);
  api.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Colloquy',
      version: '1',
      description:
        'Answers from recorded customer calls. Times are ISO-8601 with zone, positions in milliseconds; `from` is inclusive, `to` exclusive.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }],
  });
  app.use('/api/v1/*', async (c, next) => {
    c.set('viewer', await viewerOfRequest(deps, c.req.raw.headers));
    c.header('Cache-Control', 'no-store');
    // Before any input is looked at: a visitor learns nothing about it.
    if (!OPEN_PATHS.test(c.req.path)) viewerOf(c);
    await next();
  });
  app.route('/api/v1', api);
  app.all('/api/*', (c) =>
    errorAnswer(c, 'not_found', `There is no ${c.req.method} ${c.req.path}. /docs lists what there is.`),
  );

  app.route('/docs', docsPage());
  const { signInVisitor } = deps;
  if (signInVisitor) {
    app.get('*', async (c, next) => {
      if (
        c.req.header('accept')?.includes('text/html') &&
        !c.req.header('cookie')?.includes('colloquy.session_token')
      ) {
        for (const cookie of await signInVisitor()) c.header('Set-Cookie', cookie, { append: true });
      }
      await next();
    });
  }
  app.route('/', webFiles());

  app.onError((error, c) => {
    if (isAppError(error)) return errorAnswer(c, error.code, error.message);
    if (error instanceof HTTPException) {
      if (error.status === 415)
        return errorAnswer(c, 'unsupported_media_type', 'Send the body as "Content-Type: application/json".');
      return errorAnswer(c, 'invalid_input', 'The body is not valid JSON.');
    }
    deps.log.error({ err: error, requestId: c.get('requestId'), path: c.req.path }, 'http: unexpected failure');
    return errorAnswer(
      c,
      'internal',
      'Something went wrong here. Try again; the request id helps whoever looks into it.',
    );
  });
  return app;
}

/** The address of whoever holds the socket; a request made in a test has none. */
function peerOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
