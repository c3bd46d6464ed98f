import { isSaying, NAME_SIGN } from './name-roles.ts';
import { isStopWord } from './stop-words.ts';
import { basesOf } from './word-forms.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/** Words that tell what somebody did or is. `isSpeech`: a verb of speaking, seldom spoken itself. */
export type Predicate = { word: string; isSpeech: boolean };

const HELPER = eitherOf(
  phraseList(
    `did, didn['’]?t, does, doesn['’]?t, do, has, hasn['’]?t, have, had, is, isn['’]?t, are, was, were, will, would, can, could`,
  ),
);
const BETWEEN = eitherOf(
  wordList('ever also already really even just still not yet actually been be going about to ready able'),
);
const NAMES = String.raw`${NAME_SIGN}(?:\s*(?:,|and|or|&|from|at|of|in)\s*${NAME_SIGN})*`;
/** "Did ■ promise to sign", "is ■ still undecided". */
const AFTER_NAME = new RegExp(
  String.raw`\b(?:${HELPER})\s+${NAMES}\s+(?:(?:${BETWEEN})\s+)*([\p{L}'’]+)(?:\s+(?:to|and|or)\s+([\p{L}'’]+))?`,
  'iu',
);
/** "Who replaced ■", "who works at ■". */
const BEFORE_NAME = new RegExp(
  String.raw`^\W*(?:and\s+)?who(?:\s+(?:${BETWEEN}|has|have|had|is|was))*\s+([\p{L}'’]+)\s+(?:(?:for|at|with|by|from|to|in|the)\s+){0,2}${NAMES}`,
  'iu',
);
/** "Everything ■ complained about". */
const ALONE = new RegExp(String.raw`${NAMES}\s+(?:(?:${BETWEEN})\s+)*([\p{L}'’]+)`, 'iu');

/**
 * What a question says of its names, which stand as signs in it: the verb or the state asked for, not a subject of
 * talk. People who apologise need not say "apologise".
 */
export function predicateWords(question: string): Predicate[] {
  const after = AFTER_NAME.exec(question);
  const found = after ? [after[1], after[2]] : [BEFORE_NAME.exec(question)?.[1] ?? speechIn(ALONE.exec(question)?.[1])];
  return found
    .flatMap((word) => (word ? [word.toLowerCase().replace(/['’]/g, '')] : []))
    .filter((word) => !isStopWord(word))
    .map((word) => ({ word, isSpeech: isSpeech(word) }));
}

const isSpeech = (word: string): boolean => [...basesOf(word)].some(isSaying);
const speechIn = (word: string | undefined): string | undefined => (word && isSpeech(word) ? word : undefined);
