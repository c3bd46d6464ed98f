import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Tracing } from '../tracing.ts';
import type { HttpEnv } from './router.ts';

/**
 * Makes a span for each request, named by the route's pattern. @hono/otel would send the whole address, including the
 * user's query.
 */
export const requestTraces =
  (tracing: Tracing): MiddlewareHandler<HttpEnv> =>
  (c, next) =>
    tracing.run({ name: c.req.method, kind: 'server', traceparent: c.req.header('traceparent') }, async (span) => {
      await next();
      const viewer = c.get('viewer');
      span.rename(`${c.req.method} ${routePath(c)}`);
      span.add({
        'http.request.method': c.req.method,
        'http.route': routePath(c),
        'http.response.status_code': c.res.status,
        'colloquy.request_id': c.get('requestId'),
        ...(viewer && { 'colloquy.organization_id': viewer.organizationId }),
      });
      if (c.res.status >= 500) span.fail(c.error);
    });
