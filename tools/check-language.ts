/*
 * Would the tables of phrases notice a missing entry of a list or a rule about English? Removes each entry in turn and
 * runs the list's tables on the rest. Prints for each list the number of entries, the number noticed, and the entries
 * missed; exits 1 if a list has too few noticed, but for lists that await their tables, which may miss no more than
 * they do. `--awaiting` writes these down anew.
 */
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import type { CheckedList } from './check-language-file.ts';

/** A list of at least `LONG` entries needs a share of `LEAST_SHARE` noticed; a shorter list may miss a single entry. */
const [LONG, LEAST_SHARE] = [5, 0.9];

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

const files = readdirSync(new URL('../src/language/', import.meta.url))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .filter((name) => names.length === 0 || names.includes(basename(name, '.ts')))
  .sort();

// A thread's modules never leave its memory, and each entry has modules of its own: a thread ends with its file.
const queue = new PQueue({ concurrency: availableParallelism() });
const checks = files.map((name) => queue.add(() => checkFile(`language/${name}`)));

let failures = 0;
let [all, noticedInAll] = [0, 0];
for (const check of checks)
  for (const { file, list, entries, missed } of await check) {
    const noticed = entries - missed.length;
    const isGood = entries < LONG ? missed.length <= 1 : noticed / entries >= LEAST_SHARE;
    if (!isGood) stillAwaiting.push(`${missed.length} ${file} ${list}`);
    const isEnough = isGood || missed.length <= (awaiting.get(`${file} ${list}`) ?? 0);
    if (!isEnough) failures += 1;
    all += entries;
    noticedInAll += noticed;
    const share = `${Math.round((100 * noticed) / entries)} %`;
    const counts = `${String(noticed).padStart(4)} of ${String(entries).padStart(4)} ${share.padStart(6)}`;
    const missing = missed.map((text) => text.replace(/\s+/g, ' ').slice(0, 60)).join(' · ');
    console.log(
      `${isGood ? '  ' : isEnough ? '… ' : '✗ '}${`${file} ${list}`.padEnd(52)}${counts}${missing && `   ${missing}`}`,
    );
  }
console.log(
  `${noticedInAll} of ${all} entries noticed, ${failures} lists with too few, ${stillAwaiting.length} await their tables`,
);
if (process.argv.includes('--awaiting')) writeFileSync(awaitingFile, `${stillAwaiting.join('\n')}\n`);
process.exitCode = failures > 0 ? 1 : 0;

async function checkFile(file: string): Promise<CheckedList[]> {
  const worker = new Worker(new URL('./check-language-file.ts', import.meta.url), { workerData: file });
  const [lists] = (await once(worker, 'message')) as [CheckedList[]];
  await worker.terminate();
  return lists;
}
