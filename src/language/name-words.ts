import { nameTokens } from './name-text.ts';
import { wordList } from './word-list.ts';

/** Words that begin no name that anyone asks by: looking names up by these would read half of a directory. */
export const IN_NO_NAME: ReadonlySet<string> = new Set(
  wordList(`
    a an the of and or in on at to for with from by did do does is are was were has have had what who which how when why
    we us our they their it
  `),
);
/** Letters that may be an umlaut spelled out: "mueller", "oersted". */
const SPELLED_OUT = /(?<=[aou])e/g;
export const LONGEST_NAME_RUN = 8;
/** What is longer is cut: the store's indexes refuse words of over 2,712 bytes. */
export const MOST_LETTERS = 200;
/** The s of a possessive without its apostrophe: "halvorsens budget". */
export const POSSESSIVE_S = /(?<=[\p{L}\p{N}]{3})(?<!s)s$/u;

/**
 * The words of a text to look names up by, folded as names are in the store (`nameKeysOf`): each run of letters and
 * digits, runs joined across a sign without a space ("O'Reilly": oreilly), umlauts spelled out or not, and without the
 * s of a possessive.
 */
export function nameWordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const isSpelled of [false, true]) {
    const tokens = nameTokens(text, isSpelled);
    for (const [at] of tokens.entries()) {
      let joined = '';
      for (const { word, gap } of tokens.slice(at, at + LONGEST_NAME_RUN)) {
        if (joined !== '' && /\s/.test(gap)) break;
        joined += word;
        words.add(joined.slice(0, MOST_LETTERS));
      }
    }
  }
  const owners = [...words].flatMap((word) =>
    POSSESSIVE_S.test(word) ? [word, word.replace(POSSESSIVE_S, '')] : [word],
  );
  const all = owners.flatMap((word) => [word, word.replace(SPELLED_OUT, '')]);
  return [...new Set(all)].filter((word) => !IN_NO_NAME.has(word));
}
