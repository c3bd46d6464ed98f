import { CALLS, COMPANIES_OR_DEALS, CUSTOMER } from './calls-and-customers.ts';
import type { CensusOf } from './census-of.ts';
import { isKnownWord } from './known-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/** Stand for the names in a question, so that its grammar can be read: "how often did ■ say". */
export const NAME_SIGNS = { account: '\uE000', person: '\uE001' } as const;
const { account: ACCOUNT, person: PERSON } = NAME_SIGNS;
/** Stands for the words that name one call ("on the last call"). */
export const CALL_SIGN = '\uE003';

/**
 * Whether a name between these words is itself what was said: "how often was ■ mentioned". In "has ■ ever mentioned
 * Tempova" the name is the speaker: only a passive ("has ■ been mentioned") or "come up" tells of the name.
 */
export const isNameSaid = (before: string, after: string): boolean =>
  isQuoted(before, after) ||
  LEADS_TO_NAME.test(before) ||
  NAME_IS_SAID.some((one) => one.before.test(before) && one.after.test(after));
/** A name in quotes is a word. */
const isQuoted = (before: string, after: string): boolean => /["“]$/.test(before) && /^["”]/.test(after);
const LEADS_TO_NAME = /\b(?:mentions? of|mention(?:s|ed)?|naming|named|say|said|the (?:name|word)) $/i;
const SO_FAR = '(?:ever|never|also|already|even|actually|yet)';
const WAS_SAID = '(?:mentioned|named|brought up|talked about|discussed|raised|said)';
const NAME_IS_SAID: readonly { before: RegExp; after: RegExp }[] = [
  { before: /\b(?:is|was|were|are) $/i, after: new RegExp(`^ (?:${SO_FAR} )*(?:being )?${WAS_SAID}\\b`, 'i') },
  {
    before: /\b(?:has|have|had|did|does|do|often|times) $/i,
    after: new RegExp(`^ (?:${SO_FAR} )*(?:(?:been|gets?|got) (?:${SO_FAR} )*${WAS_SAID}|c[oa]mes? up)\\b`, 'i'),
  },
  // "How often Acme mentioned": nothing follows that it could have mentioned.
  {
    before: /\b(?:often|times) $/i,
    after: new RegExp(`^ ${WAS_SAID}(?=\\W*$| (?:by|in|on|with|during|since|last|this|from)\\b)`, 'i'),
  },
];

/** What a question for a number of mentions says beside the words to count. */
export type CountWords = {
  /** Null where the question names no unit, as in "how often". */
  of: CensusOf | null;
  /** Whose words count; null: everybody's. */
  side: 'customer' | 'us' | null;
  /** Whether a verb or noun of saying leads to the words. Without one the question describes what was said. */
  isOfWords: boolean;
  /** The question with bars in place of all words of counting and saying. */
  rest: string;
};

const TIMES = eitherOf(wordList('times? mentions? occurrences? instances?'));
const PEOPLE = eitherOf(
  wordList('people persons? ppl contacts? colleagues? teammates? reps? speakers? participants? folks'),
);
const UNITS: readonly (readonly [of: CensusOf, nouns: string])[] = [
  ['mentions', TIMES],
  ['calls', CALLS],
  ['accounts', COMPANIES_OR_DEALS],
  ['people', PEOPLE],
];

const BETWEEN = String.raw`(?:(?:of|the|our|your|their|all|these|those|different|diff|distinct|separate|unique|other|individual) ){0,4}`;
/** Words that ask for a number or for all. */
const HOW_MANY = String.raw`(?:how many|(?:total )?(?:number|count|tally|frequency)(?: up)?|total)`;
const WHICH = String.raw`(?:which|what|whose|list|(?<!\b(?:across|in|on|over|of|from|for|with) )(?:every|each|all))`;
const HOW_OFTEN = String.raw`how (?:often|frequently|regularly)`;
const WORD = String.raw`(?:words?|terms?|phrases?|name|expression)`;
/** Verbs of saying with the preposition before what is said. */
const SAYING = eitherOf(
  phraseList(String.raw`
    mention\p{L}*, (?:bring(?:s|ing)?|brought)(?: up)?, (?:c[ao]mes?|coming) up, say(?:s|ing)?, said,
    (?:talk\p{L}*|speak\p{L}*|spoken?) (?:about|of|on), rais(?:e[sd]?|ing), nam(?:e[sd]?|ing)(?! \p{L}+ing),
    us(?:e[sd]?|ing), contain(?:s|ed|ing)?, includ(?:e[sd]?|ing), refer(?!ral)\p{L}* to, discuss(?:e[sd]|ing)?,
    touch\p{L}* (?:up)?on, hear(?:d|s|ing)?, ask\p{L}* about, complain(?:s|ed|ing)? about
  `),
);
/** Verbs of saying, each with the preposition before what is said. */
export const saidWords = SAYING;

