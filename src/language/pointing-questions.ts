import { isFaint } from './asking-words.ts';
import { NAME_SIGN } from './name-roles.ts';
import { contentWords } from './stop-words.ts';
import { eitherOf, wordList } from './word-list.ts';
import { stemOf } from './words.ts';

/** "It" that stands for nothing: "is it true that", "how is it going", "what time is it". */
const EMPTY_IT = new RegExp(
  String.raw`\bit ${eitherOf(wordList('true possible clear worth likely fair important necessary'))}\b|` +
    String.raw`\b(?:is it going|time is it|it seems?|make it (?:to|in))\b|\bit (?:is|was) .{1,30} (?:that|who)\b`,
  'giu',
);
const FOLLOWING = eitherOf(
  wordList(`
    is was are were be get got go gone work happen happened too already yet now with to for in on at by up out from as
    again really still cost come change take
  `),
);
const POINTS = new RegExp(
  String.raw`\bit(?:['’]s)?\b(?!['’])|(?<!\b(?:now|like|than) )\b(?:that|this|those|these)(?=\W*$|\s+${FOLLOWING}\b)|(?<!\b(?:is|are|was|were|be|been) )\bthere(?=\W*$)`,
  'iu',
);

/**
 * Whether a question is about something that only the question before names: "is it fixed?", "did we mend that?", "did
 * she go there?". "What does he think of us" has no word of its own either.
 */
export function pointsAtTopic(question: string): boolean {
  if (POINTS.test(question.replace(EMPTY_IT, ' '))) return true;
  const own = contentWords(question);
  return /\b(?:he|she|they|him|her|them)\b/i.test(question) && own.every((word) => isFaint(stemOf(word)));
}

const PRONOUN = /\b(?:he|she|they|him|her|his|them|their)\b/i;

/** The first pronoun for people; null for none. */
export const findPronoun = (question: string): string | null => PRONOUN.exec(question)?.[0] ?? null;

/** Names, as one where they are joined. */
const NAMES = new RegExp(String.raw`${NAME_SIGN}(?:(?:,| and| or) ${NAME_SIGN})*`, 'g');
/** "Tell her", and not "her budget". */
const TOLD = new RegExp(
  String.raw`${NAME_SIGN}.*\b(?:him|them|her(?=\W*$| ${eitherOf(
    wordList('in on at about for from with to back again then last when yet before after or why how what'),
  )}\b))\b`,
  'iu',
);
const DOES = new RegExp(String.raw`\b(?:he|she|they)\b[^${NAME_SIGN}]*${NAME_SIGN}`, 'iu');

/**
 * Whether a pronoun means somebody other than the one whom the question names, who is a sign in it: "what did § tell
 * her". Who does something to somebody is another, so only the question before can name them. With names in two places
 * the pronoun may be either's.
 */
export function pointsAtSomebodyElse(question: string): boolean {
  if ([...question.matchAll(NAMES)].length !== 1) return false;
  return TOLD.test(question) || DOES.test(question);
}
