import { type App, openApp } from '../app.ts';
import type { Config } from '../config.ts';
import { addInventedOrganization, isDemoFolder } from '../demo/run-demo.ts';
import type { HttpDeps } from '../http/http-app.ts';
import { startHttpServer } from '../http/http-server.ts';
import type { Log } from '../log.ts';
import { controlSocketPath, serveControlSocket } from './control-socket.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { runDataCommand } from './run-data-command.ts';

/** Starts the web application and API, with jobs unless JOBS=off, and serves until it is told to stop. */
export async function serve(config: Config, log: Log, io: Io): Promise<number> {
  const app = await openApp(config, log);
  const addDemo = ({ email }: { email: string }) => addInventedOrganization(app, email, io.signal);
  const setUpUrl = app.setUpUrl;
  return serveApp(app, { addDemo }, io, async () => {
    if (config.hasJobs) app.startJobs();
    const page = await setUpUrl();
    if (page) io.err(`\nNobody is here yet. Open ${page} to make your organization and its first admin.`);
    else if (await isDemoFolder(app))
      io.err(
        `\n${config.dataDir} holds the demo's data, which \`npm run demo\` shows. For your own calls set DATA_DIR to another folder, or delete this one.`,
      );
  });
}

/** Works on syncs without serving anything, until it is told to stop. Several may run beside each other on one Postgres. */
export async function work(config: Config, log: Log, io: Io): Promise<number> {
  if (!config.databaseUrl)
    throw new UsageError(
      '`work` needs DATABASE_URL: the embedded store belongs to one process, and `colloquy serve` works there itself.',
    );
  if (!config.elasticsearchUrl)
    io.err(
      'Search is embedded in DATA_DIR: give this process the same DATA_DIR as `serve`, or set ELASTICSEARCH_URL for both.',
    );
  const app = await openApp(config, log);
  try {
    app.startJobs();
    io.out('Colloquy works on syncs');
    await stopped(io.signal);
    return EXIT.done;
  } finally {
    await app.close();
  }
}

/** Listens for browsers and for commands, and closes in order when the signal comes. */
export async function serveApp(
  app: App,
  more: Pick<HttpDeps, 'signInVisitor' | 'addDemo'>,
  io: Io,
  whenListening: (url: string) => void | Promise<void>,
): Promise<number> {
  const { config } = app;
  try {
    const server = await startHttpServer({ ...app.http(), ...more }, config);
    const url = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${server.port}`;
    app.listensOn(url);
    const socket = config.databaseUrl
      ? null
      : await serveControlSocket(controlSocketPath(config.dataDir), (args, callerIo, cwd) =>
          runDataCommand(app, args, callerIo, cwd),
        );
    io.out(`Colloquy listening on ${url}`);
    await whenListening(url);
    await stopped(io.signal);
    await socket?.close();
    await server.close();
    return EXIT.done;
  } finally {
    await app.close();
  }
}

const stopped = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