/** Nouns that lead to what was said: "calls about", "mentions of", "calls with the word". */
const NAMING_NOUN = String.raw`(?:${CALLS} (?:about|of|on|concerning|regarding)|the ${WORD}|occurrences?|instances?)`;

const OUR_PEOPLE = String.raw`our (?:people|team|side|reps?|colleagues?|teammates?)`;
const OURS = String.raw`(?:we|${OUR_PEOPLE}|us)`;
const THEIRS = String.raw`(?:${CUSTOMER}s?(?: side)?|they|${ACCOUNT}(?:['’]s?)?(?: (?:people|team|side))?)`;
const ADVERBS = String.raw`(?:\p{L}+ly |ever |also |all |already |so far ){0,2}`;

const pattern = (text: string): RegExp => new RegExp(text, 'iu');

/** "Did customers ever say", "has ■ brought up", "we mentioned", "used by ■'s people", "customers naming". */
const PERFECT = String.raw`(?:(?:has|have|had|did) )?`;
const DETERMINER = '(?:(?:the|any|our|an?) )?';
const NOT_GOVERNED = String.raw`(?<!\b(?:to|with|for|from|at|on|of) ${DETERMINER})`;
const saidBy = (who: string): RegExp => {
  const says = String.raw`${NOT_GOVERNED}${who} ${ADVERBS}${PERFECT}${ADVERBS}${SAYING}`;
  const by = String.raw`(?:by|(?<!${CALLS} )from) ${DETERMINER}${who}(?![\p{L}\p{N}])`;
  return pattern(String.raw`(?<![\p{L}\p{N}])(?:${says}|${by})`);
};
const BY_US = saidBy(OURS);
const BY_THEM = saidBy(THEIRS);
const ON_OUR_SIDE = pattern(String.raw`\b(?:of|on) ${OUR_PEOPLE}\b`);
const ON_THEIR_SIDE = pattern(
  String.raw`\bat the ${CUSTOMER}\b|\bthe ${CUSTOMER}['’s]* side\b|` +
    String.raw`\b(?:who|anyone|anybody|someone|people) at ${ACCOUNT}`,
);
/** The counted customers are the ones who speak. */
const CUSTOMERS_SAY = pattern(
  String.raw`\b(?:${HOW_MANY}|which|what) ${BETWEEN}${COMPANIES_OR_DEALS} ${ADVERBS}(?:(?:has|have|had|did|that|who) ){0,2}${ADVERBS}${SAYING}`,
);

/** Who complains of something, or asks about it, need not say the question's words: moments tell, and no count. */
const OF_MEANING = eitherOf(wordList('complain ask rais'));
const ANY_EVER = pattern(
  String.raw`^\W*(?:(?:has|have|did|does|do|was|were|is)\b.{0,60}?\b(?:ever|anyone|anybody|someone|somebody)\b(?:(?!\b${OF_MEANING}).){0,30}?\b(?!${OF_MEANING})(?:${SAYING})|any mentions? (?:of|about)\b)`,
);
const EVER_SAID = pattern(String.raw`\bever (?:been )?${SAYING}`);
const WHO_SAID = pattern(
  String.raw`^\W*(?:and )?(?:(?:please )?(?:do we know|tell me) )?who(?: (?:on|at|from) \S+(?: \S+){0,2})?(?: (?:has|have|had|else|all|ever|first)){0,2} (?:mention(?:s|ed)?|brought up|said|says|(?:talked|spoke) (?:about|of)|named|used)\b`,
);
const COUNTS = [
  pattern(String.raw`\b${HOW_OFTEN}\b`),
  pattern(
    String.raw`(?<!\p{L})${HOW_MANY} ${BETWEEN}(?:${COMPANIES_OR_DEALS}|${PEOPLE})\b.{0,40}?(?<!\p{L})${SAYING}(?!\p{L})`,
  ),
  pattern(String.raw`\b${HOW_MANY} ${BETWEEN}(?:${TIMES}|${CALLS})\b`),
  pattern(String.raw`^\W*(?:total )?(?:${TIMES}) of\b`),
  pattern(String.raw`\b(?:number|frequency|count) of (?:(?:the )?${WORD}\b|["“])`),
  ANY_EVER,
  EVER_SAID,
];

/** Whether the question asks how often something was said, or whether it ever was. */
export function asksForCount(question: string): boolean {
  const text = withoutSlips(question);
  return COUNTS.some((one) => one.test(text));
}

