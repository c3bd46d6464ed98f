/** Places in a text: `end` is behind the last character. */
export type Span = { start: number; end: number };

/** The text with spaces in place of the spans, so that every other place stays where it is. */
export const blankSpans = (text: string, spans: Iterable<Span>): string => {
  let left = text;
  for (const { start, end } of spans) left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
  return left;
};
