import { eitherOf, phraseList, wordList } from './word-list.ts';

/** Negating words, and phrases that deny what follows; short forms end in n't. */
const NEGATIONS = eitherOf([
  ...wordList('no not never none nobody nothing neither nor without cannot unable unlikely hardly barely scarcely'),
  ...phraseList('(?:has|have|had|is|are) yet to, anything but, far from, nowhere near'),
]);
const NEGATION = new RegExp(String.raw`\b(?:${NEGATIONS}|[a-z]+n['’]t)\b`, 'i');
/** Verbs of denial without a "not": a missing thing is not there. */
const DENYING_VERBS = wordList('miss(?:es|ing|ed)? lack(?:s|ing|ed)? fail(?:s|ed)? refus(?:es?|ed) den(?:y|ies|ied)');
const DENYING = new RegExp(String.raw`\b${eitherOf(DENYING_VERBS)}\b`, 'i');
/** "We cannot … before …" is a need. */
const CANNOT_BEFORE = /\b(?:cannot|can['’]?t|can not|won['’]t)\b.*\b(?:before|until|unless|without)\b/i;
const NEED = new RegExp(
  String.raw`\b${eitherOf(phraseList('need, requir, must, have to, has to, depend, before, until'))}`,
  'i',
);

/** "Not only … but", "not just": more is said than the next words, and nothing is denied. */
const NOT_ONLY = new RegExp(
  String.raw`\b(?:not|[a-z]+n['’]t) ${eitherOf(wordList('only just merely solely'))}\b`,
  'gi',
);

export const saysNot = (text: string): boolean => NEGATION.test(text.replace(NOT_ONLY, ''));

export const deniesByVerb = (text: string): boolean => DENYING.test(text);

/** Whether a text says one thing cannot come before another: a denial in form only. */
export const isCannotBefore = (text: string): boolean => CANNOT_BEFORE.test(text);

export const saysNeed = (text: string): boolean => NEED.test(text);
