import { eitherOf, phraseList, wordList } from './word-list.ts';

const FILLERS = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’-])(?:${eitherOf(wordList('u+h+m* u+m+ erm? a+h+ mm+ mhm hm+'))}|${eitherOf(
    phraseList('you know, i mean'),
  )})(?![\p{L}\p{N}'’-])`,
  'giu',
);

/** A text with spaces in the place of what people say while they look for words: "uh", "you know". Its length stays. */
export const withoutFillers = (text: string): string => text.replace(FILLERS, (filler) => ' '.repeat(filler.length));