const WHICH_SAID = pattern(
  String.raw`\b(?:which|what) ${BETWEEN}(?:${CALLS}|${COMPANIES_OR_DEALS}|${PEOPLE})\b.{0,40}?(?<!\p{L})${SAYING}(?!\p{L})`,
);

const WHICH_OF_THOSE = pattern(
  String.raw`^\W*(?:and )?(?:which|who|how many)(?: ones)? of (?:those|these|them)\b.{0,40}?(?<!\p{L})${SAYING}(?!\p{L})`,
);

/** Whether the question asks which calls, customers or people, or which of those, say some words. */
export const asksForList = (question: string): boolean =>
  [WHICH_SAID, WHICH_OF_THOSE].some((one) => one.test(withoutSlips(question)));

/** Whether the question asks who said some words: the people are counted. */
export const asksWhoSaid = (question: string): boolean => WHO_SAID.test(question);

/** Point at words instead of naming them, or begin what is said of somebody, or to whom. */
const POINTING = eitherOf(
  wordList(`
    it that this so them those these what which anything something everything nothing us i you he she we they to in on at
    during when since with from for by as
  `),
);
/** What follows an uttered word, if anything: to whom, where and when. */
const BEHIND = String.raw`(?=\W*$|\s+(?:to|in|on|at|during|when|since|with|from|for|by|as)(?!\p{L}))`;
const UTTERED = [
  pattern(String.raw`(?<!\p{L})(?:say(?:s|ing)?|said)\s+(?!${POINTING}(?!\p{L}))(\p{L}+(?:\s+\p{L}+){0,2}?)${BEHIND}`),
  pattern(String.raw`(?<!\p{L})(?:is|was|were|are)\s+(?!${POINTING}(?!\p{L}))(\p{L}+(?:\s+\p{L}+)?)\s+said(?!\p{L})`),
];

/** The words that somebody says who says "no" or "thank you": they mean little, and can be counted as spoken. */
export const utteranceIn = (question: string): string | null =>
  UTTERED.map((one) => one.exec(question)?.[1]).find((words) => words !== undefined) ?? null;

/** "Did they mention it", "was it ever brought up", "does that come up": what is counted is only pointed at. */
const POINTER = '(it|this|that|these|those|them)';
const POINTED_AT = [
  pattern(String.raw`(?<!\p{L})(?:${SAYING}|talk\p{L}* about)\s+${POINTER}(?:\s+up)?${BEHIND}`),
  pattern(
    String.raw`(?<!\p{L})(?:is|are|was|were|do|does|did|has|have|had)\s+${POINTER}\s+(?:(?:ever|also|been|being|get|got|gets)\s+)*${SAYING}${BEHIND}`,
  ),
];

/** The word of a count that points at what was counted instead of naming it; null for none. */
export const pointedAtIn = (question: string): string | null => {
  const text = withoutSlips(question);
  return POINTED_AT.map((one) => one.exec(text)?.[1]?.toLowerCase()).find((word) => word !== undefined) ?? null;
};

const OF_WORDS = pattern(String.raw`(?<!\p{L})(?:say(?:s|ing)?|said|mention\p{L}*|nam(?:e[sd]?|ing))(?!\p{L})`);

/** Whether words are to be counted by their verb alone: who hears from somebody, or uses something, counts none. */
export const isOfWordsAlone = (question: string): boolean => OF_WORDS.test(question);

/** Words around the count that say nothing of what is counted. */
const ASIDES = eitherOf(
  phraseList(String.raw`
    in total, in sum, altogether, overall, anywhere, somewhere, so far, to date, a topic, to customers, on our side,
    on (?:our |the |their )?calls(?: with)?, in (?:our|the) calls, on a call, across all calls, out loud, even once,
    at least once, the customer['’s]* side, i mean, either, anyone, anybody, someone, somebody, people, by customers?,
    ever, now, recently, lately, nowadays, else, anything, something, everything, stuff, things about,
    thanks?(?: you)?, pls
  `),
);

/**
 * Reads a question for a number of mentions, calls, customers or people. `question` has signs in place of names
 * (`NAME_SIGNS`) and blanks in place of times.
 */
export function readCountWords(question: string): CountWords {
  const text = withoutSlips(question);
  return { of: unitOf(text), side: sideOf(text), isOfWords: LEADS_TO_WORDS.test(text), rest: withoutCounting(text) };
}

const LEADS_TO_WORDS = pattern(
  String.raw`(?<![\p{L}\p{N}])(?:${SAYING}|${NAMING_NOUN}|an? (?:topic|subject|theme))(?![\p{L}\p{N}])|` +
    String.raw`["“]|^[^?]{1,60}: `,
);

