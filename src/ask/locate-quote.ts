import type { Sentence } from '../call.ts';

/** Where a stored quote stands in a transcript of today. */
export type QuotePlace =
  /** Word for word where it was. */
  | { source: 'same' }
  /** Its words stand elsewhere, or are cut into other sentences. */
  | { source: 'moved'; startMs: number; endMs: number }
  /** Its words were edited: what stands there now. */
  | { source: 'changed'; startMs: number; endMs: number; quoteNow: string }
  | { source: 'gone' };

/** What stands there now must share so many of the quote's words, to be shown as its edited form. */
const LEAST_SHARED = 0.6;

type Stored = { startMs: number; endMs: number; quote: string };

/**
 * Finds a quote again after its call was synced anew: by its words alone, since times and the cut into sentences may have changed. Of several places the nearest in
 * time. Never answers other words without saying that they are others.
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

/** The row of sentences that shares most words with a quote of which none holds all. */
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

/** Words as they were said, with case and punctuation away: a transcript's correction of a comma leaves a quote in its place. */
const wordsAsSaid = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}%$€£]+(?:['’][\p{L}]+)*/gu) ?? [];

function countOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
