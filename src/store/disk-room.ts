import { statfsSync } from 'node:fs';

/** Below this many bytes people are told, and below the other nothing is written any more. */
const LOW_BYTES = 1_000_000_000;
const SHORT_BYTES = 200_000_000;
const LOOK_EVERY_MS = 500;

/** `low`: there is little left; `short`: nothing new is kept. The text has how much, and what to do. */
export type RoomProblem = { kind: 'low' | 'short'; text: string };

export type DiskRoom = {
  /** Whether writing has to stop. The embedded database does not survive a disk that fills up under its log. */
  isShort: () => boolean;
  freeBytes: () => number;
  /** Null while there is room enough. */
  problem: () => RoomProblem | null;
};

/** The room left on the disk of a folder, looked at every half a second at most. */
export function watchDiskRoom(folder: string, readFree: (folder: string) => number = freeBytesOf): DiskRoom {
  let lookedMs = Number.NEGATIVE_INFINITY;
  let free = Number.POSITIVE_INFINITY;
  const freeBytes = (): number => {
    const nowMs = performance.now();
    if (nowMs - lookedMs < LOOK_EVERY_MS) return free;
    lookedMs = nowMs;
    free = readFree(folder);
    return free;
  };
  return {
    freeBytes,
    isShort: () => freeBytes() < SHORT_BYTES,
    problem() {
      const left = freeBytes();
      if (left >= LOW_BYTES) return null;
      const told = `The disk of ${folder} has ${Math.floor(left / 1_000_000)} MB left`;
      const limit = `${SHORT_BYTES / 1_000_000} MB`;
      return left < SHORT_BYTES
        ? {
            kind: 'short',
            text: `${told}, and nothing new is kept until there are ${limit}. Make room; what is there can be read.`,
          }
        : { kind: 'low', text: `${told}. Make room: at ${limit} nothing new is kept any more.` };
    },
  };
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
