import { Hono } from 'hono';
import { type HttpServer, listen } from './http-server.ts';
import { type MetricsRoutesDeps, metricsRoutes } from './metrics-routes.ts';
import type { HttpEnv } from './router.ts';

/** Serves only /metrics, for a process without pages. @throws AppError `port_in_use`. */
export const startMetricsServer = (deps: MetricsRoutesDeps, at: { port: number; host: string }): Promise<HttpServer> =>
  listen(new Hono<HttpEnv>().route('/', metricsRoutes(deps)).fetch, at);
