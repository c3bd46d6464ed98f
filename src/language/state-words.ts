import { isAskingWord } from './asking-words.ts';
import { isSaying } from './name-roles.ts';
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
/** What two sides do on a matter, and how it ended. "Fixing" is a thing to be done, and said. */
const SETTLING = wordList('sign settle agree');
const IS_SETTLING = new Set([...SETTLED, ...SETTLING]);
const IS_SETTLED = new RegExp(String.raw`\b${eitherOf(SETTLED)}\b`, 'iu');

/** Whether a word asks how a matter ended: what is agreed on a price need not be said with "agreed". */
export const isSettledWord = (word: string): boolean => IS_SETTLING.has(word.toLowerCase());

const OPEN = new Set(wordList('open outstanding pending unresolved unsolved unanswered unmet unfulfilled unkept'));

/** Whether a word says that something was not settled. Of what people do, no moment tells it: later ones do. */
export const isOpenWord = (word: string): boolean => OPEN.has(word.toLowerCase());

const OUTCOME =
  /\bwhat (?:has )?(?:happened|became|come|came) (?:with|to|of|about)\b|\bhow did\b.{1,60}\b(?:end(?: up)?|turn out|work out)(?=\W*$)/iu;

/** Verbs of which a question asks whether it came to that: "did they sign", "did the file arrive". */
const COMING_ABOUT = eitherOf(
  phraseList(`
    happen, arrive, come(?: back| through)?, ship, launch, close, end, finish, start, sign, renew, pay, buy,
    go (?:live|through|out|ahead|there), work(?: out)?, get (?:better|worse|there), fix, mend, solve, resolve, deliver, send
  `),
);
const AFTER_IT = eitherOf(wordList('again in on by at after before since with us it that the their our a for'));
const LEAD_IN = String.raw`^\W*(?:(?:and|so|but|then|hi|ok|when)\W+)*`;
const SUBJECT = String.raw`(?: [^\s?]+){1,7}?`;
const DID_IT = new RegExp(String.raw`${LEAD_IN}did(?:n['’]t)?${SUBJECT} ${COMING_ABOUT}(?=\W*$| ${AFTER_IT}\b)`, 'iu');
const IRREGULAR = eitherOf(wordList('done sent built made paid sold given met kept cut taken written set lost won'));
/** "Did it get delivered", "was it ever sent", "has it been paid". */
const GOT_DONE = new RegExp(
  String.raw`${LEAD_IN}(?:did(?:n['’]t)?${SUBJECT} get|(?:was|were)(?:n['’]t)?${SUBJECT}|(?:has|have)(?:n['’]t)?${SUBJECT} been)` +
    String.raw` (\p{L}+ed|${IRREGULAR})(?=\W*$| ${AFTER_IT}\b)`,
  'iu',
);

/** "Which price did they sign", "what did they settle on". */
const WHAT_SETTLED = new RegExp(
  String.raw`^\W*(?:at |on )?(?:what|which)\b.{0,40}\bdid\b.{1,40}\b${eitherOf(SETTLING)}(?: on| for| to)?(?=\W*$)`,
  'iu',
);

/** Whether a question asks on what two sides settled: either may tell it. */
export const asksWhatSettled = (question: string): boolean => WHAT_SETTLED.test(question);

/** Whether a question asks if something came about. That something was said is no such thing: "was it mentioned". */
function asksIfDone(question: string): boolean {
  const done = GOT_DONE.exec(question)?.[1]?.toLowerCase();
  if (asksWhatSettled(question)) return true;
  if (done !== undefined) return isSettledWord(done) || !(isAskingWord(done) || isSaying(done));
  return DID_IT.test(question);
}
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

/**
 * Whether words say that the state is asked for ("now", "signed", "what happened with", "did it get done"), and not the
 * tense alone.
 */
export const namesState = (question: string): boolean =>
  OF_NOW.test(question) ||
  OUTCOME.test(question) ||
  asksIfDone(question) ||
  (IS_SETTLED.test(question) && !IN_THE_PAST.test(question));
