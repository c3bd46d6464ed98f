import { z } from 'zod';
import type { CallId } from '../call.ts';
import { isAppError } from '../errors.ts';
import { isoDate } from '../iso-date.ts';
import { mediaKindSchema } from '../media/media-store.ts';
import { showCall } from '../search/show-call.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import type { MediaFetcher } from './fetch-media.ts';
import { hasErasedVoice } from './has-erased-voice.ts';

/** The kinds of recording that a call has. Without any, the reason, and the time of the next request to Gong. */
export const recordingsSchema = z.object({
  kinds: z.array(mediaKindSchema),
  reason: z.string().nullable().meta({ description: 'Why there is none.' }),
  askedAgainAt: isoDate.nullable().meta({ description: 'When Gong is asked for one again.' }),
});
export type Recordings = z.infer<typeof recordingsSchema>;

const ERASED = 'Someone who spoke on this call was erased, and their voice with them.';
const NO_RECORDING = 'Gong has no recording of this call, or not yet.';

/** @throws AppError `not_found`. A failure of Gong becomes the `reason`. */
export async function showRecordings(
  { db, mediaFetcher }: { db: Db; mediaFetcher: Pick<MediaFetcher, 'find'> },
  viewer: Viewer,
  callId: CallId,
  signal: AbortSignal,
): Promise<Recordings> {
  const call = await showCall({ db }, viewer, callId);
  if (hasErasedVoice(call)) return { kinds: [], reason: ERASED, askedAgainAt: null };
  try {
    const found = await mediaFetcher.find({ organizationId: viewer.organizationId, callId }, signal);
    return { ...found, reason: found.kinds.length === 0 ? NO_RECORDING : null };
  } catch (error) {
    // The page is shown without its player and tells the reason.
    if (!isAppError(error)) throw error;
    return { kinds: [], reason: error.message, askedAgainAt: null };
  }
}
