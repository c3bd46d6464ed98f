import type { DatabaseSync } from 'node:sqlite';
import { cosineOf, type Meaning, type MeaningVector, vectorBytes } from '../meaning.ts';

/** A chunk found, with its cosine; `call` is the file's own number of the call. */
export type NearChunk = { call: number; first: number; last: number; cosine: number };

// `signs` stand before `vectors`, so that reading all signs leaves the vectors' pages alone. The index on `call` alone
// answers which rows there are.
const TABLES = `
  create table if not exists meanings (
    id integer primary key autoincrement, call integer not null unique, model text not null, places blob not null,
    signs blob not null, vectors blob not null
  );
`;

/** Candidates by their signs whose vectors are read; more find no better (docs/benchmarks.md). */
const CANDIDATES = 200;
const WORD_BITS = 32;

/**
 * The vectors of an index's calls. All signs are kept in memory: the chunks that share most with a question's are
 * candidates, and their whole vectors say which are near.
 */
export function openMeanings(db: DatabaseSync) {
  db.exec(TABLES);
  const insert = db.prepare('insert into meanings (call, model, places, signs, vectors) values (?, ?, ?, ?, ?)');
  const remove = db.prepare('delete from meanings where call = ?');
  const readIds = db.prepare('select call, id from meanings');
  const readSigns = db.prepare('select model, signs from meanings where id = ?');
  const readVectors = db.prepare('select places, vectors from meanings where id = ?');
  const known = new Map<number, Signs>();
  let version: unknown;

  /** Another thread or process writes: what it put is read, and what it removed is forgotten. */
  const refresh = () => {
    const now = db.prepare('pragma data_version').get()?.data_version;
    if (now === version) return;
    const there = new Set<number>();
    for (const row of readIds.iterate()) {
      const [call, id] = [Number(row.call), Number(row.id)];
      there.add(call);
      if (known.get(call)?.id === id) continue;
      const { model, signs } = readSigns.get(id) ?? {};
      known.set(call, { id, call, model: String(model), signs: toWords(signs as Uint8Array) });
    }
    for (const call of known.keys()) if (!there.has(call)) known.delete(call);
    version = now;
  };

  return {
    /** In the caller's transaction, after `remove`. */
    put(call: number | bigint, { model, chunks }: Meaning): void {
      const places = Int32Array.from(chunks.flatMap(({ first, last }) => [first, last]));
      const signs = Uint32Array.from(chunks.flatMap(({ vector }) => [...signsOf(vector)]));
      insert.run(call, model, bytesOf(places), bytesOf(signs), vectorBytes(chunks));
    },
    remove: (call: number): void => void remove.run(call),

    /** The chunks of these calls nearest in meaning, nearest first. */
    *nearest(
      { model, vector }: { model: string; vector: MeaningVector },
      calls: Iterable<number>,
    ): Generator<NearChunk> {
      refresh();
      const within: Signs[] = [];
      for (const call of calls) {
        const signs = known.get(call);
        if (signs?.model === model) within.push(signs);
      }
      const found: NearChunk[] = [];
      for (const [{ id, call }, places] of mostAlike(within, signsOf(vector), CANDIDATES)) {
        const row = readVectors.get(id);
        // Removed by another thread in between.
        if (!row) continue;
        const [ends, vectors] = [toNumbers(row.places as Uint8Array), row.vectors as Uint8Array];
        for (const n of places)
          found.push({
            call,
            first: ends[2 * n] ?? 0,
            last: ends[2 * n + 1] ?? 0,
            cosine: cosineOf(
              vector,
              new Int8Array(vectors.buffer, vectors.byteOffset + n * vector.length, vector.length),
            ),
          });
      }
      yield* found.sort((a, b) => b.cosine - a.cosine || a.call - b.call || a.first - b.first);
    },
  };
}

/** The signs of a call's chunks, one chunk after the other. */
type Signs = { id: number; call: number; model: string; signs: Uint32Array };

/** A bit for each number, set where it is above 0. */
function signsOf(vector: MeaningVector): Uint32Array {
  const words = new Uint32Array(Math.ceil(vector.length / WORD_BITS));
  for (let at = 0; at < vector.length; at += 1)
    if ((vector[at] as number) > 0) words[at >>> 5] = ((words[at >>> 5] as number) | (1 << (at & 31))) >>> 0;
  return words;
}

/** The chunks whose signs differ least from the wanted ones, at least `most` if there are as many, by call. */
function mostAlike(within: readonly Signs[], wanted: Uint32Array, most: number): Map<Signs, number[]> {
  const size = wanted.length;
  const counts = new Uint32Array(size * WORD_BITS + 1);
  const differences = within.map(({ signs }) => {
    const of = new Uint16Array(signs.length / size);
    for (let n = 0, start = 0; n < of.length; n += 1, start += size) {
      let different = 0;
      for (let at = 0; at < size; at += 1) different += bitsIn((signs[start + at] as number) ^ (wanted[at] as number));
      of[n] = different;
      counts[different] = (counts[different] as number) + 1;
    }
    return of;
  });
  let least = 0;
  for (let sum = counts[0] as number; sum < most && least < counts.length - 1; sum += counts[least] as number)
    least += 1;
  const alike = new Map<Signs, number[]>();
  for (const [at, signs] of within.entries()) {
    const places: number[] = [];
    for (const [n, different] of (differences[at] as Uint16Array).entries()) if (different <= least) places.push(n);
    if (places.length > 0) alike.set(signs, places);
  }
  return alike;
}

/** How many bits of a 32-bit number are set. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const bytesOf = (numbers: Int32Array | Uint32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
/** SQLite's bytes may start anywhere, and wider numbers must not. */
const toWords = (bytes: Uint8Array): Uint32Array => new Uint32Array(Uint8Array.from(bytes).buffer);
const toNumbers = (bytes: Uint8Array): Int32Array => new Int32Array(Uint8Array.from(bytes).buffer);
