/*
 * Would the tables of phrases notice a missing entry of a list or a rule about English? Removes each entry in turn and
 * runs the list's tables on the rest. Prints for each list the number of entries, the number noticed, and the entries
 * missed; exits 1 if a list has too few noticed, but for lists that await their tables, which may miss no more than
 * they do. `--awaiting` writes these down anew. The rules know nothing of the check: the loader hands out their source
 * with a piece left out, to a fresh set of modules each time.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Table } from '../test/language/table.ts';
import { type Entry, findEntries } from './language-entries.ts';

/** A list of at least `LONG` entries needs a share of `LEAST_SHARE` noticed; a shorter list may miss a single entry. */
const [LONG, LEAST_SHARE] = [5, 0.9];

const src = new URL('../src/', import.meta.url);
const tablesFolder = new URL('../test/language/tables/', import.meta.url);
const names = process.argv.slice(2).filter((name) => name !== '--awaiting');

/** Lists without a good table yet, with the number of entries that each may miss. No list may be added by hand. */
const awaitingFile = new URL('../test/language/awaiting-tables.txt', import.meta.url);
const awaiting = new Map(
  readFileSync(awaitingFile, 'utf8')
    .split('\n')
    .map((line) => /^(\d+) (.+)$/.exec(line))
    .flatMap((line) => (line?.[1] && line[2] ? [[line[2], Number(line[1])] as const] : [])),
);
const stillAwaiting: string[] = [];

/** Removals in order of request; a module's address names its removal by position. */
const removals: { file: string; source: string }[] = [];

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const removal = context.parentURL ? new URL(context.parentURL).searchParams.get('removal') : null;
    if (removal === null || !specifier.startsWith('.')) return resolved;
    const url = new URL(resolved.url);
    url.searchParams.set('removal', removal);
    return { ...resolved, url: url.href };
  },
  load(url, context, next) {
    const { searchParams, pathname } = new URL(url);
    const removal = removals[Number(searchParams.get('removal') ?? -1)];
    if (!removal || !pathname.endsWith(`/src/${removal.file}`)) return next(url, context);
    return { format: 'module-typescript', source: removal.source, shortCircuit: true };
  },
});

const tables: Table[] = [];
for (const name of readdirSync(tablesFolder).sort())
  tables.push(...((await import(new URL(name, tablesFolder).href)) as { TABLES: Table[] }).TABLES);

/** The first misread row, as text; null if all are right. */
async function firstWrong({ module, rows, read }: Table, query = ''): Promise<string | null> {
  const loaded = await import(`${new URL(module, src).href}${query}`);
  const wrong = rows.find(
    ([phrase, reading]) =>
      !isDeepStrictEqual(
        readOrFail(() => read(loaded, phrase)),
        reading,
      ),
  );
  return wrong ? `"${wrong[0]}" of ${module} is ${JSON.stringify(readOrFail(() => read(loaded, wrong[0])))}` : null;
}

function readOrFail(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

for (const table of tables) {
  const wrong = await firstWrong(table);
  if (wrong !== null) throw new Error(`The tables are wrong before anything is removed: ${wrong}`);
}

const files = [...new Set(tables.flatMap(({ of }) => of))].sort();
const unlisted = readdirSync(new URL('language/', src)).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.d.ts'),
);
let failures = 0;
let [all, noticedInAll] = [0, 0];
for (const file of [...new Set([...files, ...unlisted.map((name) => `language/${name}`)])].sort()) {
  if (names.length > 0 && !names.includes(basename(file, '.ts'))) continue;
  const source = readFileSync(new URL(file, src), 'utf8');
  const own = tables.filter(({ of }) => of.includes(file));
  const lists = Map.groupBy(findEntries(fileURLToPath(new URL(file, src)), source), ({ list }) => list);
  const nothing = { list: '', text: '', start: 0, end: 0 };
  if (await isNoticed(own, file, source, nothing)) throw new Error(`Tables of ${file} notice what was not removed.`);
  for (const [list, entries] of lists) {
    const missed: Entry[] = [];
    for (const entry of entries) if (!(await isNoticed(own, file, source, entry))) missed.push(entry);
    const noticed = entries.length - missed.length;
    const isGood = entries.length < LONG ? missed.length <= 1 : noticed / entries.length >= LEAST_SHARE;
    if (!isGood) stillAwaiting.push(`${missed.length} ${file} ${list}`);
    const isEnough = isGood || missed.length <= (awaiting.get(`${file} ${list}`) ?? 0);
    if (!isEnough) failures += 1;
    all += entries.length;
    noticedInAll += noticed;
    const share = `${Math.round((100 * noticed) / entries.length)} %`;
    const counts = `${String(noticed).padStart(4)} of ${String(entries.length).padStart(4)} ${share.padStart(6)}`;
    const missing = missed.map(({ text }) => text.replace(/\s+/g, ' ').slice(0, 60)).join(' · ');
    console.log(
      `${isGood ? '  ' : isEnough ? '… ' : '✗ '}${`${file} ${list}`.padEnd(52)}${counts}${missing && `   ${missing}`}`,
    );
  }
}
console.log(
  `${noticedInAll} of ${all} entries noticed, ${failures} lists with too few, ${stillAwaiting.length} await their tables`,
);
if (process.argv.includes('--awaiting')) writeFileSync(awaitingFile, `${stillAwaiting.join('\n')}\n`);
process.exitCode = failures > 0 ? 1 : 0;

async function isNoticed(own: readonly Table[], file: string, source: string, { start, end }: Entry): Promise<boolean> {
  removals.push({ file, source: source.slice(0, start) + source.slice(end) });
  for (const table of own) if ((await firstWrong(table, `?removal=${removals.length - 1}`)) !== null) return true;
  return false;
}
