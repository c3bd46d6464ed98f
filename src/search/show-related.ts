import { scopeOf } from '../access/scope.ts';
import type { CallId } from '../call.ts';
import { AppError } from '../errors.ts';
import { contentWords } from '../language/stop-words.ts';
import { type SpokenSegment, textOf } from '../segment.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { countWords } from '../word-spans.ts';
import { type Embedder, withMeaning } from './embedder.ts';
import { nearMoments, rankedMoments } from './find-moments.ts';
import { fuseRanks } from './fuse-ranks.ts';
import { type Moment, sharesOfBest } from './rank-moments.ts';
import type { FoundSegment } from './search-result.ts';
import { withWords } from './search-segments.ts';
import type { SegmentReader } from './segment-index.ts';
import { showTranscript } from './show-transcript.ts';

const MOST_SHOWN = 6;
/** Moments of one call: what is alike across calls is asked for. */
const MOST_PER_CALL = 2;
const DEPTH = 60;
/** A shorter turn ("Eleven.") is about what was said before it. */
const ENOUGH_WORDS = 15;
/** Turns put before a short one. */
const MOST_BEFORE = 3;

/**
 * Moments of other calls that are like the one at `atMs`, in its words or in others, the likest first. Without a model
 * of meaning, or when it fails, words alone find them.
 * @throws AppError `not_found` for a call or a moment that is not there, `index_unavailable`.
 */
export async function showRelated(
  deps: { db: Db; index: SegmentReader; embedder: Embedder | null },
  viewer: Viewer,
  { callId, atMs }: { callId: CallId; atMs: number },
): Promise<FoundSegment[]> {
  const segments = await showTranscript(deps, viewer, callId);
  const at = segments.findLastIndex(({ startMs }) => startMs <= atMs);
  if (at < 0) throw new AppError('not_found', 'Nothing was said at this moment.');
  const text = textAround(segments, at);
  const words = [...new Set(contentWords(text))];
  const scope = scopeOf(viewer);
  const { query } = await withMeaning(deps, { scope, words }, text);
  const [said, near] = await Promise.all([rankedMoments(deps.index, query, DEPTH), nearMoments(deps.index, query)]);
  const fused = fuseRanks([
    { hits: said.filter(({ isDirect }) => isDirect), weight: 1 },
    { hits: near, weight: deps.embedder?.weight() ?? 1 },
  ]);
  const others = fused.filter((hit) => hit.callId !== callId);
  return withWords(deps.db, scope, sharesOfBest(fewPerCall(others).slice(0, MOST_SHOWN)), { words });
}

/** The words of a moment, with those before where it has few. */
function textAround(segments: readonly SpokenSegment[], at: number): string {
  let [text, first] = [textOf(segments[at] as SpokenSegment), at];
  while (countWords(text) < ENOUGH_WORDS && first > 0 && at - first < MOST_BEFORE) {
    first -= 1;
    text = `${textOf(segments[first] as SpokenSegment)} ${text}`;
  }
  return text;
}

function fewPerCall(hits: readonly Moment[]): Moment[] {
  const taken = new Map<string, number>();
  return hits.filter(({ callId }) => {
    const count = (taken.get(callId) ?? 0) + 1;
    taken.set(callId, count);
    return count <= MOST_PER_CALL;
  });
}
