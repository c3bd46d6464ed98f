import { foldName, type NameToken, nameTokens } from './name-text.ts';
import { IN_NO_NAME, LONGEST_NAME_RUN, MOST_LETTERS } from './name-words.ts';

/** What a store finds a name by. Whatever sets a name sets its keys. */
export type NameKeys = {
  /** Every word, once cut at every sign ("o", "reilly"), once at spaces alone ("oreilly"). */
  nameWords: string[];
  /** The first words by which anyone may begin the name, and its first two letters as `toBeginning` writes them. */
  nameStarts: string[];
};

/** The keys of all names of one account or person. A question's words come from `nameWordsOf`, folded alike. */
export function nameKeysOf(...names: readonly string[]): NameKeys {
  const cuts = names.flatMap((name) => {
    const tokens = nameTokens(name);
    return [joinedWords(tokens, ({ gap }) => gap !== ''), joinedWords(tokens, ({ gap }) => /\s/.test(gap))];
  });
  const starts = cuts.flatMap((words) => words.find((word) => !IN_NO_NAME.has(word)) ?? []);
  const beginnings = [...names.map((name) => foldName(name)), ...starts].map(toBeginning);
  return { nameWords: [...new Set(cuts.flat())], nameStarts: [...new Set([...starts, ...beginnings])] };
}

/** The key of all names that begin with the same two letters; it is the key of no word. */
export const toBeginning = (folded: string): string => `${folded.replaceAll(' ', '').slice(0, 2)}*`;

/** Runs joined as far as nothing cuts them; of a long join only what a text is looked up by. */
function joinedWords(tokens: readonly NameToken[], isCut: (token: NameToken) => boolean): string[] {
  const joins: string[][] = [];
  for (const token of tokens) {
    const join = joins.at(-1);
    if (!join || isCut(token)) joins.push([token.word]);
    else join.push(token.word);
  }
  return joins.map((join) => join.slice(0, LONGEST_NAME_RUN).join('').slice(0, MOST_LETTERS));
}