function unitOf(text: string): CensusOf | null {
  if (ANY_EVER.test(text)) return 'mentions';
  if (asksWhoSaid(text) || pattern(String.raw`\bwho on\b`).test(text)) return 'people';
  const found = UNITS.flatMap(([of, nouns]) => {
    const asked = pattern(String.raw`(?<![\p{L}])(?:${HOW_MANY}|${WHICH}) ${BETWEEN}${nouns}(?![\p{L}])`).exec(text);
    return asked ? [{ of, at: asked.index }] : [];
  }).sort((a, b) => a.at - b.at);
  // "How many times" in front of "which calls" asks for the times.
  return found[0]?.of ?? null;
}

function sideOf(text: string): CountWords['side'] {
  if (ON_OUR_SIDE.test(text)) return 'us';
  if (ON_THEIR_SIDE.test(text) || CUSTOMERS_SAY.test(text)) return 'customer';
  if (BY_US.test(text)) return 'us';
  return BY_THEM.test(text) ? 'customer' : null;
}

/** The rows of words between bars, punctuation, "or" and "and"; a hyphen stays within its row. */
export const alternativesIn = (rest: string): string[] => rest.split(/[^\p{L}\p{N}\s'’-]+|\b(?:or|and)\b/iu);

const FRAMES: readonly RegExp[] = [
  String.raw`[${ACCOUNT}${PERSON}](?:['’]s?)?(?: (?:team|side))?`,
  String.raw`(?:${HOW_MANY}|${WHICH}) ${BETWEEN}(?:${TIMES}|${CALLS}|${COMPANIES_OR_DEALS}|${PEOPLE})(?: of)?`,
  HOW_OFTEN,
  String.raw`(?:total )?(?:number|count|frequency|total) of|count|tally(?: up)?`,
  String.raw`(?:occurrences?|instances?)(?: of)?`,
  WORD,
  ASIDES,
  // Who says it is not what was said: "how often did customers mention it".
  String.raw`${CUSTOMER}s? ${ADVERBS}${PERFECT}${ADVERBS}${SAYING}`,
  SAYING,
].map((one) => new RegExp(String.raw`(?<![\p{L}\p{N}'’-])(?:${one})(?![\p{L}\p{N}-])`, 'giu'));

/** "Could you kindly check", up to the words that ask. What has a colon or a verb of saying is no preamble. */
const PREAMBLE = pattern(
  String.raw`^(?:(?!(?<!\p{L})${SAYING}(?!\p{L}))[^:?"“])*?(?<!\p{L})(?=(?:${HOW_MANY}|${HOW_OFTEN}|which) )`,
);

const ORDER = /^\W*(?:please )?(?:list|find|show|tell)(?: me)?(?![\p{L}\p{N}])/iu;

/** Quoted words are never words of counting. */
function withoutCounting(text: string): string {
  return text
    .replace(PREAMBLE, '')
    .replace(ORDER, '')
    .split(/(["“][^"”]+["”])/)
    .map((part, at) => (at % 2 === 1 ? part : FRAMES.reduce((rest, frame) => rest.replace(frame, ' | '), part)))
    .join('');
}

/** Words of counting that slips of the hand are taken for. */
const OFTEN_MISTYPED = wordList('many times often mention mentions mentioned calls customers people count number said');

/** "Which customers use the wall screen": what is used is no word that was said. */
const THINGS_USED = pattern(
  String.raw`(?<=\b(?:${COMPANIES_OR_DEALS}|${PEOPLE}) (?:\p{L}+ ){0,2})us\p{L}+\b(?! (?:\p{L}+ )?(?:${WORD}\b|["“]))`,
);

/**
 * The question with slips in its words of counting mended ("how mny times"), and without the use of things. Known words
 * are left as they are.
 */
function withoutSlips(text: string): string {
  return text.replace(THINGS_USED, 'have').replace(/\p{Ll}{3,}/gu, (word) => {
    if (OFTEN_MISTYPED.includes(word) || isKnownWord(word)) return word;
    return OFTEN_MISTYPED.find((meant) => isSlipOf(word, meant)) ?? word;
  });
}

/** One letter left out, doubled, wrong or swapped with its neighbour; the first letter is right. */
function isSlipOf(word: string, meant: string): boolean {
  if (word[0] !== meant[0] || Math.abs(word.length - meant.length) > 1 || word === meant) return false;
  let start = 0;
  while (start < word.length && word[start] === meant[start]) start += 1;
  let end = 0;
  while (end < Math.min(word.length, meant.length) - start && word.at(-1 - end) === meant.at(-1 - end)) end += 1;
  const [left, right] = [word.slice(start, word.length - end), meant.slice(start, meant.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
