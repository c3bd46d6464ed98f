/*
 * The thread of `check-language` for one file of `src/`: which entries of its lists would its tables miss? The rules
 * know nothing of the check: the loader hands out the file's source with a piece left out, to a fresh set of modules
 * each time.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { parseSync } from 'oxc-parser';
import type { Table } from '../test/language/table.ts';
import { type Entry, findEntries } from './language-entries.ts';

/** A list with its number of entries, and the source of those whose removal no table notices. */
export type CheckedList = { file: string; list: string; entries: number; missed: string[] };

const file: string = workerData;
const src = new URL('../src/', import.meta.url);
const url = new URL(file, src).href;
const path = fileURLToPath(url);
const source = readFileSync(path, 'utf8');

/** The file's source by number of removal. A module's address ends in the number if it is of that removal. */
const removals: string[] = [];

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const removal = context.parentURL ? new URL(context.parentURL).searchParams.get('removal') : null;
    if (removal === null || !specifier.startsWith('.') || !leadsToFile(resolved.url)) return resolved;
    return { ...resolved, url: `${resolved.url}?removal=${removal}` };
  },
  load(address, context, next) {
    const { searchParams, pathname } = new URL(address);
    const removed = removals[Number(searchParams.get('removal') ?? -1)];
    if (removed === undefined || pathname !== path) return next(address, context);
    return { format: 'module-typescript', source: removed, shortCircuit: true };
  },
});

/** Does the module import the file, itself or by others? What does not is the same whatever is removed. */
const leading = new Map<string, boolean>([[url, true]]);
function leadsToFile(module: string): boolean {
  const known = leading.get(module);
  if (known !== undefined) return known;
  leading.set(module, false);
  const { staticImports, staticExports } = parseSync(module, readFileSync(fileURLToPath(module), 'utf8')).module;
  const from = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
  ];
  const leads = from.some((specifier) => specifier.startsWith('.') && leadsToFile(new URL(specifier, module).href));
  leading.set(module, leads);
  return leads;
}

const tablesFolder = new URL('../test/language/tables/', import.meta.url);
const tables: Table[] = [];
for (const name of readdirSync(tablesFolder).sort()) {
  const { TABLES } = (await import(new URL(name, tablesFolder).href)) as { TABLES: Table[] };
  tables.push(...TABLES.filter(({ of }) => of.includes(file)));
}
for (const table of tables) {
  const wrong = await firstWrong(table);
  if (wrong !== null) throw new Error(`The tables are wrong before anything is removed: ${wrong}`);
}
if (await isNoticed({ list: '', text: '', start: 0, end: 0 }))
  throw new Error(`Tables of ${file} notice what was not removed.`);

const lists: CheckedList[] = [];
for (const [list, entries] of Map.groupBy(findEntries(path, source), (entry) => entry.list)) {
  const missed: string[] = [];
  for (const entry of entries) if (!(await isNoticed(entry))) missed.push(entry.text);
  lists.push({ file, list, entries: entries.length, missed });
}
parentPort?.postMessage(lists);

async function isNoticed({ start, end }: Entry): Promise<boolean> {
  removals.push(source.slice(0, start) + source.slice(end));
  for (const table of tables) if ((await firstWrong(table, `?removal=${removals.length - 1}`)) !== null) return true;
  return false;
}

/** The first misread row, as text; null if all are right. */
async function firstWrong({ module, rows, read }: Table, query = ''): Promise<string | null> {
  const loaded = await import(`${new URL(module, src).href}${query}`);
  const readOrFail = (phrase: string): unknown => {
    try {
      return read(loaded, phrase);
    } catch (error) {
      return error;
    }
  };
  const wrong = rows.find(([phrase, reading]) => !isDeepStrictEqual(readOrFail(phrase), reading));
  return wrong ? `"${wrong[0]}" of ${module} is ${JSON.stringify(readOrFail(wrong[0]))}` : null;
}
