import { eitherOf, phraseList, wordList } from './word-list.ts';

const ALL = eitherOf(
  wordList('all every everybody everyone everything whole entire each both always anyone nobody none'),
);
const EXCEPT = new RegExp(
  String.raw`\b(?:${eitherOf(
    phraseList(
      'except(?:ing)?(?: for)?, excluding, apart from, other than, aside from, with the exception of, save for, leaving out',
    ),
  )}|(?<=\b${ALL}\b[^,.]{0,30})but(?! ${eitherOf(wordList('we i they you not also he she'))}\b))\b(?! (?:that|this|it)\b)\s*([^,.;]{1,60})`,
  'i',
);
/** "…, finance excluded". */
const EXCEPTED_AFTER = /,\s*([^,.;]{1,60}?),? (?:excluded|excepted|aside|notwithstanding)\b/i;
const UNIVERSAL = new RegExp(String.raw`\b(?:${ALL}|complete(?:ly)?|fully)\b`, 'i');
const TELLS = new RegExp(
  String.raw`\b${eitherOf(
    phraseList(
      'except, exclud, apart, other, aside, beyond, besides, but, save, leav, left, only, almost, most, nearly, no, without, on top, in addition, separate, extra',
    ),
  )}`,
  'i',
);

/** What a sentence excepts from what it says; null where nothing. */
export const excepted = (sentence: string): string | null =>
  (EXCEPT.exec(sentence) ?? EXCEPTED_AFTER.exec(sentence))?.[1]?.trim() ?? null;

/** Whether a claim is of all there are. */
export const isOfAll = (claim: string): boolean => UNIVERSAL.test(claim);

const EVERY = new RegExp(String.raw`\b${eitherOf(wordList('all every everybody everyone everything always'))}\b`, 'i');
const NOT_EVERY = /\b(?:not|almost|nearly|hardly) (?:all|every|always)/i;
const SOME = new RegExp(
  String.raw`\b${eitherOf(
    wordList(
      'some few several many most half somebody someone something sometimes occasionally often usually mostly rarely seldom partly',
    ),
  )}\b`,
  'i',
);

/** Whether a claim tells of all, or of always, what a clause says of some, or of sometimes. */
export const isOfMoreThanSaid = (claim: string, clause: string): boolean =>
  EVERY.test(claim) && !NOT_EVERY.test(claim) && !SOME.test(claim) && SOME.test(clause) && !UNIVERSAL.test(clause);

/** Whether a claim passes on that something is excepted, in whatever words. */
export const tellsException = (claim: string): boolean => TELLS.test(claim);
