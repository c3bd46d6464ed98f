import type { Readable } from 'node:stream';
import type { CallId, OrganizationId } from '../call.ts';

export const MEDIA_KINDS = ['audio', 'video'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** A recording of a call. */
export type MediaName = { organizationId: OrganizationId; callId: CallId; kind: MediaKind };

/** A recording that is here as a whole. `open` reads bytes from `start` up to and including `end`. */
export type CachedMedia = {
  bytes: number;
  contentType: string;
  open: (range?: { start: number; end: number }) => Readable;
};

/** What one fetch brings: bytes from an offset on, of so many in all. */
export type MediaPiece = { offset: number; total: number; contentType: string; body: AsyncIterable<Uint8Array> };

/**
 * Where recordings are kept. A recording is either here as a whole or not visible; what was fetched of one until a crash is kept and gone on with.
 */
export type MediaStore = {
  find: (name: MediaName) => Promise<CachedMedia | null>;
  /** How many bytes there are of a recording that is not whole yet. */
  fetched: (name: MediaName) => Promise<number>;
  /** Adds a piece; whole recordings become visible. Answers whether it is whole. A piece of another length than before begins anew. */
  write: (name: MediaName, piece: MediaPiece) => Promise<boolean>;
  /** It was played just now: the least recently played go first when room is needed. */
  touch: (name: MediaName) => Promise<void>;
  /** Makes room: removes the least recently played until all of them have at most so many bytes. Answers how many went. */
  evict: (mostBytes: number) => Promise<number>;
  /** Everything of these calls. */
  remove: (organizationId: OrganizationId, callIds: readonly CallId[]) => Promise<void>;
};
