import { openApp } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { runDemo } from '../demo/run-demo.ts';
import { isAppError } from '../errors.ts';
import { makeLog } from '../log.ts';
import { COMMANDS } from './commands.ts';
import { controlSocketPath, handOver } from './control-socket.ts';
import { runGongSimulator, SIMULATOR_USAGE } from './gong-simulator-command.ts';
import { EXIT, type Io } from './io.ts';
import { findCommand, reportFailure, runDataCommand } from './run-data-command.ts';
import { serve, serveApp, work } from './serve.ts';

const USAGE = `Usage: colloquy COMMAND

  demo                                  everything embedded, with an invented company's calls to ask about
  serve                                 the web application, the API and the periodic sync
  work                                  the periodic sync alone, beside a serve with JOBS=off (needs DATABASE_URL)
  ${SIMULATOR_USAGE}
${Object.values(COMMANDS)
  .map(({ usage }) => `  ${usage}`)
  .join('\n')}

Settings are environment variables: see .env.example. Results go to stdout, logs and progress to stderr.`;

/** Runs one command; answers the exit code. */
export async function main(args: string[]): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(signal)));
  const io: Io = {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    signal: stop.signal,
  };
  try {
    return await dispatch(args, io);
  } catch (error) {
    return reportFailure(error, io, args[0] === 'gong-simulator' ? SIMULATOR_USAGE : undefined);
  }
}

async function dispatch(args: string[], io: Io): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    io.out(USAGE);
    return first === undefined ? EXIT.wrongUse : EXIT.done;
  }
  if (first === 'gong-simulator') return runGongSimulator(rest, io);
  const found = findCommand(args);
  if (first !== 'serve' && first !== 'work' && first !== 'demo' && !found) {
    io.err(`colloquy: there is no command "${args.slice(0, 2).join(' ')}".\n\n${USAGE}`);
    return EXIT.wrongUse;
  }
  if (rest.includes('--help')) {
    io.out(`Usage: colloquy ${found ? COMMANDS[found.name]?.usage : first}`);
    return EXIT.done;
  }
  const config = readConfig();
  if (first === 'serve') return serve(config, makeLog(config.logLevel ?? 'info'), io);
  if (first === 'work') return work(config, makeLog(config.logLevel ?? 'info'), io);
  if (first === 'demo') return runDemo(config, makeLog(config.logLevel ?? 'warn'), io, serveApp);
  return runHereOrThere(config, args, io);
}

/** Runs a data command in this process, or hands it to the server that owns the data folder. */
async function runHereOrThere(config: Config, args: string[], io: Io): Promise<number> {
  let app: Awaited<ReturnType<typeof openApp>>;
  try {
    app = await openApp(config, makeLog(config.logLevel ?? 'warn'), { migrates: args[0] === 'migrate' });
  } catch (error) {
    if (!isAppError(error, 'data_folder_in_use')) throw error;
    const exit = await handOver(controlSocketPath(config.dataDir), args, io);
    if (exit === null) throw error;
    return exit;
  }
  try {
    return await runDataCommand(app, args, io, process.cwd());
  } finally {
    await app.close();
  }
}
