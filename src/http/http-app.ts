import { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { viewerOfRequest } from '../access/viewer-of-request.ts';
import { AppError, isAppError } from '../errors.ts';
import { onBehalfOf, visitorLine } from '../fair-turns.ts';
import { newId } from '../ids.ts';
import { inTime } from '../in-time.ts';
import { toStoreFailure } from '../store-failure.ts';
import { checkReadiness } from '../upkeep/check-readiness.ts';
import { accessRoutes } from './access-routes.ts';
import { accountsRoutes } from './accounts-routes.ts';
import { answersRoutes } from './answers-routes.ts';
import { apiKeysRoutes } from './api-keys-routes.ts';
import { arrivedOfAdmin } from './arrived-of-admin.ts';
import { askRoutes } from './ask-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { authRoutes } from './auth-routes.ts';
import { callsRoutes } from './calls-routes.ts';
import { casesRoutes } from './cases-routes.ts';
import { cleanRequest } from './clean-request.ts';
import { type ClientAddress, clientAddressBehind } from './client-address.ts';
import { gongRoutes } from './gong-routes.ts';
import { gongRunsRoutes } from './gong-runs-routes.ts';
import type { HttpServices } from './http-services.ts';
import { importsRoutes } from './imports-routes.ts';
import { limited } from './limited.ts';
import { isOfAnotherPage, MCP_PATH, mcpRoutes, viewerOfAgent } from './mcp-routes.ts';
import { mediaRoutes, RECORDING_PATH, sandboxed } from './media-routes.ts';
import { membersRoutes } from './members-routes.ts';
import { metricsRoutes } from './metrics-routes.ts';
import { modelRoutes } from './model-routes.ts';
import { openApiDocument } from './openapi-document.ts';
import { organizationRoutes } from './organization-routes.ts';
import { passwordRoutes } from './password-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { reportsRoutes } from './reports-routes.ts';
import { requestLog } from './request-log.ts';
import { requestMetrics } from './request-metrics.ts';
import { requestTraces } from './request-traces.ts';
import { errorAnswer, type HttpEnv, viewerOf } from './router.ts';
import { rulesRoutes } from './rules-routes.ts';
import { sameOrigin } from './same-origin.ts';
import { searchRoutes } from './search-routes.ts';
import { type AddDemo, setUpRoutes } from './set-up-routes.ts';
import { trackersRoutes } from './trackers-routes.ts';
import { docsPage, webFiles } from './web-files.ts';
import { webhookRoutes } from './webhook-routes.ts';

export type HttpDeps = HttpServices & {
  /** Signs in a visitor without a session when they open a page; only the demo does. Answers the cookies to set. */
  signInVisitor?: () => Promise<string[]>;
  addDemo?: AddDemo;
};

/**
 * Paths open to visitors: the OpenAPI document, set-up, an invitation, a link for a new password, signed webhooks, and
 * Gong's redirect, which leads on to the sign-in page.
 */
const OPEN_PATHS =
  /^\/api\/v1\/(openapi\.json$|set-up$|invitations\/|password-links$|webhooks\/|integrations\/gong\/callback$)/;
const LARGEST_BODY_BYTES = 256 * 1024;
/** For lists of accounts and contacts and for webhooks: a webhook brings everything that Gong knows of a call. */
const LARGEST_FILE_BYTES = 8 * 1024 * 1024;
const FILE_PATHS = /^\/api\/v1\/((accounts|people)\/import(\/preview)?$|webhooks\/)/;

const limitedTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) => errorAnswer(c, 'too_large', `The body is larger than ${maxSize / 1024} KiB.`),
  });

/** The API's typed routes, all under `/api/v1`. */
const apiRoutes = (deps: HttpDeps, clientAddress: ClientAddress) =>
  new OpenAPIHono<HttpEnv>()
    .route('/', askRoutes(deps))
    .route('/', answersRoutes(deps))
    .route('/', casesRoutes(deps))
    .route('/', searchRoutes(deps))
    .route('/', trackersRoutes(deps))
    .route('/', callsRoutes(deps))
    .route('/', importsRoutes(deps))
    .route('/', peopleRoutes(deps))
    .route('/', accountsRoutes(deps))
    .route('/', mediaRoutes(deps))
    .route('/', reportsRoutes(deps))
    .route('/', rulesRoutes(deps))
    .route('/', accessRoutes(deps))
    .route('/', organizationRoutes(deps))
    .route('/', apiKeysRoutes(deps))
    .route('/', modelRoutes(deps))
    .route('/', membersRoutes(deps))
    .route('/', passwordRoutes(deps, clientAddress))
    .route('/', setUpRoutes(deps))
    .route('/', auditRoutes(deps))
    .route('/', webhookRoutes(deps))
    .route('/', gongRoutes(deps))
    .route('/', gongRunsRoutes(deps));

/** Types the web application's client. */
export type ApiRoutes = ReturnType<typeof apiRoutes>;

