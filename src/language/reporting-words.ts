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

/** Adjectives that open a sentence without a "the". */
const ADJECTIVES = new Set(
  wordList(
    'strong weak high low new old good bad big small large long short early late slow fast full free more most many some several',
  ),
);
/** Endings of words for what is done, had or thought: names seldom have them. */
const ABSTRACT = /(?:ment|tion|sion|ity|ness|ance|ence|ship|ism|ical|ful|less|able|ive)s?$/;

/** An adverb or verb with the word that it is made of: "Operationally", "Pricing"; in "Italy" and "Beijing" is none. */
const MADE_OF_WORD = /^(\w{4,})(?:ly|ing)$/;

/**
 * Whether a word with a capital only opens a sentence: a joining word, or an adverb or verb made of a word of the
 * dictionary, an adjective, a plural, or a noun for what is done or had. Other nouns may be names there.
 */
export function isOpening(word: string): boolean {
  const small = word.toLowerCase();
  const [, base] = MADE_OF_WORD.exec(small) ?? [];
  const isMade = base !== undefined && isKnownWord(small) && (isKnownWord(base) || isKnownWord(`${base}e`));
  const one = small.replace(/s$/, '');
  const isPlural = one !== small && one.length >= 4 && !one.endsWith('s') && isKnownWord(one);
  const isAbstract = ABSTRACT.test(small) && (isKnownWord(small) || isKnownWord(one));
  return OPENING.has(small) || ADJECTIVES.has(small) || isMade || isPlural || isAbstract;
}
