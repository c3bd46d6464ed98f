import { CALLS, COMPANIES_OR_DEALS } from './calls-and-customers.ts';
import { saidWords } from './count-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/**
 * What a question's "not" does. `complement`: the ones asked for are those that `positive` does not find. `exclusion`:
 * those that `wanted` finds and `excluded` does not; `positive` asks for both. `either_way`: yes or no answers it,
 * asked
 * as `positive`.
 * `unread`: no rule reads the words.
 */
export type Negation =
  | { kind: 'complement' | 'either_way'; positive: string }
  | { kind: 'exclusion'; positive: string; wanted: string; excluded: string }
  | { kind: 'unread'; words: string };

const SETS = eitherOf([
  ...[COMPANIES_OR_DEALS, CALLS],
  ...wordList('people persons? contacts? colleagues? reps? speakers?'),
]);
const SAYING = saidWords;
const MAYBE = String.raw`(?:(?:ever|yet|once|even|actually|really|so far) )*`;
const NOT = '(?:not|never|yet to)';
const AUXILIARY = '(?:have|has|had|did|do|does|was|were|is|are)';

const pattern = (text: string): RegExp => new RegExp(text, 'iu');

/** "Which customers", "how many of our accounts", "customers that": the question asks for members of a set. */
const OF_A_SET = pattern(
  String.raw`^[^?]{0,30}?\b(?:which|what|list|find|show|name|how many|number of|count|every|all|any)\b.{0,25}?\b${SETS}\b`,
);
/** "Customers that …" asks for the same as "which customers …". */
const BARE_SET = pattern(String.raw`^\W*(?:and )?(?=(?:(?:the|our|all) )*${SETS}\b)`);
const OF_WHOM = /^[^?]{0,20}?\bwho(?:m|se)?\b/iu;
const OF_WHAT = /^\W*(?:and |so )?what\b/iu;
const YES_OR_NO = pattern(String.raw`^\W*(?:and |so )?${AUXILIARY}\b`);

/** "Have not mentioned", "never came up". Using a thing is no word of it, so "do not use" is no such verb. */
const NOT_SAID = pattern(String.raw`\b(?:${AUXILIARY} )?${NOT} ${MAYBE}(?=(?:been )?(?!us[ei])${SAYING}(?!\p{L}))`);
const NOBODY_SAID = pattern(String.raw`\b(?:nobody|no[ -]one|none of them)(?= (?:\p{L}+ )?${SAYING}(?!\p{L}))`);
const SAID_NOTHING = pattern(
  String.raw`\b(?:said|say(?:s|ing)?|mentioned|heard) (?:nothing|not a word|no word) (?:about|of|on)\b`,
);
const NO_MENTION = pattern(
  String.raw`\b(?:without|(?:(?:ma[dk]es?|had|have|has|with) )?(?:no|zero)) (?:(?:any|a|ever|even) )*` +
    String.raw`(?:mention(?:s? of|ing)|(?:talk(?:ing)?|speaking) (?:of|about)|discussi(?:ng|on of)|bringing up|saying|naming)(?= )`,
);

const BUT_NOT = String.raw`(?:,? (?:but|and|yet|though|while)(?: (?:they|who|that|which))?|,) (?:(?<aux>${AUXILIARY}) )?(?:(?:said|made) )?(?:not|never|no|nothing(?= (?:about|of|on) ))`;
const WITHOUT = '(?:,? (?:but|and))?,? without';
/** "… mentioned A but not B", "… A, and never mentioned B", "… A without B". */
const EXCLUSION = pattern(
  String.raw`^(?<before>.*?(?<!\p{L})${SAYING} )(?<wanted>[^?]+?)(?:${BUT_NOT}|${WITHOUT}) (?:(?:ever|even|yet|once|any|a) )*` +
    String.raw`(?<verb>${SAYING} (?:anything )?)?(?:(?:about|of|on) )?(?<excluded>[^?]+?)[\s?.!]*$`,
);
/** A clause of its own: what was said there is a description. */
const CLAUSE = /\b(?:they|we|he|she|it|that|there|can|could|will|would|should|is|are|was|were|how|why|if)\b/iu;

