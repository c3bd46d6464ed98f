import { isUnspaced, wordSpans } from '../word-spans.ts';
import { stemOf, type Unstemmed, wordsOf } from './words.ts';

/**
 * Places of the words and whole phrases in the text as shown: spans in UTF-16 units, in order, without overlap.
 * Highlights come from the store's text, so every engine shows the same.
 */
export function findHighlights(
  text: string,
  wanted: { words: readonly Unstemmed[]; phrases?: readonly Unstemmed[] },
): { start: number; end: number }[] {
  const words = new Set(wanted.words.flatMap(wordsOf).map(stemOf));
  const tokens = tokensOf(text).flatMap(({ start, end }) =>
    wordsOf(text.slice(start, end)).map((word) => ({ stem: stemOf(word), start, end })),
  );
  const isMarked = tokens.map(({ stem }) => words.has(stem));
  for (const phrase of wanted.phrases ?? []) {
    const stems = wordsOf(phrase).map(stemOf);
    if (stems.length === 0) continue;
    for (let at = 0; at + stems.length <= tokens.length; at += 1)
      if (stems.every((stem, n) => tokens[at + n]?.stem === stem)) isMarked.fill(true, at, at + stems.length);
  }
  const spans: { start: number; end: number }[] = [];
  for (const [at, { start, end }] of tokens.entries())
    if (isMarked[at] && spans.at(-1)?.start !== start) spans.push({ start, end });
  return spans;
}

/** Letters with what may stand in a word; a picture; and words that no space tells apart. */
const TOKEN = /[\p{L}\p{M}\p{N}\p{Cf}'’ʼ´]+|\p{Extended_Pictographic}/gu;

const tokensOf = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(TOKEN)].flatMap(({ 0: token, index }) =>
    isUnspaced(token)
      ? wordSpans(token).map(({ start, end }) => ({ start: index + start, end: index + end }))
      : { start: index, end: index + token.length },
  );
