import type { Sentence, Turn } from '../call.ts';
import { MAX_WORDS_PER_SEGMENT } from '../segment.ts';
import { wordSpans } from '../word-spans.ts';
import { clausesOf } from './clauses.ts';

/** Words of a piece: what a speaker says in a breath or two, and a reader takes in at a glance. */
const WORDS_PER_PIECE = 40;
/** Longer words count as several and may be cut apart: a text without a blank is to be no sentence without an end. */
const LETTERS_PER_WORD = 50;
/** A word before a pause, in any script. */
const BEFORE_PAUSE = /[.,;:!?、，；：。！？]$/u;

/**
 * Turns whose sentences are short enough to be cited. Transcripts without punctuation hold sentences of thousands of
 * words; such a sentence is cut before clauses, else after pauses, else between words. A piece takes its share of the
 * time.
 */
export const cutSentences = (turns: readonly Turn[]): Turn[] =>
  turns.map((turn) => ({ ...turn, sentences: turn.sentences.flatMap(cutSentence) }));

function cutSentence(sentence: Sentence): Sentence[] {
  const { startMs, endMs, text } = sentence;
  if (text.length <= MAX_WORDS_PER_SEGMENT) return [sentence];
  const words = wordSpans(text).flatMap(apart);
  if (words.length <= MAX_WORDS_PER_SEGMENT) return [sentence];
  const positionAt = (offset: number) => startMs + Math.round(((endMs - startMs) * offset) / text.length);
  const cuts = findCuts(text, words);
  return cuts.map((first, n) => {
    const next = words[cuts[n + 1] ?? words.length]?.start ?? text.length;
    const start = n === 0 ? 0 : (words[first]?.start ?? 0);
    return { startMs: positionAt(start), endMs: positionAt(next), text: text.slice(start, next).trim() };
  });
}

const apart = ({ start, end }: { start: number; end: number }): { start: number; end: number }[] =>
  Array.from({ length: Math.ceil((end - start) / LETTERS_PER_WORD) }, (_, n) => ({
    start: start + n * LETTERS_PER_WORD,
    end: Math.min(end, start + (n + 1) * LETTERS_PER_WORD),
  }));

/** The first words of the pieces, as indexes into `words`: each piece as long as it may be, up to its best end. */
function findCuts(text: string, words: readonly { start: number; end: number }[]): number[] {
  const clauses = new Set(startsOf(text, clausesOf(text)));
  const isClause = (at: number) => clauses.has(words[at]?.start ?? -1);
  const isAfterPause = (at: number) => {
    const before = words[at - 1];
    return before !== undefined && BEFORE_PAUSE.test(text.slice(before.start, before.end));
  };
  const cuts = [0];
  for (let first = 0; words.length - first > WORDS_PER_PIECE; ) {
    const ends = Array.from({ length: WORDS_PER_PIECE }, (_, n) => first + WORDS_PER_PIECE - n);
    first = ends.find(isClause) ?? ends.find(isAfterPause) ?? first + WORDS_PER_PIECE;
    cuts.push(first);
  }
  return cuts;
}

function startsOf(text: string, parts: readonly string[]): number[] {
  let after = 0;
  return parts.map((part) => {
    const start = text.indexOf(part, after);
    after = start + part.length;
    return start;
  });
}
