import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
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
  // The lengths of blobs are read without their pages.
  const readSigns = db.prepare(
    'select model, signs, length(vectors) as bytes, length(places) / 8 as chunks from meanings where id = ?',
  );
  const readVectors = db.prepare('select places, vectors from meanings where id = ?');
  const readPlaces = db.prepare('select places from meanings where id = ?');
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
      const { model, signs, bytes, chunks } = readSigns.get(id) ?? {};
      const length = Number(bytes) / Math.max(1, Number(chunks));
      known.set(call, { id, call, model: String(model), length, signs: toWords(signs as Uint8Array) });
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

    /**
     * The chunks of these calls nearest in meaning, nearest first, of those alone that fit. Vectors of another model,
     * or of another length, are never compared.
     */
    nearest(
      { model, vector }: { model: string; vector: MeaningVector },
      calls: Iterable<number>,
      fits: FitTest | null = null,
    ): NearChunk[] {
      refresh();
      const within: Signs[] = [];
      for (const call of calls) {
        const signs = known.get(call);
        if (signs?.model === model && signs.length === vector.length) within.push(signs);
      }
      const found: NearChunk[] = [];
      for (const [{ id, call }, places] of byCall(candidates(within, signsOf(vector), fits))) {
        const row = readVectors.get(id);
        // Removed by another thread in between.
        if (!row) continue;
        const [ends, vectors] = [toNumbers(bytesSchema.parse(row.places)), bytesSchema.parse(row.vectors)];
        for (const n of places) {
          const numbers = new Int8Array(vectors.buffer, vectors.byteOffset + n * vector.length, vector.length);
          found.push({ call, first: ends[2 * n] ?? 0, last: ends[2 * n + 1] ?? 0, cosine: cosineOf(vector, numbers) });
        }
      }
      return found.sort((a, b) => b.cosine - a.cosine || a.call - b.call || a.first - b.first);
    },
  };

  /** The chunks whose signs differ least from the wanted ones, as many as are compared whole, of those that fit. */
  function candidates(within: readonly Signs[], wanted: Uint32Array, fits: FitTest | null): Place[] {
    const places: Place[] = [];
    let read: { id: number; ends: Int32Array } | null = null;
    const endsOf = (id: number): Int32Array => {
      if (read?.id === id) return read.ends;
      const row = readPlaces.get(id);
      read = { id, ends: row ? toNumbers(bytesSchema.parse(row.places)) : new Int32Array() };
      return read.ends;
    };
    let difference = -1;
    for (const place of byLikeness(within, wanted)) {
      // All that differ alike are taken, whatever their order in the file.
      if (places.length >= CANDIDATES && place.different > difference) break;
      if (fits) {
        const ends = endsOf(place.of.id);
        if (!fits(place.of.call, ends[2 * place.n] ?? 0, ends[2 * place.n + 1] ?? 0)) continue;
      }
      places.push(place);
      difference = place.different;
    }
    return places;
  }
}

/** The signs of a call's chunks, one chunk after the other; `length` is that of a whole vector. */
type Signs = { id: number; call: number; model: string; length: number; signs: Uint32Array };
/** The chunk at place `n` of a call, and in how many signs it differs from what is wanted. */
type Place = { of: Signs; n: number; different: number };
/** Whether a stretch of a call may be found. */
type FitTest = (call: number, first: number, last: number) => boolean;

const byCall = (places: readonly Place[]): Map<Signs, number[]> =>
  new Map([...Map.groupBy(places, ({ of }) => of)].map(([of, group]) => [of, group.map(({ n }) => n)]));

/** A bit for each number, set where it is above 0. */
function signsOf(vector: MeaningVector): Uint32Array {
  const words = new Uint32Array(Math.ceil(vector.length / WORD_BITS));
  for (let at = 0; at < vector.length; at += 1)
    if ((vector[at] as number) > 0) words[at >>> 5] = ((words[at >>> 5] as number) | (1 << (at & 31))) >>> 0;
  return words;
}

/** All chunks, those first whose signs differ least from the wanted ones. */
function* byLikeness(within: readonly Signs[], wanted: Uint32Array): Generator<Place> {
  const size = wanted.length;
  const starts = new Uint32Array(size * WORD_BITS + 2);
  const ofCalls = within.map(({ signs }) => {
    const differences = new Uint16Array(signs.length / size);
    for (let n = 0, start = 0; n < differences.length; n += 1, start += size) {
      let different = 0;
      for (let at = 0; at < size; at += 1) different += bitsIn((signs[start + at] as number) ^ (wanted[at] as number));
      differences[n] = different;
      starts[different + 1] = (starts[different + 1] as number) + 1;
    }
    return differences;
  });
  for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
  const all = starts.at(-1) as number;
  const [calls, places] = [new Uint32Array(all), new Uint32Array(all)];
  for (const [at, differences] of ofCalls.entries())
    for (let n = 0; n < differences.length; n += 1) {
      const different = differences[n] as number;
      const next = starts[different] as number;
      starts[different] = next + 1;
      calls[next] = at;
      places[next] = n;
    }
  for (let at = 0; at < all; at += 1) {
    const [call, n] = [calls[at] as number, places[at] as number];
    yield { of: within[call] as Signs, n, different: ofCalls[call]?.[n] as number };
  }
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
const bytesSchema = z.instanceof(Uint8Array);
const toNumbers = (bytes: Uint8Array): Int32Array => new Int32Array(Uint8Array.from(bytes).buffer);
