import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { warmUp } from '../ask/warm-up.ts';
import { AppError } from '../errors.ts';
import { type HttpDeps, makeHttpApp } from './http-app.ts';

export type HttpServer = { port: number; close: () => Promise<void> };

/** Time for open streams to finish when the server stops. */
const GRACE_MS = 2000;

type Fetch = Parameters<typeof serve>[0]['fetch'];

/** Serves pages and API; port 0 picks a free port. @throws AppError `port_in_use`. */
export async function startHttpServer(deps: HttpDeps, at: { port: number; host: string }): Promise<HttpServer> {
  warmUp(deps.now());
  return listen(makeHttpApp(deps).fetch, at);
}

/** Listens; port 0 picks a free port. @throws AppError `port_in_use`. */
export async function listen(fetch: Fetch, { port, host }: { port: number; host: string }): Promise<HttpServer> {
  const server = serve({ fetch, port, hostname: host });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES' && error.code !== 'EADDRNOTAVAIL')
        return reject(error);
      const why =
        error.code === 'EADDRINUSE'
          ? 'is in use by another program'
          : error.code === 'EACCES'
            ? 'may not be used by this user'
            : 'is not on this machine';
      reject(
        new AppError('port_in_use', `${host}:${port} ${why}. Set PORT (0 picks a free one) or HOST to another.`, {
          cause: error,
        }),
      );
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeIdleConnections' in server) server.closeIdleConnections();
        setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS).unref();
      }),
  };
}
