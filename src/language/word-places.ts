import lemmatize from 'wink-lemmatizer';
import { isKnownWord } from './known-words.ts';
import { otherwiseAdjective, standsAsNoun } from './noun-or-adjective.ts';
import { irregularFormsOf } from './word-forms.ts';
import { stemmed, type Unstemmed, wordsOf } from './words.ts';

/**
 * Places of any of the phrases in a text: spans in UTF-16 units, in order, none within another. A word stands in any
 * grammatical form ("nurse" in "nurses"). A derived word is another word: "expensive" is no form of "expense", although
 * both have one stem; nor is "fine" in "that is fine" one of "fines".
 */
export function placesOf(text: string, phrases: readonly Unstemmed[]): { start: number; end: number }[] {
  const tokens = [...text.matchAll(/[\p{L}\p{M}\p{N}'’]+/gu)].flatMap((match) =>
    wordsOf(match[0]).map((word) => ({ word, start: match.index, end: match.index + match[0].length })),
  );
  // The longest phrase is tried first, so "order" within "order form" is no second place.
  const wanted = phrases.map((phrase) => wordsOf(phrase)).filter((words) => words.length > 0);
  wanted.sort((a, b) => b.length - a.length);
  const places: { start: number; end: number }[] = [];
  const isNextTo = (at: number) => text.slice(tokens[at]?.end, tokens[at + 1]?.start) === ' ';
  const isSameNoun = (at: number, word: string): boolean => {
    const other = otherwiseAdjective(word);
    if (other === null || tokens[at]?.word === word) return true;
    const after = isNextTo(at) ? (tokens[at + 1]?.word ?? '') : '';
    return tokens[at]?.word === other && standsAsNoun({ before: tokens[at - 1]?.word ?? '', after });
  };
  for (let at = 0; at < tokens.length; ) {
    const found = wanted.find((words) =>
      words.every((word, n) => {
        const token = tokens[at + n];
        return token !== undefined && isFormOf(token.word, word) && isSameNoun(at + n, word);
      }),
    );
    const [first, last] = [tokens[at], found && tokens[at + found.length - 1]];
    if (first && last) places.push({ start: first.start, end: last.end });
    at += found?.length ?? 1;
  }
  return places;
}

/**
 * Whether a spoken word is a form of the word asked for. A word of the dictionary stands for itself and its own forms:
 * "training" is a word, and "trained" no form of it. Any other stands for its bases' forms, as "nurses" for "nurse".
 */
const isFormOf = (said: string, asked: string): boolean =>
  said === asked ||
  (isKnownWord(asked) ? formBasesOf(said).has(asked) : !formBasesOf(said).isDisjointFrom(formBasesOf(asked)));

const MOST_CACHED_WORDS = 100_000;
const bases = new Map<string, ReadonlySet<string>>();

/** The word's bases as noun and verb. An adjective's base is left out: "better" is no mention of "good". */
function formBasesOf(word: string): ReadonlySet<string> {
  const known = bases.get(word);
  if (known) return known;
  if (bases.size >= MOST_CACHED_WORDS) bases.clear();
  const found = new Set([word, lemmatize.noun(word), lemmatize.verb(word)]);
  // Names and new words are in no dictionary, and have a plural all the same.
  if (found.size === 1 && /[^su]s$/.test(word) && word.length > 4) found.add(word.slice(0, -1));
  bases.set(word, found);
  return found;
}

/** A phrase of several irregular words has many spellings; further ones are left out. */
const MOST_SPELLINGS = 48;

/**
 * The phrase in other forms, each with stems of its own, for an index that holds stems: "ran" besides "run".
 * No place of the phrase is missed by an index asked for all of them; `placesOf` tells which ones are places.
 */
export function spellingsOf(phrase: Unstemmed): string[] {
  const perWord = wordsOf(phrase).map((word) => distinct([word, ...formsOf(word)]));
  let spellings = [''];
  for (const forms of perWord)
    spellings = spellings.flatMap((start) => forms.map((form) => `${start} ${form}`.trim())).slice(0, MOST_SPELLINGS);
  return distinct(spellings);
}

const distinct = (texts: readonly string[]): string[] => [
  ...new Map(texts.toReversed().map((text) => [stemmed(text), text])).values().toArray().toReversed(),
];

/** All forms of the word's bases, as far as they are forms of the word again. */
const formsOf = (word: string): string[] =>
  [...formBasesOf(word)]
    .flatMap((base) => [base, ...irregularFormsOf(base), ...regularFormsOf(base)])
    .filter((form) => isFormOf(form, word));

const regularFormsOf = (base: string): string[] => {
  const short = base.replace(/[ey]$/, '');
  const doubled = base + (base.at(-1) ?? '');
  return ['s', 'es', 'ed', 'ing']
    .flatMap((ending) => [base + ending, short + ending, doubled + ending])
    .concat(`${short}ies`, `${short}ied`, `${base}d`);
};
