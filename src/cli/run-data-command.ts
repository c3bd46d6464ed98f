import type { App } from '../app.ts';
import { isAppError } from '../errors.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type Io, UsageError } from './io.ts';

/** The command that the first words name, and the arguments after them. Null when there is none. */
export function findCommand(args: readonly string[]): { name: string; rest: string[] } | null {
  for (const words of [2, 1]) {
    const name = args.slice(0, words).join(' ');
    if (COMMANDS[name]) return { name, rest: args.slice(words) };
  }
  return null;
}

/** Runs a command that works on the data. Expected failures become a sentence on stderr and an exit code. */
export async function runDataCommand(app: App, args: readonly string[], io: Io, cwd: string): Promise<number> {
  const found = findCommand(args);
  const command = found && COMMANDS[found.name];
  if (!command || !found) return EXIT.wrongUse;
  try {
    return await command.run(app, found.rest, io, cwd);
  } catch (error) {
    return reportFailure(error, io, command.usage);
  }
}

export function reportFailure(error: unknown, io: Io, usage?: string): number {
  if (error instanceof UsageError) {
    io.err(`colloquy: ${error.message}${usage ? `\nUsage: colloquy ${usage}` : ''}`);
    return EXIT.wrongUse;
  }
  if (isAppError(error)) {
    io.err(`colloquy: ${error.message}`);
    return isAppError(error, 'data_folder_in_use')
      ? EXIT.dataFolderInUse
      : isAppError(error, 'invalid_settings')
        ? EXIT.wrongUse
        : EXIT.failed;
  }
  if (io.signal.aborted) {
    io.err('colloquy: stopped.');
    return EXIT.failed;
  }
  io.err(
    `colloquy: something went wrong that should not have: ${error instanceof Error ? error.stack : String(error)}`,
  );
  return EXIT.failed;
}
