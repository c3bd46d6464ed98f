import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Config } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import { type MeasureDeps, measure } from '../upkeep/measure.ts';
import { peerAddress } from './peer-address.ts';
import { errorAnswer, type HttpEnv } from './router.ts';

export type MetricsRoutesDeps = MeasureDeps & {
  metrics: Metrics;
  config: Pick<Config, 'metricsToken' | 'publicUrl'>;
};

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * `/metrics` for Prometheus. The figures cover the whole installation, so neither visitors nor members see them: a
 * scraper sends the configured token. Without a token, programs on this machine may read the figures, unless a public
 * URL is set: behind a proxy every request comes from this machine.
 */
export function metricsRoutes(deps: MetricsRoutesDeps) {
  // Simultaneous scrapers share a single measurement.
  let measuring: ReturnType<typeof measure> | undefined;
  const measured = () => {
    measuring ??= measure(deps).finally(() => {
      measuring = undefined;
    });
    return measuring;
  };
  const { metricsToken, publicUrl } = deps.config;
  const mayRead = (c: Context<HttpEnv>): boolean =>
    metricsToken === null
      ? publicUrl === null && LOOPBACK.test(peerAddress(c))
      : isSame(c.req.header('authorization') ?? '', `Bearer ${metricsToken}`);
  return new Hono<HttpEnv>().get('/metrics', async (c) => {
    if (!mayRead(c))
      return errorAnswer(
        c,
        'unauthenticated',
        'Metrics are for whoever runs this server: set METRICS_TOKEN and send it as "Authorization: Bearer …".',
      );
    c.header('Cache-Control', 'no-store');
    return c.body(await deps.metrics.text(await measured()), 200, { 'Content-Type': deps.metrics.contentType });
  });
}

/** Compares in constant time, so the time tells nothing about a partly right token. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
