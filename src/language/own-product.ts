import { eitherOf, wordList } from './word-list.ts';
import { wordsOf } from './words.ts';

/** What a vendor's people call what they sell, when they speak among themselves. */
const WORDS = wordList('products? software tools? apps? applications? platform systems? solutions? services? offering');
/** "Our product", "our new planning software": up to two words between. */
const OURS = new RegExp(
  String.raw`(?<![\p{L}\p{N}])our (?:[\p{L}\p{N}-]+ ){0,2}?(${eitherOf(WORDS)})(?![\p{L}\p{N}-])`,
  'giu',
);

/** The words by which a question means the asker's own product: who speaks of it has no need to say them. */
export const ownProductWords = (question: string): string[] =>
  [...question.matchAll(OURS)].flatMap(([, word = '']) => wordsOf(word));
