import type { Config } from '../config.ts';
import { isAppError, printFailure } from '../errors.ts';
import type { Services } from '../wire.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type Io } from './io.ts';
import { findCommand, reportFailure, runDataCommand } from './run-data-command.ts';
import { withoutControls } from './without-controls.ts';

const SIMULATOR_USAGE = 'gong-simulator --data DIR --port N [--key K --secret S]';

const USAGE = `Usage: colloquy COMMAND

  demo                                  everything embedded, with an invented company's calls to ask about
  serve                                 the web application, the API and the periodic sync
  work                                  the periodic sync alone, beside a serve with JOBS=off (needs DATABASE_URL)
  ${SIMULATOR_USAGE}
${Object.values(COMMANDS)
  .map(({ usage }) => `  ${usage}`)
  .join('\n')}

Settings are environment variables: see .env.example. Results go to stdout, logs and progress to stderr.`;

/** Runs a command and answers its exit code. */
export async function main(args: string[]): Promise<number> {
  // What we write is its owner's alone: calls, indexes, recordings, exports.
  process.umask(0o077);
  reportCrashes();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(signal)));
  const io: Io = {
    out: (line) => process.stdout.write(`${withoutControls(line)}\n`),
    err: (line) => process.stderr.write(`${withoutControls(line)}\n`),
    signal: stop.signal,
  };
  try {
    return await dispatch(args, io);
  } catch (error) {
    return reportFailure(error, io, args[0] === 'gong-simulator' ? SIMULATOR_USAGE : undefined);
  }
}

/** Whoever read our output may leave, as `| head -1` does. Any other crash is told without the words it fell over. */
function reportCrashes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  process.on('uncaughtException', (error) => {
    process.stderr.write(`colloquy: something went wrong that should not have: ${printFailure(error)}\n`);
    process.exit(EXIT.failed);
  });
}

async function dispatch(args: string[], io: Io): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    io.out(USAGE);
    return first === undefined ? EXIT.wrongUse : EXIT.done;
  }
  if (first === 'gong-simulator') return (await import('./gong-simulator-command.ts')).runGongSimulator(rest, io);
  const found = findCommand(args);
  if (first !== 'serve' && first !== 'work' && first !== 'demo' && !found) {
    io.err(`colloquy: there is no command "${args.slice(0, 2).join(' ')}".\n\n${USAGE}`);
    return EXIT.wrongUse;
  }
  if (rest.includes('--help')) {
    io.out(`Usage: colloquy ${found ? COMMANDS[found.name]?.usage : first}`);
    return EXIT.done;
  }
  const { readConfig } = await import('../config.ts');
  const config = readConfig();
  if (found)
    return runHereOrThere(config, args, io).finally(() => {
      // Awaiting more lines would keep this process, deaf to what an agent asks next, when the command is over.
      if (io.input) process.stdin.destroy();
    });
  const [{ makeLog }, { serve, serveApp, work }] = await Promise.all([import('../log.ts'), import('./serve.ts')]);
  if (first === 'serve') return serve(config, makeLog(config.logLevel ?? 'info'), io);
  if (first === 'work') return work(config, makeLog(config.logLevel ?? 'info'), io);
  const { runDemo } = await import('../demo/run-demo.ts');
  return runDemo(config, makeLog(config.logLevel ?? 'warn'), io, serveApp);
}

/** Nothing is read before somebody asks for a line. */
async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  const { createInterface } = await import('node:readline');
  yield* createInterface({ input: stream });
}

/** Runs a data command in the server that owns the data folder, or here when nobody owns it. */
async function runHereOrThere(config: Config, typed: string[], io: Io): Promise<number> {
  const [{ controlSocketPath, handOver }, { withSecretsRead }] = await Promise.all([
    import('./control-socket.ts'),
    import('./secret-options.ts'),
  ]);
  const args = await withSecretsRead(typed, { cwd: process.cwd(), stdin: process.stdin });
  const found = findCommand(args);
  const command = found && COMMANDS[found.name];
  if (found && command && 'loadAlone' in command) {
    const run = await command.loadAlone();
    return run(config, found.rest, io, process.cwd()).catch((error) => reportFailure(error, io, command.usage));
  }
  if (command?.readsInput) io.input = linesOf(process.stdin);
  const askServer = async () => (config.databaseUrl ? null : handOver(controlSocketPath(config.dataDir), args, io));
  const exit = await askServer();
  if (exit !== null) return exit;
  const [{ makeLog }, { openServices }] = await Promise.all([import('../log.ts'), import('../wire.ts')]);
  let services: Services;
  try {
    services = await openServices(config, makeLog(config.logLevel ?? 'warn'), { migrates: args[0] === 'migrate' });
  } catch (error) {
    if (!isAppError(error, 'data_folder_in_use')) throw error;
    // A server that began meanwhile.
    const there = await askServer();
    if (there === null) throw error;
    return there;
  }
  try {
    return await runDataCommand(services, args, io, process.cwd());
  } finally {
    await services.close();
  }
}
