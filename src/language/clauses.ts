import { eitherOf, wordList } from './word-list.ts';

/**
 * Ends of sentences, commas before a word with a new clause, and "and", "but", "because" anywhere. Each begins where a
 * run of blanks does: begun at every blank, a long run would be read as often as it has blanks.
 */
const BETWEEN =
  /(?<=[.!?;])\s+|,\s+(?=(?:and|but|so|because|that|which|it|we|i|they|not)\b)|(?<!\s|\banything)\s+(?=(?:and|but|because)\s)/i;

/** The sentences of a claim or quote, cut at semicolons too. */
export const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?;])\s+/);

/** The clauses of a text. Each may deny by itself: "…, and nobody told us". */
export const clausesOf = (text: string): string[] => text.split(BETWEEN);

const LISTED = new RegExp(
  String.raw`[,:]\s+|(?<!\s)\s+(?=${eitherOf(wordList('and but while whereas against versus or'))}\s)`,
  'i',
);

/** The stretches of a sentence that pair things: "Bergen has 50 seats", "and Oslo 80". */
export const stretchesIn = (sentence: string): string[] => sentence.split(LISTED);

const CONTRASTED = new RegExp(
  String.raw`;\s+|(?:,|(?<![\s,;]))\s+(?=${eitherOf(wordList('whereas while whilst but'))}\s)`,
  'i',
);

/** The parts of a text that set one thing against another: "Acme hopes to grow", "whereas Beacon does not". */
export const contrastsIn = (text: string): string[] => text.split(CONTRASTED);
