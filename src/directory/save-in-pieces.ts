import { setImmediate } from 'node:timers/promises';
import type { Db } from '../store/db.ts';

/** Rows written in one transaction: the embedded store has a single connection, and others wait for it meanwhile. */
const PIECE_ROWS = 50;

/**
 * Writes each piece in a transaction of its own, so that others get the store and the event loop in between. Answers
 * how many were written: fewer than given when one finds the store changed since it was planned.
 */
export async function saveInPieces<T>(
  db: Db,
  pieces: readonly T[],
  save: (tx: Db, piece: T, at: number) => Promise<boolean>,
): Promise<number> {
  for (const [at, piece] of pieces.entries()) {
    try {
      await db.transaction(async (tx) => {
        if (!(await save(tx, piece, at))) throw new Outdated();
      });
    } catch (error) {
      if (error instanceof Outdated || isUniqueViolation(error)) return at;
      throw error;
    }
    await setImmediate();
  }
  return pieces.length;
}

/** The rows in pieces of `PIECE_ROWS`; one empty piece without rows. */
export function toPieces<T>(rows: readonly T[]): T[][] {
  const pieces: T[][] = [];
  for (let start = 0; start < rows.length; start += PIECE_ROWS) pieces.push(rows.slice(start, start + PIECE_ROWS));
  return pieces.length > 0 ? pieces : [[]];
}

class Outdated extends Error {}

/** Someone else took a name or an address meanwhile. Both drivers carry Postgres's code, drizzle as the cause. */
const isUniqueViolation = (error: unknown): boolean => {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return code === '23505' || cause?.code === '23505';
};
