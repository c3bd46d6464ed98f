import type { Io } from './io.ts';

/** Warns that search does not have the change yet. */
export function sayIfSearchIsAway({ isInSearch }: { isInSearch: boolean }, io: Io): void {
  if (isInSearch) return;
  io.err('Search does not work at the moment and takes this up when it does: `colloquy doctor` says what is wrong.');
}
