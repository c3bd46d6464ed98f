/**
 * Phrases with their right readings: rules about English are written to the tables, never the other way round. A table
 * is data and a way to read a phrase with a module. So a test can run the table on the rules as they are, and `npm run
 * check:language` on rules without an entry.
 */
export type Table = {
  /** The files of `src/` whose missing entries the table must notice. */
  of: readonly string[];
  /** The file of `src/` under test. */
  module: string;
  rows: readonly Row[];
  // biome-ignore lint/suspicious/noExplicitAny: each table reads with a module of its own.
  read: (module: any, phrase: string) => unknown;
};

export type Row = readonly [phrase: string, reading: unknown];

/** A table read by the file itself; `of` names the files with the lists to check, if different. */
export function tableOf<Module>(
  file: string,
  {
    rows,
    read,
    of = [file],
  }: { rows: readonly Row[]; read: (module: Module, phrase: string) => unknown; of?: string[] },
): Table {
  return { of, module: file, rows, read };
}
