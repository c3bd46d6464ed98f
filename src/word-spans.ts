/** Scripts that set no space between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese and Tibetan. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'word' });

/** Whether the text has words that no space tells apart. */
export const isUnspaced = (text: string): boolean => UNSPACED.test(text);

/** Where the words of a text stand, in order: between spaces, and where the script sets none as Unicode tells words. */
export function wordSpans(text: string): { start: number; end: number }[] {
  const isMixed = isUnspaced(text);
  return [...text.matchAll(/\S+/g)].flatMap(({ 0: part, index: start }) =>
    isMixed && isUnspaced(part) ? spansIn(part, start) : { start, end: start + part.length },
  );
}

export const countWords = (text: string): number => wordSpans(text).length;

/** Punctuation belongs to the word before it. */
function spansIn(part: string, offset: number): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const { segment, index, isWordLike } of SEGMENTER.segment(part)) {
    const [start, end] = [offset + index, offset + index + segment.length];
    const last = spans.at(-1);
    if (last && !isWordLike) last.end = end;
    else spans.push({ start, end });
  }
  return spans;
}
