import { textOf } from '../segment.ts';
import type { IndexableCall } from '../store/calls-to-index.ts';
import { countWords } from '../word-spans.ts';

/** A stretch to embed: the segments from position `first` up to and including `last`, with their text. */
export type ChunkText = { first: number; last: number; text: string };

/** A chunk's length in words: a monologue's segment is a chunk, short turns are put together (docs/evaluations.md). */
const CHUNK_WORDS = 120;

/**
 * A call cut into stretches of whole segments, in order; every segment stands in one. The title before the text tells
 * over all calls whose talk it is.
 */
export function toChunks({ title, segments }: Pick<IndexableCall, 'title' | 'segments'>): ChunkText[] {
  const chunks: { first: number; last: number; words: number; texts: string[] }[] = [];
  for (const segment of segments) {
    const text = textOf(segment);
    const words = countWords(text);
    const open = chunks.at(-1);
    if (open && open.words + words <= CHUNK_WORDS) {
      open.last = segment.position;
      open.words += words;
      open.texts.push(text);
    } else chunks.push({ first: segment.position, last: segment.position, words, texts: [text] });
  }
  return chunks.map(({ first, last, texts }) => ({ first, last, text: `${title}. ${texts.join(' ')}` }));
}
