import type { Sentence } from '../call.ts';

/** A stored quote's place in today's transcript. */
export type QuotePlace =
  /** Word for word at the same time. */
  | { source: 'same' }
  /** The words stand elsewhere or are cut into other sentences. */
  | { source: 'moved'; startMs: number; endMs: number }
  /** The words were edited; `quoteNow` holds the new words. */
  | { source: 'changed'; startMs: number; endMs: number; quoteNow: string }
  | { source: 'gone' };

/** Share of words a new text must have in common with the quote to count as its edited form. */
const LEAST_SHARED = 0.6;

type Stored = { startMs: number; endMs: number; quote: string };

/**
 * Finds a quote again after a new sync of its call. Only words decide, since times and sentence cuts may have changed.
 * Of several places the nearest in time wins. Different words are always reported as `changed`.
 */
export function locateQuote({ startMs, quote }: Stored, sentences: readonly Sentence[]): QuotePlace {
  const wanted = wordsAsSaid(quote);
  const said = sentences.flatMap(({ text }, at) => wordsAsSaid(text).map((word) => ({ word, at })));
  if (wanted.length === 0 || said.length === 0) return { source: 'gone' };
  const starts = said.flatMap(({ word }, start) =>
    word === wanted[0] && wanted.every((other, offset) => said[start + offset]?.word === other) ? [start] : [],
  );
  const places = starts.map((start) => [said[start]?.at ?? 0, said[start + wanted.length - 1]?.at ?? 0] as const);
  const distance = (first: number) => Math.abs((sentences[first]?.startMs ?? 0) - startMs);
  const [nearest] = places.toSorted(([a], [b]) => distance(a) - distance(b));
  if (nearest) {
    const stretch = stretchOf(sentences, ...nearest);
    return stretch.startMs === startMs && stretch.text === quote
      ? { source: 'same' }
      : { source: 'moved', startMs: stretch.startMs, endMs: stretch.endMs };
  }
  return edited(wanted, sentences, distance);
}

/** The sentences with the most words in common, when no place holds the whole quote. */
function edited(
  wanted: readonly string[],
  sentences: readonly Sentence[],
  distance: (first: number) => number,
): QuotePlace {
  const counts = countOf(wanted);
  let best = { shared: 0, first: 0, last: 0 };
  for (let first = 0; first < sentences.length; first += 1) {
    const words: string[] = [];
    for (let last = first; last < sentences.length && words.length < wanted.length * 1.5; last += 1) {
      words.push(...wordsAsSaid(sentences[last]?.text ?? ''));
      const held = countOf(words);
      const both = [...counts].reduce((sum, [word, count]) => sum + Math.min(count, held.get(word) ?? 0), 0);
      const shared = both / Math.max(wanted.length, words.length);
      if (shared > best.shared || (shared === best.shared && shared > 0 && distance(first) < distance(best.first)))
        best = { shared, first, last };
    }
  }
  if (best.shared < LEAST_SHARED) return { source: 'gone' };
  const { startMs, endMs, text } = stretchOf(sentences, best.first, best.last);
  return { source: 'changed', startMs, endMs, quoteNow: text };
}

function stretchOf(sentences: readonly Sentence[], first: number, last: number) {
  const row = sentences.slice(first, last + 1);
  return {
    startMs: row[0]?.startMs ?? 0,
    endMs: Math.max(...row.map((sentence) => sentence.endMs)),
    text: row.map((sentence) => sentence.text).join(' '),
  };
}

/** Words without case and punctuation: a corrected comma leaves a quote in its place. */
const wordsAsSaid = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}%$€£]+(?:['’][\p{L}]+)*/gu) ?? [];

function countOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
