import { isKnownForm, wordsSpeltLike } from '../language/spelt-like.ts';
import type { Scope } from '../viewer.ts';
import type { SegmentReader } from './segment-index.ts';

/**
 * Of the words those in no dictionary that nobody in scope said, and for each of these the nearest word that somebody
 * said, where there is one. Two looks into the index at most, however many words.
 */
export async function saidSpellings(
  index: SegmentReader,
  scope: Scope,
  words: readonly string[],
): Promise<{ unsaid: string[]; read: ReadonlyMap<string, string> }> {
  const unknown = [...new Set(words)].filter((word) => !isKnownForm(word));
  const known = new Set(unknown.length > 0 ? await index.said(scope, unknown) : []);
  const unsaid = unknown.filter((word) => !known.has(word));
  const likes = new Map(unsaid.map((word) => [word, wordsSpeltLike(word)]));
  const candidates = [...new Set([...likes.values()].flat())];
  const said = new Set(candidates.length > 0 ? await index.said(scope, candidates) : []);
  const read = [...likes].flatMap(([word, like]): [string, string][] => {
    const nearest = like.find((one) => said.has(one));
    return nearest === undefined ? [] : [[word, nearest]];
  });
  return { unsaid, read: new Map(read) };
}
