import { wordsOf } from '../language/words.ts';
import type { Scope } from '../viewer.ts';
import type { ParsedQuery } from './parse-query.ts';
import { saidSpellings } from './said-spellings.ts';
import type { SegmentReader } from './segment-index.ts';

/** Words looked at: a pasted text is no misspelling. */
const MOST_WORDS = 8;

/**
 * A query as typed, with its misspelt plain words as they were said; null without one. Misspelt is a word in no
 * dictionary that nobody in scope said, and that is like a word somebody said.
 */
export async function suggestSpelling(
  index: SegmentReader,
  scope: Scope,
  { words, plainAt }: Pick<ParsedQuery, 'words' | 'plainAt'>,
  typed: string,
): Promise<string | null> {
  const { read } = await saidSpellings(index, scope, words.slice(0, MOST_WORDS));
  if (read.size === 0) return null;
  const corrected = (text: string) =>
    text.replace(/[\p{L}\p{N}'’]+/gu, (word) => read.get(wordsOf(word)[0] ?? '') ?? word);
  let suggested = '';
  let end = 0;
  for (const plain of plainAt) {
    suggested += typed.slice(end, plain.start) + corrected(typed.slice(plain.start, plain.end));
    end = plain.end;
  }
  suggested += typed.slice(end);
  return suggested === typed ? null : suggested;
}
