import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Metrics } from '../metrics.ts';
import type { HttpEnv } from './router.ts';

/**
 * Counts and times each request, until its answer begins. The label is the route's pattern, because there are few
 * patterns and many paths.
 */
export function requestMetrics(metrics: Pick<Metrics, 'requestServed'>): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedMs = performance.now();
    await next();
    const seconds = (performance.now() - startedMs) / 1000;
    metrics.requestServed({ method: c.req.method, route: routePath(c), status: c.res.status, seconds });
  };
}
