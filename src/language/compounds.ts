import { isAskingWord } from './asking-words.ts';
import { isKnownWord } from './known-words.ts';
import { isStopWord } from './stop-words.ts';
import { basesOf } from './word-forms.ts';
import { eitherOf, wordList } from './word-list.ts';
import { wordsOf } from './words.ts';

/** Another spelling of words that stand together. `of` are the words of the text replaced by it. */
export type Spelling = { text: string; of: string };

/** The second part of a compound made of a verb: "set up", "log in". */
const PARTICLES = new Set(wordList('up in out on around'));
const SHORTEST_PART = 3;

/** "E-mail", "x-ray": one letter is no word. */
const LONE_LETTER = /(?<![\p{L}\p{N}-])(\p{L})-(?=\p{L}{3})/gu;

/** The text with a lone letter joined to the word that it stands before: "e-mail" is "email". */
export const withoutLoneLetters = (text: string): string => text.replace(LONE_LETTER, '$1');

/**
 * Other spellings of the compounds in a text: apart where it has them as one ("setup": "set up"), as one where it has
 * them apart or with a hyphen ("roll-out": "rollout").
 */
export function otherSpellings(text: string): Spelling[] {
  const spellings = new Map<string, Spelling>();
  const add = (spelling: Spelling) => spellings.set(`${spelling.text}, ${spelling.of}`, spelling);
  const parts = [...text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu)].map(([part]) => part);
  for (const [at, word] of parts.entries()) {
    const [first = '', ...others] = wordsOf(word);
    if (first === '' || others.length > 0) continue;
    if (!isEmpty(first)) for (const apart of spellingsApart(first)) add({ text: apart, of: first });
    const [second = ''] = wordsOf(parts[at + 2] ?? '');
    const between = parts[at + 1] ?? '';
    if (second === '' || !/^[ -]$/.test(between) || (isEmpty(first) && isEmpty(second))) continue;
    const isOne = between === '-' || PARTICLES.has(second) || isKnownWord(first + second);
    if (isOne) add({ text: first + second, of: `${first} ${second}` });
  }
  return [...spellings.values()];
}

/** What makes another word of a verb: a sign-on is no signing. */
const OTHER_WORD = eitherOf(wordList('on in up off out over by down back'));
const COMPOUND = new RegExp(String.raw`(?<![\p{L}\p{N}-])(\p{L}{2,})-(${OTHER_WORD})(?![\p{L}\p{N}-])`, 'giu');

/**
 * The text with a verb joined to the particle that makes another word of it ("single signon"), unless the question has
 * both: who asks whether somebody signed asks for no sign-on.
 */
export function withCompounds(text: string, question: string): string {
  return text.replace(COMPOUND, (written: string, verb: string, particle: string) => {
    const bases = basesOf(verb.toLowerCase());
    const words = wordsOf(question);
    const isAsked = words.some(
      (word, at) =>
        word === `${verb}${particle}`.toLowerCase() ||
        (words[at + 1] === particle.toLowerCase() && [...basesOf(word)].some((base) => bases.has(base))),
    );
    return isAsked ? written : verb + particle;
  });
}

/** What stands before or after a hyphen and names nothing itself: nobody need have said "based" of "seat-based". */
const BEFORE = eitherOf(wordList('per multi pre cross inter intra non semi'));
const AFTER = eitherOf(wordList('based related driven specific oriented wide style'));
/** "They are based near Oslo", "people based in Oslo": where they are is what is asked. */
const BEING = eitherOf(wordList('is are was were'));
const PLACING = eitherOf(wordList('in on at near out'));
const SHAPING = new RegExp(
  String.raw`(?<![\p{L}\p{N}-])${BEFORE}(?=-\p{L})|(?<![\p{L}\p{N}-])per(?= \p{L})|` +
    String.raw`(?<=[\p{L}\p{N}]-)${AFTER}(?![\p{L}\p{N}-])|` +
    String.raw`(?<=\p{L} )(?<!\b${BEING} )based(?= (?!${PLACING}\b)\p{L})`,
  'giu',
);

/** The words of a text that only give another word its form: "multi" of "multi-year", "based" of "seat-based". */
export const shapingWords = (text: string): string[] => [...text.matchAll(SHAPING)].flatMap(([word]) => wordsOf(word));

/** Words that name nothing have no other spelling worth a search. */
const isEmpty = (word: string): boolean => isStopWord(word) || isAskingWord(word);

/** No two words are as long; each cut of what is longer would be looked up as a whole. */
const LONGEST_COMPOUND = 40;

function spellingsApart(word: string): string[] {
  if (word.length > LONGEST_COMPOUND || !/^\p{L}+$/u.test(word)) return [];
  const cuts = Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => at + 1);
  return cuts.flatMap((cut) => {
    const [first, second] = [word.slice(0, cut), word.slice(cut)];
    const isApart =
      (cut === 1 && /^[ex]/.test(word) && isForm(second)) ||
      (cut > 1 && isKnownWord(first) && PARTICLES.has(second.replace(/s$/, ''))) ||
      (cut >= SHORTEST_PART && second.length >= SHORTEST_PART && isKnownWord(first) && isForm(second));
    return isApart ? [`${first} ${second}`] : [];
  });
}
const isForm = (word: string): boolean => [...basesOf(word)].some(isKnownWord);
