import { isKnownWord } from './known-words.ts';
import { wordList } from './word-list.ts';
import { type Stem, stemOf } from './words.ts';

/** Words of a report on others, seldom said by speakers about themselves; each stands for all its forms. */
const REPORTING = new Set(
  wordList(`
    customer client prospect company team speaker caller vendor side people user product software tool solution system
    say said state mention explain tell told ask want need wish expect report note confirm add added describe talk
    discuss point request plan think thought believe feel felt consider find found call meeting conversation currently
    still already due cover make will use take get reason part management analyst
  `).map(stemOf),
);

export const isReporting = (stem: Stem): boolean => REPORTING.has(stem);

const OPENING = new Set(
  wordList(`
    every even since although despite unlike however whereas instead around within besides today overall under per
    another neither either
  `),
);

/** An adverb or verb with the word that it is made of: "Operationally", "Pricing"; in "Italy" and "Beijing" is none. */
const MADE_OF_WORD = /^(\w{4,})(?:ly|ing)$/;

/**
 * Whether a word with a capital only opens a sentence: a joining word, or an adverb or verb made of a word of the
 * dictionary. Nouns may be names there.
 */
export function isOpening(word: string): boolean {
  const small = word.toLowerCase();
  const [, base] = MADE_OF_WORD.exec(small) ?? [];
  const isMade = base !== undefined && isKnownWord(small) && (isKnownWord(base) || isKnownWord(`${base}e`));
  return OPENING.has(small) || isMade;
}
