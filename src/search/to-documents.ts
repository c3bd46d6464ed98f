import { joinStems, plainWords, type Stems, stemmed, stemsIn } from '../language/words.ts';
import { textOf } from '../segment.ts';
import { speakerOf } from '../speaker-of.ts';
import type { IndexableCall } from '../store/calls-to-index.ts';
import type { CallDocuments, Passage } from './segment-index.ts';

/** Speech shortly before a segment: the nearest segments, cut to their nearest words (docs/evaluations.md). */
export const BEFORE_SEGMENTS = 4;
const BEFORE_WORDS = 80;

/**
 * Length of a passage in words, and the distance to the next passage. Each word stands in two passages, so no thought
 * is cut in both.
 */
const PASSAGE_WORDS = 250;
const PASSAGE_STEP = 125;

const NONE = joinStems([]);

/** A call as an index keeps it. */
export function toDocuments(call: IndexableCall): CallDocuments {
  const texts = call.segments.map((segment) => stemmed(textOf(segment)));
  const ids = new Set(call.parties.map((party) => party.speakerId));
  const speakers = new Map([...ids].map((id) => [id, speakerOf(call.parties, id)]));
  const positionAt = (index: number) => call.segments[index]?.position ?? index;
  return {
    organizationId: call.organizationId,
    callId: call.callId,
    workspaceId: call.workspaceId,
    isPrivate: call.isPrivate,
    userIds: call.userIds,
    accountIds: call.accountIds,
    personIds: [...new Set(call.parties.flatMap(({ personId }) => personId ?? []))],
    kind: call.kind,
    platform: call.platform,
    startedAt: call.startedAt,
    callTitle: stemmed(call.title),
    segments: call.segments.map((segment, at) => {
      const speaker = speakers.get(segment.speakerId);
      return {
        position: segment.position,
        speakerId: speaker?.personId ?? null,
        side: speaker?.side ?? 'unknown',
        speakerName: stemmed(speaker?.name ?? ''),
        text: texts[at] ?? NONE,
        before: lastWords(texts.slice(Math.max(0, at - BEFORE_SEGMENTS), at)),
      };
    }),
    passages: cutPassages(call.segments.map((segment) => wordCount(plainWords(textOf(segment))))).map(
      ({ first, last }) => ({ first: positionAt(first), last: positionAt(last) }),
    ),
    meaning: call.meaning,
  };
}

/**
 * Whole turns of about 250 words, a new passage about every 125, in order. Every segment stands in at least one
 * passage. `words` are the segments' lengths; `first` and `last` index into them.
 */
export function cutPassages(words: readonly number[]): Passage[] {
  const passages: Passage[] = [];
  for (let first = 0; first < words.length; ) {
    const last = lastWithin(words, first, PASSAGE_WORDS);
    // A passage with the same end as the passage before would only repeat it.
    if (last > (passages.at(-1)?.last ?? -1)) passages.push({ first, last });
    if (last === words.length - 1) break;
    first = Math.min(last + 1, lastWithin(words, first, PASSAGE_STEP) + 1);
  }
  return passages;
}

/** The first segment, counted from `first`, at which the words reach `most`; the last segment if they never do. */
function lastWithin(words: readonly number[], first: number, most: number): number {
  let sum = 0;
  for (let at = first; at < words.length; at += 1) {
    sum += words[at] ?? 0;
    if (sum >= most) return at;
  }
  return words.length - 1;
}

const wordCount = (plain: string): number => (plain === '' ? 0 : plain.split(' ').length);
const lastWords = (texts: readonly Stems[]): Stems => joinStems(texts.flatMap(stemsIn).slice(-BEFORE_WORDS));
