/** Where a command writes: results to stdout, everything else to stderr. The same whether it runs here or in the server that owns the data. */
export type Io = { out: (line: string) => void; err: (line: string) => void; signal: AbortSignal };

/** What a command's exit tells (docs/cli.md). */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, someFailed: 3, dataFolderInUse: 4 } as const;

export class UsageError extends Error {}
