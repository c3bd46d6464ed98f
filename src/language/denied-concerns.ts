import { eitherOf, wordList } from './word-list.ts';

const CONCERN = eitherOf(wordList('problem concern worr issue risk afraid'));
const DENIED = new RegExp(String.raw`\b(?:no|not|never|nothing|without|[a-z]+n['’]t)\b[^.]{0,30}\b${CONCERN}`, 'i');

/** "That is not a problem for us" names a concern but raises none. */
export const isDeniedConcern = (text: string): boolean => DENIED.test(text);
