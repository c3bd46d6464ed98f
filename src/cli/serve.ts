import { showSetUpUrl } from '../access/show-set-up-url.ts';
import type { Config } from '../config.ts';
import { addInventedOrganization, isDemoFolder } from '../demo/run-demo.ts';
import { nameFailure } from '../errors.ts';
import type { HttpDeps } from '../http/http-app.ts';
import { type HttpServer, startHttpServer } from '../http/http-server.ts';
import { startMetricsServer } from '../http/metrics-server.ts';
import type { Log } from '../log.ts';
import type { Viewer } from '../viewer.ts';
import { openServices, type Services } from '../wire.ts';
import { controlSocketPath, serveControlSocket } from './control-socket.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { runDataCommand } from './run-data-command.ts';

/** Serves the web application and API until a signal stops the process. Jobs run too, unless JOBS=off. */
export async function serve(config: Config, log: Log, io: Io): Promise<number> {
  const services = await openServices(config, log);
  const addDemo = (viewer: Viewer) => addInventedOrganization(services, viewer, io.signal);
  return serveApp(services, { addDemo }, io, async () => {
    if (config.hasJobs) services.startJobs();
    const page = await showSetUpUrl(services);
    if (page) io.err(`\nNobody is here yet. Open ${page} to make your organization and its first admin.`);
    else if (await isDemoFolder(services))
      io.err(
        `\n${config.dataDir} holds the demo's data, which \`colloquy demo\` shows. For your own calls set DATA_DIR to another folder, or delete this one.`,
      );
  });
}

/** Works on syncs without serving pages until a signal stops the process. Several workers may share a Postgres. */
export async function work(config: Config, log: Log, io: Io): Promise<number> {
  if (!config.databaseUrl)
    throw new UsageError(
      '`work` needs DATABASE_URL: the embedded store belongs to one process, and `colloquy serve` works there itself.',
    );
  if (!config.elasticsearchUrl)
    io.err(
      'Search is embedded in DATA_DIR: give this process the same DATA_DIR as `serve`, or set ELASTICSEARCH_URL for both.',
    );
  const services = await openServices(config, log);
  let metrics: HttpServer | null = null;
  try {
    const { metricsPort: port, host } = config;
    if (port !== null) {
      metrics = await startMetricsServer(services, { port, host });
      io.err(`Metrics are at http://${host}:${metrics.port}/metrics`);
    }
    services.startJobs();
    io.out('Colloquy works on syncs');
    await stopped(io.signal);
    return EXIT.done;
  } finally {
    await metrics?.close();
    await services.close();
  }
}

/**
 * Listens for browsers and commands, and closes in order on the signal. Leaves as failed when the store ended by
 * itself: it would answer nobody any more, and whoever watches the process starts it anew.
 */
export async function serveApp(
  services: Services,
  more: Pick<HttpDeps, 'signInVisitor' | 'addDemo'>,
  io: Io,
  whenListening: (url: string) => void | Promise<void>,
): Promise<number> {
  const { config } = services;
  let isServing = true;
  let lost = null as Error | null;
  // Heard from the beginning: what is done after listening may be what meets the end.
  const ended = services.store.ended.then((why) => {
    if (!isServing) return;
    lost = why;
    leaveSoon(why, io);
  });
  try {
    const server = await startHttpServer({ ...services, ...more }, config);
    const url = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${server.port}`;
    services.listensOn(url);
    const socket = config.databaseUrl
      ? null
      : await serveControlSocket(controlSocketPath(config.dataDir), (args, callerIo, cwd) =>
          runDataCommand(services, args, callerIo, cwd),
        );
    io.out(`Colloquy listening on ${url}`);
    // Loaded before the first browser asks, who hears of a failure.
    services.auth().catch(() => {});
    await whenListening(url);
    await Promise.race([stopped(io.signal), ended]);
    await socket?.close();
    await server.close();
    return lost ? EXIT.failed : EXIT.done;
  } finally {
    isServing = false;
    await services.close().catch((error) => {
      // Little closes in order without a store.
      if (!lost) throw error;
    });
  }
}

const LONGEST_LEAVING_MS = 5000;

/** The queue keeps trying a store that does not come back, and the process alive: it is not waited for. */
function leaveSoon(lost: Error, io: Io): void {
  io.err(
    `colloquy: The store has stopped working (${nameFailure(lost)}). Make sure that its disk has room and takes writes, then start Colloquy again: it goes on from what was kept.`,
  );
  setTimeout(() => process.exit(EXIT.failed), LONGEST_LEAVING_MS).unref();
}

const stopped = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
