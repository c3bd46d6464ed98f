import { scopeOf } from '../access/scope.ts';
import type { CallId } from '../call.ts';
import type { SpokenSegment } from '../segment.ts';
import { readTranscript } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { showCall } from './show-call.ts';

/** A call's words in order; empty without a transcript. @throws AppError `not_found`. */
export async function showTranscript({ db }: { db: Db }, viewer: Viewer, callId: CallId): Promise<SpokenSegment[]> {
  await showCall({ db }, viewer, callId);
  return readTranscript(db, scopeOf(viewer), callId);
}
