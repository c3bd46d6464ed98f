// `npm run check:language` removes the entries of these lists one at a time. For each, a table of phrases must notice.

/** The entries of a list separated by spaces or line breaks. */
export const wordList = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** The entries of a list separated by commas, for entries of several words. */
export const phraseList = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim().replace(/\s+/g, ' '))
    .filter(Boolean);

/** A pattern for any of the entries. */
export const eitherOf = (entries: readonly string[]): string => `(?:${entries.join('|')})`;