export function makeHttpApp(deps: HttpDeps) {
  const app = new Hono<HttpEnv>();
  const clientAddress = clientAddressBehind(deps.config.trustedProxies);
  app.use(requestId({ generator: () => newId('req') }));
  app.use(requestLog(deps.log));
  app.use(requestMetrics(deps.metrics));
  app.use(requestTraces(deps.tracing));
  // Before the headers of all others, so that its own comes last and stands.
  app.use(RECORDING_PATH, sandboxed);
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
  app.use('/api/*', sameOrigin(deps.publicUrl));
  const usual = limitedTo(LARGEST_BODY_BYTES);
  const large = limitedTo(LARGEST_FILE_BYTES);
  app.use((c, next) => (FILE_PATHS.test(c.req.path) ? large : usual)(c, next));

  // Compression can leak a secret that stands beside a caller's own text, so only large answers without secrets are
  // compressed: the application's files and transcripts.
  const compressed = compress();
  for (const path of ['/assets/*', '/docs/*', '/api/v1/calls/:callId/transcript']) app.use(path, compressed);

  app.route('/', metricsRoutes(deps));
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    // Anyone may ask. The reasons are an operator's to know, and `colloquy doctor` tells them.
    const { isReady } = await checkReadiness(deps);
    return c.json({ ready: isReady }, isReady ? 200 : 503);
  });

  app.use('/api/*', cleanRequest);
  const mayHang = deps.store.kind === 'postgres';
  // Who asks is found out in one of a few lines, the rest on behalf of the organization.
  app.use('/api/*', (c, next) =>
    onBehalfOf(visitorLine(c.req.header('authorization') ?? c.req.header('cookie') ?? clientAddress(c)), next),
  );
  app.route('/api/auth', authRoutes(deps, clientAddress));

  const api = apiRoutes(deps, clientAddress);
  const document = openApiDocument(api);
  api.get('/openapi.json', (c) => c.json(document));
  app.use('/api/v1/*', async (c, next) => {
    const looking = viewerOfRequest(deps, c.req.raw.headers);
    const viewer = await (mayHang ? inTime(looking, LONGEST_LOOK_MS, storeIsSlow) : looking);
    c.set('viewer', viewer);
    c.header('Cache-Control', 'no-store');
    // Checked before the input, so a visitor learns nothing from validation errors.
    if (!OPEN_PATHS.test(c.req.path)) viewerOf(c);
    await (viewer ? onBehalfOf(viewer.organizationId, next) : next());
  });
  for (const path of ['/accounts/import', '/people/import', '/accounts/import/preview', '/people/import/preview'])
    app.use(`/api/v1${path}`, arrivedOfAdmin, limited(deps.limits, 'import'));
  for (const path of ['/search', '/answers/:answerId/replay', '/calls/:callId/topics', '/calls/:callId/related'])
    app.use(`/api/v1${path}`, limited(deps.limits, 'search'));
  app.use('/api/v1/answers/:answerId/events', limited(deps.limits, 'stream'));
  app.use(RECORDING_PATH, limited(deps.limits, 'stream'));
  app.route('/api/v1', api);
  app.all('/api/*', (c) =>
    errorAnswer(c, 'not_found', `There is no ${c.req.method} ${c.req.path}. /docs lists what there is.`),
  );

  app.use(MCP_PATH, cleanRequest, async (c, next) => {
    if (isOfAnotherPage(c, deps)) return errorAnswer(c, 'forbidden', 'This was sent from a page of another address.');
    const looking = onBehalfOf(visitorLine(c.req.header('authorization') ?? clientAddress(c)), () =>
      viewerOfAgent(deps, c),
    );
    const viewer = await (mayHang ? inTime(looking, LONGEST_LOOK_MS, storeIsSlow) : looking);
    c.set('viewer', viewer);
    c.header('Cache-Control', 'no-store');
    if (!viewer) return next();
    return onBehalfOf(viewer.organizationId, () => limited(deps.limits, 'stream')(c, next));
  });
  app.route('/', mcpRoutes(deps));

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

  app.onError((thrown, c) => {
    const error = toStoreFailure(thrown) ?? thrown;
    if (error !== thrown) deps.log.warn({ err: thrown, requestId: c.get('requestId') }, 'http: the store failed');
    if (isAppError(error)) {
      if (error.retryAt) c.header('Retry-After', String(secondsUntil(error.retryAt, deps.now())));
      return errorAnswer(c, error.code, error.message);
    }
    if (error instanceof HTTPException) {
      if (error.status === 415)
        return errorAnswer(c, 'unsupported_media_type', 'Send the body as "Content-Type: application/json".');
      return errorAnswer(c, 'invalid_input', 'The body is not valid JSON.');
    }
    deps.log.error({ err: error, requestId: c.get('requestId'), route: routePath(c) }, 'http: unexpected failure');
    return errorAnswer(
      c,
      'internal',
      'Something went wrong here. Try again; the request id helps whoever looks into it.',
    );
  });
  return app;
}

/** Every request looks into the store for its viewer first, so that a server that hangs is noticed there. */
const LONGEST_LOOK_MS = 4000;
const storeIsSlow = (): never => {
  throw new AppError('store_unavailable', 'The store does not answer in time. Try again in a moment.');
};

const secondsUntil = (at: Date, now: Date): number => Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000));
