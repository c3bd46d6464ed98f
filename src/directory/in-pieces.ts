import { setImmediate } from 'node:timers/promises';

/** A long list in pieces; between two pieces whoever waits for the event loop gets a turn. */
export async function* inPieces<T>(all: readonly T[]): AsyncGenerator<T[]> {
  for (let start = 0; start < all.length; start += PIECE_ROWS) {
    if (start > 0) await setImmediate();
    yield all.slice(start, start + PIECE_ROWS);
  }
}

/** A few milliseconds of work on rows of a file, and of one query for them. */
const PIECE_ROWS = 200;
