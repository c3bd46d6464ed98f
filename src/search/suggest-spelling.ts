import { isKnownForm, wordsSpeltLike } from '../language/spelt-like.ts';
import { wordsOf } from '../language/words.ts';
import type { SegmentQuery, SegmentReader } from './segment-index.ts';

/** Words looked at: a pasted text is no misspelling. */
const MOST_WORDS = 8;

/**
 * The text of a query with misspelt words as they were said; null without one. Misspelt is a word in no dictionary that
 * nobody in scope said, and that is like a word somebody said.
 */
export async function suggestSpelling(
  index: SegmentReader,
  { scope, words }: Pick<SegmentQuery, 'scope' | 'words'>,
  text: string,
): Promise<string | null> {
  const isSaid = async (word: string) =>
    (await index.count({ scope, words: [], anyOf: [[word]] }, { atMost: 1, ofCalls: false })).segments > 0;
  const read = new Map<string, string>();
  for (const word of words.slice(0, MOST_WORDS)) {
    if (isKnownForm(word) || (await isSaid(word))) continue;
    for (const like of wordsSpeltLike(word)) {
      if (!(await isSaid(like))) continue;
      read.set(word, like);
      break;
    }
  }
  if (read.size === 0) return null;
  return text.replace(/[\p{L}\p{N}'’]+/gu, (word) => read.get(wordsOf(word)[0] ?? '') ?? word);
}
