import { textOf } from '../segment.ts';
import type { IndexableCall } from '../store/calls-to-index.ts';
import type { CallDocuments, Passage } from './segment-index.ts';
import { plainWords, stemmed } from './words.ts';

/** What was said shortly before a segment: the nearest segments, and of them the nearest words (docs/evaluations.md). */
export const BEFORE_SEGMENTS = 4;
const BEFORE_WORDS = 80;

/** Words of a passage, and how far the next one begins after it: each word stands in two, so that no thought is cut in all of them. */
const PASSAGE_WORDS = 250;
const PASSAGE_STEP = 125;

/** What an index keeps of one call. */
export function toDocuments(call: IndexableCall): CallDocuments {
  const texts = call.segments.map((segment) => stemmed(textOf(segment)));
  const speakers = new Map(
    call.parties.filter((party) => party.speakerId !== null).map((party) => [party.speakerId, party]),
  );
  const known = call.parties.flatMap(({ personId, isTeammate }) =>
    personId === null ? [] : [{ personId, isTeammate }],
  );
  const positionAt = (index: number) => call.segments[index]?.position ?? index;
  return {
    organizationId: call.organizationId,
    callId: call.callId,
    workspaceId: call.workspaceId,
    isPrivate: call.isPrivate,
    teammateIds: [...new Set(known.filter(({ isTeammate }) => isTeammate).map(({ personId }) => personId))],
    accountIds: call.accountIds,
    personIds: [...new Set(known.map(({ personId }) => personId))],
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
        text: texts[at] ?? '',
        before: lastWords(texts.slice(Math.max(0, at - BEFORE_SEGMENTS), at)),
      };
    }),
    passages: cutPassages(call.segments.map((segment) => wordCount(plainWords(textOf(segment))))).map(
      ({ first, last }) => ({ first: positionAt(first), last: positionAt(last) }),
    ),
  };
}

/**
 * Whole turns of about 250 words, a new one about every 125, in order; every segment stands in at least one. `words` are the segments'
 * lengths, and `first` and `last` places among them.
 */
export function cutPassages(words: readonly number[]): Passage[] {
  const passages: Passage[] = [];
  for (let first = 0; first < words.length; ) {
    const last = lastWithin(words, first, PASSAGE_WORDS);
    // One that ends where the one before it does would only repeat its end.
    if (last > (passages.at(-1)?.last ?? -1)) passages.push({ first, last });
    if (last === words.length - 1) break;
    first = Math.min(last + 1, lastWithin(words, first, PASSAGE_STEP) + 1);
  }
  return passages;
}

/** The first segment, from `first` on, with which the words are `most` or more; the last of all where they stay fewer. */
function lastWithin(words: readonly number[], first: number, most: number): number {
  let sum = 0;
  for (let at = first; at < words.length; at += 1) {
    sum += words[at] ?? 0;
    if (sum >= most) return at;
  }
  return words.length - 1;
}

const wordCount = (plain: string): number => (plain === '' ? 0 : plain.split(' ').length);
const lastWords = (texts: string[]): string =>
  texts.filter(Boolean).join(' ').split(' ').slice(-BEFORE_WORDS).join(' ');
