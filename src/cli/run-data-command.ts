import { isAppError, printFailure } from '../errors.ts';
import { toInstallFailure } from '../install-failure.ts';
import { toStoreFailure } from '../store-failure.ts';
import type { Services } from '../wire.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type Io, UsageError } from './io.ts';

/** The command named by the first words, and the remaining arguments. Null for an unknown command. */
export function findCommand(args: readonly string[]): { name: string; rest: string[] } | null {
  for (const words of [2, 1]) {
    const name = args.slice(0, words).join(' ');
    if (Object.hasOwn(COMMANDS, name)) return { name, rest: args.slice(words) };
  }
  return null;
}

/** Runs a data command. Expected failures become a sentence on stderr and an exit code. */
export async function runDataCommand(
  services: Services,
  args: readonly string[],
  io: Io,
  cwd: string,
): Promise<number> {
  const found = findCommand(args);
  const command = found && COMMANDS[found.name];
  // Nobody hands over a command that no server may be there for.
  if (!command || !found || !('load' in command)) return EXIT.wrongUse;
  try {
    const run = await command.load();
    return await run(services, found.rest, io, cwd);
  } catch (error) {
    return reportFailure(error, io, command.usage);
  }
}

export function reportFailure(error: unknown, io: Io, usage?: string): number {
  if (error instanceof UsageError) {
    io.err(`colloquy: ${error.message}${usage ? `\nUsage: colloquy ${usage}` : ''}`);
    return EXIT.wrongUse;
  }
  const known = isAppError(error) ? error : (toInstallFailure(error) ?? toStoreFailure(error));
  if (known) {
    io.err(`colloquy: ${known.message}`);
    return isAppError(known, 'data_folder_in_use')
      ? EXIT.dataFolderInUse
      : isAppError(known, 'invalid_settings')
        ? EXIT.wrongUse
        : EXIT.failed;
  }
  if (io.signal.aborted) {
    io.err('colloquy: stopped.');
    return EXIT.failed;
  }
  io.err(`colloquy: something went wrong that should not have: ${printFailure(error)}`);
  return EXIT.failed;
}
