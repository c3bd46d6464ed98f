/**
 * A vector's direction in signed bytes, scaled so that its largest number fills a byte: near directions mean near
 * meanings, and a length says nothing.
 */
export type MeaningVector = Int8Array;

/** A stretch of a call with its vector: the segments from position `first` up to and including `last`. */
export type Chunk = { first: number; last: number; vector: MeaningVector };

/** A call's chunks in order, with the model's name: vectors of different models cannot be compared. */
export type Meaning = { model: string; chunks: Chunk[] };

/** The chunks' vectors, one after the other. */
export const vectorBytes = (chunks: readonly Chunk[]): Uint8Array =>
  Buffer.concat(chunks.map(({ vector }) => new Uint8Array(vector.buffer, vector.byteOffset, vector.length)));

/** @throws Error for a vector without direction. */
export function toMeaningVector(numbers: ArrayLike<number>): MeaningVector {
  let largest = 0;
  for (let at = 0; at < numbers.length; at += 1) largest = Math.max(largest, Math.abs(numbers[at] as number));
  if (!(largest > 0) || !Number.isFinite(largest)) throw new Error('a vector without direction');
  return Int8Array.from(numbers, (value) => Math.round((value * 127) / largest));
}

/** How near two vectors of a model are: 1 for the same direction, 0 for lengths that no single model makes. */
export function cosineOf(a: MeaningVector, b: MeaningVector): number {
  if (a.length !== b.length) return 0;
  let [dot, ofA, ofB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [a[at] as number, b[at] as number];
    dot += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return dot / Math.sqrt(ofA * ofB || 1);
}
