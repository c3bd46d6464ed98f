import type { QuestionType } from './question-type.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';
import type { Unstemmed } from './words.ts';

/** Words that ask for what holds now. They say when, not what: nobody need have said them. */
const NOW = new Set(wordList('now today nowadays currently current latest newest recent still yet already meanwhile'));

/** Whether a word tells only that the present state is asked for. */
export const isNowWord = (word: Unstemmed): boolean => NOW.has(word);

const NOW_PHRASES = eitherOf(phraseList('these days, at the moment, so far, at present, up to date, as of now'));
const OF_NOW = new RegExp(String.raw`\b(?:${[...NOW].join('|')}|${NOW_PHRASES})\b`, 'iu');

/** Without phrases like "these days", no word of which need have been said. */
export const withoutNowPhrases = (text: string): string =>
  text.replace(new RegExp(String.raw`\b${NOW_PHRASES}\b`, 'giu'), ' ');

const PRESENT = String.raw`(?:is|are|does|do|has|have)(?:n['’]t)?`;
/** A question's verb in the present, or in the perfect: "has it arrived" asks whether it is there now. */
const IN_THE_PRESENT = new RegExp(
  String.raw`^\W*(?:(?:and|so|but|hi|hey|ok|well)\W+)*` +
    String.raw`(?:${PRESENT}|(?:what|where|who|when|how|which)(?:['’]s|['’]re|(?: \p{L}+){0,3} ${PRESENT}))\b`,
  'iu',
);
/** How a matter ended. Beside its subject, such a word is one answer of several. */
const SETTLED = wordList('signed agreed settled fixed solved resolved decided approved');
const IS_SETTLED = new RegExp(String.raw`\b${eitherOf(SETTLED)}\b`, 'iu');

/** Whether a word asks how a matter ended: what is agreed on a price need not be said with "agreed". */
export const isSettledWord = (word: string): boolean => SETTLED.includes(word.toLowerCase());

const OUTCOME = /\bwhat (?:has )?(?:happened|became|come|came) (?:with|to|of|about)\b/iu;
const IN_THE_PAST = /\b(?:did|was|were|had|said|told|used to)\b/iu;
/** What people say, think or want is told by many calls, in whatever tense. */
const OF_TALK =
  /\b(?:say|says|think|thinks|feel|complain|mention|talk|ask|asks|discuss|like|want|wants|worr\p{L}+)\b/iu;
const OF_MANY: readonly (QuestionType | null)[] = [
  'count',
  'list',
  'compare',
  'summarize',
  'changed',
  'concerns',
  'who',
];

/**
 * Whether a question asks how something stands: what holds now, or how it ended. Of such a thing the newest call that
 * speaks of it knows best.
 */
export function asksForState(question: string, type: QuestionType | null): boolean {
  if (OF_MANY.includes(type)) return false;
  if (namesState(question)) return true;
  if (IN_THE_PAST.test(question) || OF_TALK.test(question)) return false;
  return IN_THE_PRESENT.test(question);
}

/** Whether words say that the state is asked for ("now", "signed", "what happened with"), and not the tense alone. */
export const namesState = (question: string): boolean =>
  OF_NOW.test(question) || OUTCOME.test(question) || (IS_SETTLED.test(question) && !IN_THE_PAST.test(question));
