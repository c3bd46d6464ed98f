import { readFileSync } from 'node:fs';
import type { Stem, Unstemmed } from '../language/words.ts';
import { besideCode } from '../shipped-files.ts';

/*
 * How words are used, learned from their neighbours in text: dictionary words among the 60,000 most common, with GloVe
 * vectors (Pennington, Socher and Manning 2014), less the direction common to all. tools/make-word-vectors.ts makes the
 * files.
 */
export const DIMENSIONS = 100;
/** Unit vectors times this factor: their numbers, hardly ever above a half, fill a signed byte. */
export const VECTOR_LENGTH = 254;

/**
 * Dictionary words used most like this word, likest first, at most eight: "stores" for "shops". Empty for an unknown
 * word.
 */
export function wordsLike(word: Unstemmed): string[] {
  likes ??= new Map(linesOf('like-words.txt').map((line) => [line.slice(0, line.indexOf(' ')), line]));
  return likes.get(word.toLowerCase())?.split(' ').slice(1) ?? [];
}
let likes: Map<string, string> | null = null;

/** How alike a stem is to each of some stems, in their order: 1 for the same stem, 0 for no more than chance. */
export type Likeness = (stem: Stem) => readonly number[];

/** Cosine at which likeness starts; likeness grows evenly from there (docs/evaluations.md). */
const LEAST_COSINE = 0.4;

/** How alike any stem is to these stems. */
export function likenessTo(stems: readonly Stem[]): Likeness {
  const vectors = stems.map(vectorOf);
  const known = new Map<Stem, readonly number[]>();
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
function vectorOf(stem: Stem): Int8Array | null {
  read ??= readVectors();
  const at = read.placeOf.get(stem);
  return at === undefined ? null : read.vectors.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);
}
let read: { placeOf: ReadonlyMap<string, number>; vectors: Int8Array } | null = null;

function readVectors() {
  const bytes = readFileSync(besideCode('search/stem-vectors.bin'));
  return {
    placeOf: new Map(linesOf('stem-vectors.txt').map((stem, at) => [stem, at])),
    vectors: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
  };
}

const linesOf = (name: string): string[] =>
  readFileSync(besideCode(`search/${name}`), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Of two vectors of length `VECTOR_LENGTH`. */
function cosine(a: Int8Array, b: Int8Array): number {
  let sum = 0;
  for (let at = 0; at < DIMENSIONS; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum / VECTOR_LENGTH ** 2;
}
