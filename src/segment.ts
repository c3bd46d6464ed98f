import { z } from 'zod';
import { type CallId, callIdSchema, type Sentence, sentenceSchema, type Turn, toCallId } from './call.ts';
import { speakerSchema } from './citation.ts';
import { countWords } from './word-spans.ts';

/** A stretch of a single speaker: the unit of search and of citations. `sentences` keep their own times. */
const segmentSchema = z.object({
  callId: callIdSchema,
  /** From 0, in the order of the call. Together with the call it is the segment's identity. */
  position: z.number(),
  speakerId: z.string().nullable(),
  startMs: z.number(),
  endMs: z.number(),
  sentences: z.array(sentenceSchema),
});
export type Segment = z.infer<typeof segmentSchema>;

/** A segment for readers, with the names joined in by the store. */
export const spokenSegmentSchema = segmentSchema.extend({
  speaker: speakerSchema.extend({ personId: z.string().nullable() }),
});
export type SpokenSegment = z.infer<typeof spokenSegmentSchema>;

/** Names one segment within an organization: `callId:position`. */
export const toSegmentId = (segment: { callId: CallId; position: number }): string =>
  `${segment.callId}:${segment.position}`;

/** The call of a segment's id. */
export const callIdOf = (segmentId: string): CallId => toCallId(segmentId.slice(0, segmentId.lastIndexOf(':')));

/** A segment's words in the form of a quote: whole sentences joined by one space. */
export const textOf = (segment: { sentences: readonly Sentence[] }): string =>
  segment.sentences.map((sentence) => sentence.text).join(' ');

/**
 * Long enough for a thought with its reason, short enough to read at a glance. The published baselines were measured
 * with 120 words too (docs/evaluations.md).
 */
export const MAX_WORDS_PER_SEGMENT = 120;
/** Far beyond what words take, so that it cuts only what nobody speaks. */
export const MOST_LETTERS_PER_SEGMENT = 4000;

/**
 * Cuts a transcript into segments: consecutive sentences of one speaker, cut at sentence ends. No segment passes
 * `maxWords` or the most letters, unless a single sentence does. No sentence is lost, repeated or reordered.
 */
export function cutSegments(callId: CallId, turns: readonly Turn[], maxWords = MAX_WORDS_PER_SEGMENT): Segment[] {
  const segments: Segment[] = [];
  let open: { speakerId: string | null; sentences: Sentence[]; words: number; letters: number } | undefined;

  const close = () => {
    if (open) segments.push(toSegment(callId, segments.length, open.speakerId, open.sentences));
    open = undefined;
  };

  for (const turn of turns) {
    if (open && open.speakerId !== turn.speakerId) close();
    for (const sentence of turn.sentences) {
      const words = countWords(sentence.text);
      const letters = sentence.text.length;
      if (open && (open.words + words > maxWords || open.letters + letters > MOST_LETTERS_PER_SEGMENT)) close();
      open ??= { speakerId: turn.speakerId, sentences: [], words: 0, letters: 0 };
      open.sentences.push(sentence);
      open.words += words;
      open.letters += letters;
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
