import { wordList } from './word-list.ts';
import { type Stem, stemOf, type Unstemmed, wordsOf } from './words.ts';

/** Words that say nothing about the subject of a question. */
const STOP_WORDS = new Set(
  wordList(`
    a about above across after again all along also am among amongst an and any are as at be because been before being
    below between both but by can cannot could did do does doing down during each few for from further get gets give
    given got had has have having he her here hers herself him himself his how i if in into is it its itself just let
    lets like made make many may me might more most much must my myself no nor not of off on once only or other our
    ours ourselves out over own please re same she should since so some something such than that thats the their theirs them
    themselves then there theres these they this those through to too under until up us very was we were what whats
    when where which while who whom whose why will with would yes you your yours yourself yourselves im ive id youre
    theyre weve dont didnt doesnt isnt wasnt cant wont couldnt wouldnt shouldnt arent havent hasnt whos hows w wich n wat abt u ur thx still yet
    gonna gotta wanna
  `),
);

export const isStopWord = (word: Unstemmed): boolean => STOP_WORDS.has(word);

/**
 * The words of a text worth searching for: no stop words, each stem once, at most `most` (a pasted paragraph is no
 * query).
 */
export function contentWords(text: Unstemmed, most = 64): string[] {
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const word of wordsOf(text)) {
    if (isStopWord(word)) continue;
    const stem = stemOf(word);
    if (seen.has(stem)) continue;
    seen.add(stem);
    kept.push(word);
    if (kept.length === most) break;
  }
  return kept;
}

/** The stems of a text without stop words, in order, with repeats. */
export const contentStems = (text: Unstemmed): Stem[] =>
  wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(stemOf);
