/** What kind of answer a question wants. */
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
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

/** What a list or a count is of: every mention, calls, accounts, or people. */
export const CENSUS_OF = ['mentions', 'calls', 'accounts', 'people'] as const;
export type CensusOf = (typeof CENSUS_OF)[number];

const ACCOUNTS = '(?:customers?|accounts?|clients?|compan(?:y|ies)|prospects?|deals?)';
const CALLS = '(?:calls?|conversations?|meetings?|discussions?)';
const PEOPLE = '(?:people|persons?|contacts?|colleagues|teammates?|reps?|speakers?)';
const TALKED =
  '(?:mention|talk|discuss|ask|rais|rose|said|say|complain|brought|bring|refer|told|tell|spoke|speak|worr|object|compar|used|use the words?)';

/** "How many seats do they have" wants a number that was said: only what we count ourselves is a count. */
const COUNT = new RegExp(
  `\\bhow often\\b|\\bhow frequently\\b|\\b(?:how many|count(?: of)?|number of)(?: \\p{L}+)? (?:times|mentions?|${CALLS})\\b|` +
    `\\bhow many (?:of (?:our|the) )?(?:${ACCOUNTS}|${PEOPLE})\\b.{0,30}\\b${TALKED}|\\bhow many (?:have |had )?${TALKED}`,
  'iu',
);
const LIST = new RegExp(
  `\\b(?:find|list|show|give)(?: me)? (?:every|all|each)\\b|\\bevery (?:mention|time|${CALLS}|place|moment|instance)\\b|` +
    `\\ball (?:the )?(?:mentions|${CALLS}|moments|instances) (?:of|where|in which|that|about|with)\\b|\\b(?:which|list(?: the)?|list all) (?:of our )?${ACCOUNTS}\\b|\\bwhat ${ACCOUNTS}\\b.{0,40}\\b${TALKED}|` +
    `\\b(?:which|in which|what) ${CALLS}\\b.{0,40}\\b(?:${TALKED}|came up|come up)`,
  'iu',
);

/** Rules in the order in which they are tried; null where nothing shows what is wanted. */
export function typeOf(question: string): QuestionType | null {
  if (COUNT.test(question)) return 'count';
  if (LIST.test(question)) return 'list';
  if (/\bcompar|\bversus\b|\bvs\b|\bdifferences? between\b/i.test(question)) return 'compare';
  if (
    /\bsumm?ar|\boverview\b|\brecap\b|\bsum (?:it )?up\b|\b(?:main|key) (?:points|themes|topics|takeaways)\b/i.test(
      question,
    )
  )
    return 'summarize';
  if (/^\W*(?:and )?(?:since )?when\b|\bon (?:what|which) (?:date|day)\b/i.test(question)) return 'when';
  if (/^\W*(?:and )?who\b|\bwho (?:said|raised|asked|mentioned|told|brought)\b/i.test(question)) return 'who';
  if (
    /\bwhat(?:['’]s| has| have| had)?(?: \w+)? (?:changed|new|different)\b|\bhow (?:did|has|have)\b.{0,40}\bchanged?\b/i.test(
      question,
    )
  )
    return 'changed';
  return null;
}

/** What is listed or counted: the first noun that says it. */
export function censusOf(question: string): CensusOf {
  if (new RegExp(`\\b(?:which|what|how many|list)(?: \\p{L}+)? ${ACCOUNTS}\\b`, 'iu').test(question)) return 'accounts';
  if (new RegExp(`\\b(?:how many|count|number of)(?: \\p{L}+)? ${PEOPLE}\\b`, 'iu').test(question)) return 'people';
  if (
    new RegExp(`\\b(?:which|what|how many|every|each|all|number of|count)(?: of)?(?: \\p{L}+)? ${CALLS}\\b`, 'iu').test(
      question,
    )
  )
    return 'calls';
  return 'mentions';
}
