import { eitherOf, phraseList, wordList } from './word-list.ts';

const LEAD = String.raw`^\W*(?:${eitherOf(wordList('and so but well um uh oh okay yeah'))}\b\W*)*`;
const INVERTED = new RegExp(
  `${LEAD}${eitherOf(wordList('do does did have has will would could can are is were was should'))} ` +
    String.raw`${eitherOf(wordList('you we they i he she it the your our their this that there any'))}\b`,
  'i',
);
const ASKS = new RegExp(`${LEAD}${eitherOf(phraseList('who, what, when, where, which, why, how, whose'))}\\b`, 'i');
/** "It is too slow, you know?" and "we have ten sites, right?" assert; "so you cancelled, right?" asks. */
const FILLER = /\byou know\?\W*$/i;
const TAG = /\b(?:right|okay|ok)\?\W*$/i;
const TO_YOU = /\byour?\b/i;

/** The part of a sentence that asks, or null: "we have ten sites, do you see that?" states its first part. */
export function asked(sentence: string): string | null {
  const isMarked = /\?\W*$/.test(sentence);
  if (!isMarked) return INVERTED.test(sentence) ? sentence : null;
  if (FILLER.test(sentence) || (TAG.test(sentence) && !TO_YOU.test(sentence))) return null;
  const parts = sentence.split(/,\s+|\s+(?=(?:and|but|so)\s)/);
  const first = parts.findIndex((part) => INVERTED.test(part) || ASKS.test(part));
  return first > 0 ? parts.slice(first).join(', ') : sentence;
}

const AGREEING = eitherOf(
  phraseList('yes, yep, yeah, right, exactly, correct, sure, absolutely, definitely, of course, indeed, certainly'),
);
const WE_DO = String.raw`(?:we|i) ${eitherOf(wordList('do are am have did will can'))}[.,!]`;
const THAT_IS =
  String.raw`(?:that|it|this|they)(?: ${eitherOf(wordList('is are was were does did has have will can'))}|['’](?:s|re))\b` +
  String.raw`(?! ${eitherOf(wordList('hard difficult not too unclear'))}\b)`;
/** "Yeah" may lead and be all that is said. */
const YES = new RegExp(
  [`\\W*(?:and |so |well |oh )*${AGREEING}\\b`, LEAD + WE_DO, LEAD + THAT_IS].map((one) => `^(?:${one})`).join('|'),
  'i',
);
const NO = new RegExp(String.raw`${LEAD}no\b`, 'i');

/** Whether a sentence says yes to the question before it. */
export const saysYes = (sentence: string): boolean => YES.test(sentence);
/** Whether a sentence says no to the question before it. */
export const saysNo = (sentence: string): boolean => NO.test(sentence);

const TELLS_ASKING = wordList(`
  ask asks asked asking question questions wonder wonders wondered want wants wanted need needs request requests
  requested whether raise raises raised inquire inquired enquire enquired interested proposes proposed suggests
  suggested seeks sought invited curious
`);

/** The words by which a claim tells that something was asked or asked for. */
export const askingWordsIn = (claim: string): string[] =>
  claim
    .toLowerCase()
    .match(/\p{L}+/gu)
    ?.filter((word) => TELLS_ASKING.includes(word)) ?? [];
