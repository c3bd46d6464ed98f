import { readFileSync } from 'node:fs';

/*
 * How words are used, learned from what they are written beside: the words of a dictionary among the 60,000 most common, with GloVe vectors (Pennington, Socher and Manning 2014), less the
 * direction that all of them share. tools/make-word-vectors.ts tells how the files are made.
 */
export const DIMENSIONS = 100;
/** Unit vectors times this, so that their numbers, hardly ever above a half, fill a signed byte. */
export const LENGTH = 254;

/** Other words of the dictionary that are used most like this one, likest first, at most eight: "stores" for "shops". None for a word that it lacks. */
export function wordsLike(word: string): string[] {
  likes ??= new Map(linesOf('like-words.txt').map((line) => [line.slice(0, line.indexOf(' ')), line]));
  return likes.get(word.toLowerCase())?.split(' ').slice(1) ?? [];
}
let likes: Map<string, string> | null = null;

/** What each of some stems and another have in common, in the order of the stems: 1 where it is the same, 0 where they are used alike no more than by chance. */
export type Likeness = (stem: string) => readonly number[];

/** Two words whose vectors make a wider angle than this have nothing in common; from there on it grows evenly. (docs/evaluations.md) */
const LEAST_COSINE = 0.4;

/** How like these stems others are. */
export function likenessTo(stems: readonly string[]): Likeness {
  const vectors = stems.map(vectorOf);
  const known = new Map<string, readonly number[]>();
  return (other) => {
    const before = known.get(other);
    if (before) return before;
    const vector = vectorOf(other);
    const alike = stems.map((stem, n) => {
      if (stem === other) return 1;
      const of = vectors[n];
      return of && vector ? Math.max(0, (cosine(of, vector) - LEAST_COSINE) / (1 - LEAST_COSINE)) : 0;
    });
    known.set(other, alike);
    return alike;
  };
}

/** The vector of a stem's most common word. */
function vectorOf(stem: string): Int8Array | null {
  read ??= readVectors();
  const at = read.placeOf.get(stem);
  return at === undefined ? null : read.vectors.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);
}
let read: { placeOf: Map<string, number>; vectors: Int8Array } | null = null;

function readVectors() {
  const bytes = readFileSync(new URL('./stem-vectors.bin', import.meta.url));
  return {
    placeOf: new Map(linesOf('stem-vectors.txt').map((stem, at) => [stem, at])),
    vectors: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
  };
}

const linesOf = (name: string): string[] =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Of two vectors of length `LENGTH`. */
function cosine(a: Int8Array, b: Int8Array): number {
  let sum = 0;
  for (let at = 0; at < DIMENSIONS; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum / LENGTH ** 2;
}