/** A "not" within reported speech is part of what was said. */
const REPORTED = pattern(
  String.raw`\b(?:(?:said|says?|told|mention\w*|thinks?|thought|feels?|felt|claim\w*|report\w*|explain\w*)(?: us| me)? (?:that|they|we|he|she|it|there|not?|never)|complain\w*|worr\w*|afraid|why|how|if|whether)\b.*$`,
);
/** At the end of a question there is nothing to deny. */
const UNREAD = /\b(not|never|nobody|no[ -]one|none of them|no longer|without)\b(?! (?:only|just)\b)(?!\W*$)/iu;
const HARMLESS = eitherOf(phraseList('or not, not sure, not to mention'));

/** Reads the "not" of a question; null where it has none that matters. Quoted words are what was said. */
export function readNegation(question: string): Negation | null {
  const text = withNot(question).replace(/\s+/g, ' ').trim();
  const bare = text.replace(/["“][^"”]*["”]/g, '“”').replace(pattern(String.raw`\b${HARMLESS}\b`), ' ');
  if (
    !UNREAD.test(bare) &&
    !pattern(
      `${NO_MENTION.source}|${SAID_NOTHING.source}|yet to |\\b(?:but|and|though) no(?:thing (?:about|of|on))?\\b`,
    ).test(bare)
  )
    return null;
  if (YES_OR_NO.test(text)) {
    const asked = text
      .replace(/\b(?:not|never)\b /i, '')
      .replace(pattern(`(?<!ever )(?=(?<!\\p{L})${SAYING}(?!\\p{L}))`), 'ever ');
    return NOT_SAID.test(bare) || pattern(`^\\W*${AUXILIARY} not\\b.*?(?<!\\p{L})${SAYING}`).test(bare)
      ? { kind: 'either_way', positive: asked }
      : null;
  }
  const isOfSet = OF_A_SET.test(text) || BARE_SET.test(text) || OF_WHOM.test(text);
  if (isOfSet) {
    const read = exclusionOf(text) ?? complementOf(text);
    if (read) return read;
  }
  const [words = ''] = UNREAD.exec(bare.replace(REPORTED, '')) ?? [];
  return words !== '' && (isOfSet || OF_WHAT.test(text)) ? { kind: 'unread', words: words.toLowerCase() } : null;
}

function exclusionOf(text: string): Negation | null {
  const { before, wanted, aux, verb, excluded } = EXCLUSION.exec(text)?.groups ?? {};
  if (!before || !wanted || !excluded || pattern(String.raw`\b${NOT} `).test(before)) return null;
  // "Mentioned the price and did not buy": the second verb is no word that was said.
  if ((aux && !verb) || CLAUSE.test(wanted) || CLAUSE.test(excluded)) return null;
  const set = asSet(before);
  return {
    kind: 'exclusion',
    positive: `${set}${wanted} and ${excluded}`,
    wanted: `${set}${wanted}`,
    excluded: `${set}${excluded}`,
  };
}

function complementOf(text: string): Negation | null {
  const positive = [
    text.replace(NOT_SAID, (words) => (/^(?:have|has|had)\b/i.test(words) ? `${words.split(' ')[0]} ` : '')),
    text.replace(NOBODY_SAID, 'somebody'),
    text.replace(SAID_NOTHING, 'talked about'),
    text.replace(NO_MENTION, 'mentioned'),
  ].find((one) => one !== text);
  return positive ? { kind: 'complement', positive: asSet(positive) } : null;
}

const asSet = (text: string): string => text.replace(BARE_SET, 'which ');

const SHORT_FORMS = eitherOf(
  wordList('have has had did do does is are was were would could should ca wo').map((word) => `\\b${word}`),
);

/** The text with "not" in full: "haven't", and "havent" as typed in a hurry. */
export const withNot = (text: string): string =>
  text.replace(
    new RegExp(`(${SHORT_FORMS})n(?:['’]t|t)\\b`, 'giu'),
    (_, verb: string) => `${FULL[verb.toLowerCase()] ?? verb} not`,
  );
const FULL: Readonly<Record<string, string>> = { ca: 'can', wo: 'will' };
