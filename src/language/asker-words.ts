import { eitherOf, phraseList, wordList } from './word-list.ts';

/** "I", "me" or "my" where it means the asker on calls, and what the asker does there. */
export type AskerWords = { text: string; start: number; end: number; role: 'speaker' | 'partner' };

/** "What did I promise", "have I ever offered". */
const DID_I = /\b(?:did|have|had|was) (i)\b(?! (?:get|miss))/i;
/** "The discount that I promised", "calls I led": a verb in the past. */
const I_DID =
  /\b(?:that|which|what|calls?|meetings?|customers?) (i) (?:\p{L}+ed|said|told|had|made|gave|was|met|ran)\b/iu;
/** "Could you show me", "write me": the one who reads the answer, no one on a call. */
const READER = new RegExp(
  String.raw`^\W*\p{L}+ me\b|(?:[,.;:!?]|\b(?:you|please|pls|kindly|and|just|to|now)) ?${eitherOf(
    wordList('show tell give let help find get remind send list explain summarize pull bring'),
  )} me\b|\b${eitherOf(phraseList('mind, (?:how|what) about, (?:chance|way) of, (?:thanks|thank you) for'))} \p{L}+ing me\b`,
  'giu',
);
const ME = /\bme\b/i;
/** What people say on calls. */
const WORDS_OF_MINE = wordList('promise question offer answer word view opinion quote statement proposal');
/** "My last call", "my two biggest accounts": what people have on calls. "My boss" and "my notes" are on none. */
const MY = new RegExp(
  String.raw`\bmy\b(?= (?:[\p{L}\d]+ ){0,2}?${eitherOf([
    ...wordList('call meeting conversation demo customer client account prospect deal pipeline renewal'),
    ...WORDS_OF_MINE,
  ])}s?\b)(?! (?:question is|question:))`,
  'iu',
);
/** "Here is my question". */
const HERE_IS = /\b(?:here is|here's|this is) my question\b/i;
const SAID_BY_ME = new RegExp(String.raw`^ (?:own |last )?${eitherOf(WORDS_OF_MINE)}s?\b`, 'i');

/** The first words for the asker; null where nobody on a call is meant. */
export function findAsker(question: string): AskerWords | null {
  const i = DID_I.exec(question) ?? I_DID.exec(question);
  if (i?.[1] !== undefined) {
    const start = i.index + i[0].search(/\bi\b/i);
    const isTold = /^was\b/i.test(i[0]) || /^ (?:was|been)\b/i.test(question.slice(start + 1));
    return { text: question.slice(start, start + 1), start, end: start + 1, role: isTold ? 'partner' : 'speaker' };
  }
  const calls = question.replace(READER, (words) => ' '.repeat(words.length));
  const me = ME.exec(calls);
  if (me) return { text: me[0], start: me.index, end: me.index + 2, role: 'partner' };
  const my = HERE_IS.test(calls) ? null : MY.exec(calls);
  if (!my) return null;
  const role = SAID_BY_ME.test(calls.slice(my.index + 2)) ? 'speaker' : 'partner';
  return { text: my[0], start: my.index, end: my.index + 2, role };
}
