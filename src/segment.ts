import type { CallId, Sentence, Side, Turn } from './call.ts';

/** A stretch of one speaker: what search returns and citations point to. `sentences` keep their own times. */
export type Segment = {
  callId: CallId;
  /** From 0, in the order of the call. Together with the call it is the segment's identity. */
  position: number;
  speakerId: string | null;
  startMs: number;
  endMs: number;
  sentences: Sentence[];
};

/** A segment as a reader sees it: with the names that the store joined in. */
export type SpokenSegment = Segment & { speaker: { name: string; side: Side; personId: string | null } };

/** Names one segment within an organization: `callId:position`. */
export const toSegmentId = (segment: { callId: CallId; position: number }): string =>
  `${segment.callId}:${segment.position}`;

/** The words of a segment as a quote gives them: whole sentences joined by one space. */
export const textOf = (segment: { sentences: readonly Sentence[] }): string =>
  segment.sentences.map((sentence) => sentence.text).join(' ');

/**
 * Long enough to hold a thought with its reason, short enough to be read in a glance. 120 words is also the length that the
 * published baselines were measured with (docs/evaluations.md).
 */
export const MAX_WORDS_PER_SEGMENT = 120;

/**
 * Cuts a transcript into segments: consecutive sentences of one speaker, cut at sentence ends so that none passes
 * `maxWords` unless a single sentence does. No sentence is lost, repeated or reordered.
 */
export function cutSegments(callId: CallId, turns: readonly Turn[], maxWords = MAX_WORDS_PER_SEGMENT): Segment[] {
  const segments: Segment[] = [];
  let open: { speakerId: string | null; sentences: Sentence[]; words: number } | undefined;

  const close = () => {
    if (open) segments.push(toSegment(callId, segments.length, open.speakerId, open.sentences));
    open = undefined;
  };

  for (const turn of turns) {
    if (open && open.speakerId !== turn.speakerId) close();
    for (const sentence of turn.sentences) {
      const words = countWords(sentence.text);
      if (open && open.words + words > maxWords) close();
      open ??= { speakerId: turn.speakerId, sentences: [], words: 0 };
      open.sentences.push(sentence);
      open.words += words;
    }
  }
  close();
  return segments;
}

function toSegment(callId: CallId, position: number, speakerId: string | null, sentences: Sentence[]): Segment {
  return {
    callId,
    position,
    speakerId,
    startMs: sentences[0]?.startMs ?? 0,
    endMs: Math.max(...sentences.map((sentence) => sentence.endMs)),
    sentences,
  };
}

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;
