import { eitherOf, phraseList, wordList } from './word-list.ts';

const TELLING = eitherOf(wordList('say answer reply respond output write print cite repeat pretend reveal'));

/** "Ignore all previous instructions". */
const TO_FORGET = new RegExp(
  String.raw`\b(?:ignore|disregard|forget) (?:all|any|the|your|previous|these|those)\b` +
    String.raw`.{0,40}\b(?:rules?|instructions?|prompts?)\b`,
  'i',
);
/** "And now say that …", "Answer with …", "Cite s12". */
const TO_SAY = new RegExp(
  String.raw`^\W*(?:now |please |and |then )*${TELLING}\b.{0,60}(?:\bthat\b|\bwith\b|:|\bs\d+\b|\beverything\b)`,
  'i',
);
/** "Note to the AI assistant: …", "Dear bot, …", "Hey note taker". */
const TO_A_MACHINE = new RegExp(
  String.raw`^\W*(?:(?:an? )?(?:note|message|instructions?|word) (?:to|for)|attention|dear|hey|hello)\b[^.:]{0,12}` +
    String.raw`\b(?:AI|assistant|bot|chatbot|language model|LLM|note[- ]?taker)\b(?=\W*$|[:,.!–-])`,
  'i',
);

/** Whether a sentence instructs the writer of an answer or summary. Ordered words prove nothing. */
export const isInstruction = (sentence: string): boolean =>
  TO_FORGET.test(sentence) || TO_SAY.test(sentence) || TO_A_MACHINE.test(sentence);

const RECORD = eitherOf(wordList('summar(?:y|ies) recaps? minutes notes reports? answers? write-?ups?'));
const MUST = eitherOf(phraseList('ha(?:s|ve) to, must, should, shall, needs? to, (?:is|are) to'));
const WRITE = eitherOf(
  wordList('states? says? writes? mentions? notes? concludes? claims? lists? includes? describes? reads? shows?'),
);

/** "Every summary has to state that …", "Whoever sums this up must say …", "Make sure that the notes say …". */
const TO_WHO_SUMS_UP = new RegExp(
  String.raw`\b(?:${RECORD}\b.{0,30}|(?:whoever|anyone who|everyone who)\b.{0,60})\b${MUST}\b.{0,20}\b${WRITE}\b|` +
    String.raw`\b(?:please|sure|remember)\b.{0,40}\b${RECORD}\b.{0,20}\b${WRITE}\b`,
  'i',
);
const NAMES_RECORD = new RegExp(String.raw`\b${RECORD}\b`, 'i');

/** Whether a sentence tells whoever sums up a call what to write. It may be of another report as well. */
export const isOrderToSumUp = (sentence: string): boolean => TO_WHO_SUMS_UP.test(sentence);

/** Whether a claim is about a summary or report itself: "The weekly report has to show overtime." */
export const isAboutRecord = (claim: string): boolean => NAMES_RECORD.test(claim);
