import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameFailure } from '../errors.ts';

/** Below this many bytes people are told, and below the other nothing is written any more. */
const LOW_BYTES = 1_000_000_000;
const SHORT_BYTES = 200_000_000;
const LOOK_EVERY_MS = 500;
const WRITE_EVERY_MS = 5000;

/** Why nothing is written: for want of room, or since nothing can be written at all. */
export type WriteRefusal = 'short' | 'closed';

/** `low`: there is little left; else nothing new is kept. The text has how much, and what to do. */
export type RoomProblem = { kind: 'low' | WriteRefusal; text: string };

export type DiskRoom = {
  /** Why writing has to stop, or null. The embedded database does not survive a log that cannot be written. */
  refusal: () => WriteRefusal | null;
  /** 0 of a disk that cannot be looked at. */
  freeBytes: () => number;
  /** Null while there is room enough. */
  problem: () => RoomProblem | null;
};

/**
 * The room left on the disk of a folder, looked at every half a second at most, and whether the folder takes writes,
 * tried every five. One that cannot be looked at takes none: a disk that went away says neither.
 */
export function watchDiskRoom(folder: string, readFree: (folder: string) => number = freeBytesOf): DiskRoom {
  const free = atMostEvery(LOOK_EVERY_MS, () => readFree(folder));
  const write = atMostEvery(WRITE_EVERY_MS, () => tryWrite(folder));
  const freeBytes = (): number => free().value ?? 0;

  function problem(): RoomProblem | null {
    const { value: left, failure: unseen } = free();
    if (left === undefined) return { kind: 'closed', text: toldClosed(folder, 'cannot be looked at', unseen) };
    const told = `The disk of ${folder} has ${Math.floor(left / 1_000_000)} MB left`;
    const limit = `${SHORT_BYTES / 1_000_000} MB`;
    if (left < SHORT_BYTES)
      return {
        kind: 'short',
        text: `${told}, and nothing new is kept until there are ${limit}. Make room; what is there can be read.`,
      };
    const { failure: unwritten } = write();
    if (unwritten !== undefined) return { kind: 'closed', text: toldClosed(folder, 'cannot be written to', unwritten) };
    return left < LOW_BYTES
      ? { kind: 'low', text: `${told}. Make room: at ${limit} nothing new is kept any more.` }
      : null;
  }

  return {
    freeBytes,
    problem,
    refusal() {
      const kind = problem()?.kind;
      return kind === 'short' || kind === 'closed' ? kind : null;
    },
  };
}

/** What a write meets while the disk refuses writes. */
export const writeRefused = (refusal: WriteRefusal, cause?: unknown): Error =>
  refusal === 'short'
    ? Object.assign(new Error('The disk has too little room to write.', { cause }), { code: 'ENOSPC' })
    : Object.assign(new Error('The folder of the store takes no writes.', { cause }), { code: 'EROFS' });

const toldClosed = (folder: string, what: string, failure: unknown): string =>
  `${folder} ${what} (${nameFailure(failure)}), and nothing new is kept until it can. Give this user the folder, on a disk that takes writes; what is there can be read.`;

/** What `look` answered or threw, at most so old. */
function atMostEvery<T>(everyMs: number, look: () => T): () => { value?: T; failure?: unknown } {
  let lookedMs = Number.NEGATIVE_INFINITY;
  let seen: { value?: T; failure?: unknown } = {};
  return () => {
    const nowMs = performance.now();
    if (nowMs - lookedMs < everyMs) return seen;
    lookedMs = nowMs;
    try {
      seen = { value: look() };
    } catch (failure) {
      seen = { failure };
    }
    return seen;
  };
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Written and removed again; a copy of the folder leaves it out. */
export const WRITE_PROBE = 'write-probe';

/** As a disk turned read-only, a quota or another owner would refuse what the database writes next. */
function tryWrite(folder: string): void {
  const probe = join(folder, WRITE_PROBE);
  writeFileSync(probe, '?');
  rmSync(probe);
}
