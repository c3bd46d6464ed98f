import { scopeOf } from '../access/scope.ts';
import type { CallId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { CachedMedia, MediaKind, MediaStore } from '../media/media-store.ts';
import { readCall } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { isRecordingType, type MediaFetcher, recordingType } from './fetch-media.ts';
import { hasErasedVoice } from './has-erased-voice.ts';

type Deps = { db: Db; media: MediaStore; mediaFetcher: Pick<MediaFetcher, 'ask' | 'fetch'>; log: Log };

/** A recording to listen to: our whole copy, or Gong's response to the range while our copy is being fetched. */
export type OpenedRecording =
  | { from: 'cache'; cached: CachedMedia }
  | { from: 'gong'; response: Response; contentType: string };

/** @throws AppError `not_found`, and Gong's. */
export async function openRecording(
  { db, media, mediaFetcher, log }: Deps,
  viewer: Viewer,
  { callId, kind, range }: { callId: CallId; kind: MediaKind; range: string | null },
  signal: AbortSignal,
): Promise<OpenedRecording> {
  const none = new AppError('not_found', 'There is no such recording.');
  const call = await readCall(db, scopeOf(viewer), callId);
  if (!call || hasErasedVoice(call)) throw none;
  const name = { organizationId: viewer.organizationId, callId, kind };
  const cached = await media.find(name);
  // Earlier versions kept whatever type Gong's link told.
  if (cached && isRecordingType(cached.contentType)) {
    await media.touch(name);
    return { from: 'cache', cached };
  }
  const response = await mediaFetcher.ask(name, range, signal);
  if (!response) throw none;
  mediaFetcher
    .fetch(name, new AbortController().signal)
    .catch((error) => log.warn({ err: error, callId }, 'media: cached later'));
  return { from: 'gong', response, contentType: recordingType(response, kind) };
}
