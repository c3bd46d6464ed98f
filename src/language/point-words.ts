import { wordList } from './word-list.ts';

/** What a point is of, or what it is like: "price point", "starting point". */
const KINDS = new Set(
  wordList(`
    price starting selling data pain entry exit end access decision turning talking even break-even main key focal
    reference check touch sticking tipping boiling breaking vantage contact
  `),
);

/** Whether a word before "point" makes a thing of it, where "evil point com" would spell an address. */
export const isKindOfPoint = (word: string): boolean => KINDS.has(word.toLowerCase());
