import { CALLS, COMPANIES_OR_DEALS } from './calls-and-customers.ts';
import type { CensusOf } from './census-of.ts';
import { asksForCount, asksForList } from './count-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/** The kind of answer a question wants. */
export const QUESTION_TYPES = [
  'said',
  'concerns',
  'list',
  'count',
  'compare',
  'summarize',
  'when',
  'who',
  'changed',
  'figure',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

const PEOPLE = eitherOf(wordList('people persons? contacts? colleagues teammates? reps? speakers?'));
/** Beginnings of words for talking. A bare "use" is left out: "what did customers use" is not about talk. */
const TALKED = eitherOf(
  phraseList(`
    mention, talk, discuss, ask, rais, rose, said, say, complain, brought, bring, refer, told, tell, spoke, speak,
    worr, object, compar, used, use the words?
  `),
);

type Rule = { type: QuestionType; patterns: readonly RegExp[] };

/**
 * Tried in order. "How many seats do they have" asks for a number somebody said; only numbers Colloquy counts are a
 * count.
 */
const RULES: readonly Rule[] = [
  {
    type: 'count',
    patterns: [
      new RegExp(String.raw`\b(?:how many|count(?: of)?|number of) \p{L}+ (?:mentions?|${CALLS})\b`, 'iu'),
      new RegExp(
        String.raw`\bhow many (?:of (?:our|the) )?(?:${COMPANIES_OR_DEALS}|${PEOPLE})\b.{0,30}\b${TALKED}`,
        'iu',
      ),
      new RegExp(String.raw`\bhow many (?:have |had )?${TALKED}`, 'iu'),
    ],
  },
  {
    type: 'list',
    patterns: [
      /\b(?:find|list|show|give)(?: me)? (?:every|all|each)\b/iu,
      new RegExp(String.raw`\bevery (?:mention|time|${CALLS}|place|moment|instance)\b`, 'iu'),
      new RegExp(
        String.raw`\ball (?:the )?(?:mentions|${CALLS}|moments|instances) (?:of|where|in which|that|about|with)\b`,
        'iu',
      ),
      new RegExp(String.raw`\b(?:which|list(?: the)?) (?:of our )?${COMPANIES_OR_DEALS}\b`, 'iu'),
      new RegExp(String.raw`\bwhat ${COMPANIES_OR_DEALS}\b.{0,40}\b${TALKED}`, 'iu'),
      new RegExp(String.raw`\b(?:which|what) ${CALLS}\b.{0,40}\b${TALKED}`, 'iu'),
    ],
  },
  // "What's different compared to June" is no comparison of two things.
  { type: 'changed', patterns: [/\bwhat(?:['’]s| is| has| have)?(?: \w+)? (?:changed|different)\b(?! between\b)/iu] },
  { type: 'compare', patterns: [/\bcompar|\bversus\b|\bvs\b|\bdifferences? between\b/iu] },
  {
    type: 'summarize',
    patterns: [
      /\bsumm?ar|\boverview\b|\brecap\b|\bsum (?:it )?up\b/iu,
      /\b(?:main|key) (?:points|themes|topics|takeaways)\b/iu,
      // Nobody who tells news says "new".
      /^\W*(?:(?:and|so|hi|is|are|there)\W+)*any(?:thing)? (?:new|news)(?= (?:from|with|at|since)\b|\W*$)/iu,
    ],
  },
  { type: 'when', patterns: [/^\W*(?:and )?(?:since )?when\b|\bon (?:what|which) (?:date|day)\b/iu] },
  { type: 'who', patterns: [/^\W*(?:and )?who\b|\bwho (?:said|raised|asked|mentioned|told|brought)\b/iu] },
  {
    type: 'changed',
    patterns: [
      /\bwhat(?:['’]s| has| have| had)?(?: \w+)? (?:changed|new|different)\b/iu,
      /\bhow (?:did|do|does|has|have|is|are)\b.{0,60}\b(?:chang(?:ed?|es|ing)|move[ds]?|shift(?:ed)?|evolv(?:ed?|es|ing)|develop(?:ed|s|ing)?)\b/iu,
      /\b(?:has|have|had)\b.{0,60}\b(?:changed|shifted|evolved|developed|moved)\b/iu,
      /\bdid\b.{0,60}\bchange(?= *(?:$|[?.,;!]|(?:since|after|between|from|over|with|in|during|at)\b))/iu,
      new RegExp(String.raw`\bbetween\b[^.?]{1,60}\b${CALLS}\b`, 'iu'),
      /\bfrom (?:one|the|that|this|our)\b[^.?]{1,40}\bto (?:the (?:next|second|third|last|latest)|this one)\b/iu,
    ],
  },
];

/** Null when no rule fits. */
export const typeOf = (question: string): QuestionType | null =>
  asksForCount(question) ? 'count' : asksForList(question) ? 'list' : typeByRules(question);

const typeByRules = (question: string): QuestionType | null =>
  RULES.find(({ patterns }) => patterns.some((pattern) => pattern.test(question)))?.type ?? null;

/** "What changed?" asks for any change: nobody need have said the word itself. */
export const isChangeWord = (word: string): boolean =>
  /^(?:chang|differ|evolv|new$|mov(?:e[ds]?|ing)$|shifted$|develop(?:s|ed|ing)?$)/.test(word);

const LEANING = new RegExp(
  String.raw`\b${eitherOf(wordList('views? stances? positions? opinions? attitudes? thinking mind minds takes? mood tone'))}` +
    String.raw`(?= +(?:on|of|about|to|towards?|regarding)\b| +(?:ha[sd]|have|chang\w+|evolv\w+|shift\w+)\b|\W*$)`,
  'giu',
);

/** "Did they get more open about it?" */
const GOT_MORE = /\b(?:get|got|become|became|grow|grew|been) (?:more|less) \p{L}+/giu;

/** Without "her view of" and "get more open about": how someone leans is what changes, and nobody says so. */
export const withoutLeaning = (text: string): string =>
  text.replace(LEANING, (words) => ' '.repeat(words.length)).replace(GOT_MORE, (words) => ' '.repeat(words.length));

const NUMBERED_CALLS = new RegExp(
  String.raw`\b(?:both|the (?:last |latest |first )?${eitherOf(wordList('two three four five six'))})(?: of)?(?: \p{L}+)? ${CALLS}\b`,
  'giu',
);

/** Without "the two calls": the number counts the calls compared, and nobody need have said it. */
export const withoutNumberedCalls = (text: string): string =>
  text.replace(NUMBERED_CALLS, (words) => ' '.repeat(words.length));

/** The first fitting entry names the subject of a list or count. */
const CENSUS: readonly { of: CensusOf; pattern: RegExp }[] = [
  {
    of: 'accounts',
    pattern: new RegExp(String.raw`\b(?:which|what|how many|list)(?: \p{L}+)? ${COMPANIES_OR_DEALS}\b`, 'iu'),
  },
  { of: 'people', pattern: new RegExp(String.raw`\b(?:how many|count|number of)(?: \p{L}+)? ${PEOPLE}\b`, 'iu') },
  {
    of: 'calls',
    pattern: new RegExp(
      String.raw`\b(?:which|what|how many|every|each|all|number of|count)(?: of)?(?: \p{L}+)? ${CALLS}\b`,
      'iu',
    ),
  },
];

export const censusOf = (question: string): CensusOf =>
  CENSUS.find(({ pattern }) => pattern.test(question))?.of ?? 'mentions';

/** Whether any of the named subjects will do: "pricing or support". */
export const isOfEither = (question: string): boolean => / or /i.test(question);
