import type { Config } from '../config.ts';
import type { Services } from '../wire.ts';

/**
 * A command's output: results go to stdout, everything else to stderr, both here and in the server that owns the data.
 */
export type Io = {
  out: (line: string) => void;
  err: (line: string) => void;
  signal: AbortSignal;
  /** The caller's lines, for a command that reads them as they come (`readsInput`). */
  input?: AsyncIterable<string>;
};

/** Exit codes (docs/cli.md). */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, someFailed: 3, dataFolderInUse: 4 } as const;

export class UsageError extends Error {}

/** Runs a command on the data and answers its exit code. `cwd` is the caller's folder, also in a server's process. */
export type RunCommand = (services: Services, args: string[], io: Io, cwd: string) => Promise<number>;

/** Runs a command that takes the data folder for itself, before anything in it is opened. */
export type RunAlone = (config: Config, args: string[], io: Io, cwd: string) => Promise<number>;
