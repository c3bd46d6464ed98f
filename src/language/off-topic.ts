import { isAskingWord } from './asking-words.ts';
import { CALL, CUSTOMER } from './calls-and-customers.ts';
import { languageCalled } from './language-names.ts';
import { onlyThanks, withoutPoliteness } from './politeness.ts';
import { isStopWord } from './stop-words.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';
import { wordsOf } from './words.ts';

const saysNothing = (text: string): boolean => wordsOf(text).every((word) => isStopWord(word) || isAskingWord(word));

/** "Who are you", "how do you work", "how do I use this". */
const ABOUT_YOU = new RegExp(
  eitherOf(
    phraseList(String.raw`
      ^\W*(?:\w+ )?(?:are|were) you\b, ^\W*(?:who|what) (?:made|built|runs) you\b, \bwhat (?:else )?(?:could|should|may|can) (?:i|we) (?:ask|do)\b,
      ^\W*how (?:do|can|should|does) (?:i|we|one|you|this|it|that|colloquy) (?:use|work|start|begin)\b,
      ^\W*what(?:['’]s| is| does) (?:this|colloquy)\b, \byour name\b, ^\W*help(?: me)?\W*$
    `),
  ),
  'iu',
);

/** Whether a text greets, thanks, or asks about Colloquy itself. */
export function isForColloquy(text: string): boolean {
  const rest = withoutPoliteness(text).replaceAll('|', ' ').trim();
  if (onlyThanks(text)) return true;
  if (wordsOf(rest).length === 0) return wordsOf(text).length > 0;
  if (ABOUT_YOU.test(rest)) return true;
  return /\byou\b/i.test(rest) && !/\bme\b/i.test(rest) && saysNothing(rest);
}

/** Words for customers, for us, or for talking: a question with any of them is about calls. */
const OF_CALLS = new RegExp(
  String.raw`\b(?:(?:${CUSTOMER}|${CALL}|account|deal)s?|${eitherOf(
    wordList(`
      we us our they their them anyone anybody someone somebody said says? mention(?:s|ed)? talk(?:s|ed)?
      discuss(?:ed)? ask(?:s|ed)? told
    `),
  )})\b`,
  'i',
);
const WORKS = eitherOf(wordList('poem joke story song essay haiku limerick recipe riddle rap'));
const TO_WRITE = new RegExp(
  String.raw`^\W*(?:write|compose|sing|tell|make|give|create)(?: me)?(?: an?)?(?: \p{L}+)? ${WORKS}\b`,
  'iu',
);
const A_SUM =
  /^\W*(?:what(?:['’]?s| is) |calculate |compute )?\d+ ?(?:times|plus|minus|x|\*|\+|-|\/|divided by|multiplied by) ?\d+\W*$/i;
const OF_THE_WORLD = new RegExp(
  String.raw`\b${eitherOf(
    phraseList(String.raw`
      weather, forecast for, what time is it, what(?:['’]s| is) the (?:time|date),
      won the (?:\p{L}+ )?(?:match|game|election|cup|league|race|final),
      (?:president|prime minister|chancellor|king|queen|capital|population|currency) of
    `),
  )}\b`,
  'iu',
);
const TRANSLATE = /^\W*translate .+ (?:in|into|to) (\p{L}+)\W*$/iu;

/** Whether a question asks for what no call tells: the weather, sums, verses. */
export const isOutsideCalls = (question: string): boolean =>
  !OF_CALLS.test(question) &&
  ([OF_THE_WORLD, TO_WRITE, A_SUM].some((pattern) => pattern.test(question)) ||
    languageCalled(TRANSLATE.exec(question)?.[1] ?? '') !== null);
