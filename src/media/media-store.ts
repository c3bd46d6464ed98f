import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { CallId, OrganizationId } from '../call.ts';

export const MEDIA_KINDS = ['audio', 'video'] as const;
export const mediaKindSchema = z.enum(MEDIA_KINDS);
export type MediaKind = z.infer<typeof mediaKindSchema>;

/** A recording of a call. */
export type MediaName = { organizationId: OrganizationId; callId: CallId; kind: MediaKind };

/**
 * A whole recording on disk. `open` reads bytes from `start` up to and including `end`. Whenever it is fetched anew it
 * has another `version`.
 */
export type CachedMedia = {
  version: string;
  bytes: number;
  contentType: string;
  open: (range?: { start: number; end: number }) => Readable;
};

/** Fetched bytes: from `offset` on, of `total` in all. */
export type MediaPiece = { offset: number; total: number; contentType: string; body: AsyncIterable<Uint8Array> };

/** Keeps recordings. Only whole recordings are visible. Bytes fetched before a crash are kept, and fetching resumes. */
export type MediaStore = {
  find: (name: MediaName) => Promise<CachedMedia | null>;
  /** How many bytes of an unfinished recording are here. */
  fetched: (name: MediaName) => Promise<number>;
  /**
   * Adds a piece, and answers whether the recording is now whole. A piece of another length, or from another offset
   * than expected, discards the fetched bytes: fetching begins anew. A body longer than `total` is not read on.
   */
  write: (name: MediaName, piece: MediaPiece) => Promise<boolean>;
  /** Notes a playing now, for the order of `evict`. */
  touch: (name: MediaName) => Promise<void>;
  /**
   * Makes room: removes the least recently played recordings, unfinished ones too, until at most `mostBytes` are left
   * beside `kept`. Answers how many went.
   */
  evict: (mostBytes: number, kept?: MediaName) => Promise<number>;
  /** Removes one recording, unfinished or whole; another kind of the same call stays. */
  discard: (name: MediaName) => Promise<void>;
  /** Removes everything of the given calls, unfinished recordings included. */
  remove: (organizationId: OrganizationId, callIds: readonly CallId[]) => Promise<void>;
};
