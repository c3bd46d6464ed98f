import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Log } from '../log.ts';
import type { HttpEnv } from './router.ts';

/** Machines poll some of these routes every few seconds; the rest are the application's own files. */
const QUIET_ROUTES = /^\/(healthz|readyz|metrics|favicon\.svg|assets\/.*|docs\/.*)$/;

/**
 * Logs a line for each request. The line names the route's pattern, because the path holds ids and queries, and nothing
 * of the body. `ms` ends where the answer begins: for a stream, at the first event.
 */
export function requestLog(log: Log): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedMs = performance.now();
    await next();
    const viewer = c.get('viewer');
    const [route, { status }] = [routePath(c), c.res];
    const line = {
      method: c.req.method,
      route,
      status,
      ms: Math.round(performance.now() - startedMs),
      ...(viewer && { organizationId: viewer.organizationId, memberId: viewer.memberId }),
      requestId: c.get('requestId'),
    };
    log[status >= 500 ? 'warn' : QUIET_ROUTES.test(route) ? 'debug' : 'info'](line, 'http: request');
  };
}
