import { wordList } from './word-list.ts';
import { type Stem, stemOf, type Unstemmed } from './words.ts';

/** Words that ask for something without naming a subject. */
const ASKING = new Set(
  wordList(`
    ask asked asking account accounts acct accts gimme anybody anyone anything call called calls conversation conversations customer
    customers client clients deal deals dealt dealings describe discuss discussed discussing discussion discussions else
    explain everything every find happen happened happens hear heard help info information know learn learned list
    look main mention mentioned mentions meeting meetings note notes overview people point points pull question
    questions quote quotes recap rundown raise raised raising rehash remind reply report said say saying says search show someone
    speak spoke spoken stuff summaries summarise summarize summarized summary talk talked talking talks team tell
    telling thing things told topic topics tried understand update updates voiced want wanted now recent recently
    lately today nowadays kind sort bit lot status need needs needed often ever count number compare compared versus
    vs summarizing ppl one ones somebody everybody everyone person persons guy guys lady folks
  `),
);

/** Asking in several words, none of which need have been said. */
const PHRASES =
  /\bwhat(?:['’]?s| is| are| was| were| lies| lay) behind\b(?: (?:it|this|that|them|these|those)\b)?|\bhow (?:much|far) (?:worse|better|more|less|higher|lower|bigger|smaller|stronger|weaker)\b|\bover time\b|\bin the end\b/giu;

/** Without "what's behind it", "how much worse", "over time" and "in the end". */
export const withoutAskingPhrases = (text: string): string => text.replace(PHRASES, ' ');

/** "Its customers", "[Acme]'s customer counts": customers of a customer are a subject. */
const CUSTOMERS_OF = /(?:\b(?:its|their|his|her)|['’]s) +((?:customer|client)s?)\b/giu;

/** Words for customers that are a subject and no scope. */
export const customersOf = (text: string): string[] =>
  [...text.matchAll(CUSTOMERS_OF)].flatMap(([, word]) => word?.toLowerCase() ?? []);

export const isAskingWord = (word: Unstemmed): boolean => ASKING.has(word);

/**
 * Words for how something was said rather than what, each for all its forms. A search may consist of vague words;
 * beside other words, vague words weigh little.
 */
const VAGUE = wordList(`
    agree agreement attitude comment conclude consider contribute current decide decision elaborate feel felt group
    idea introduce mean members opinion plan present propose purpose reason recommend respond suggest think thought
    view
  `);

const faintStems = new Set([...ASKING, ...VAGUE].map(stemOf));

/** Whether the stem belongs to an asking or vague word. */
export const isFaint = (stem: Stem): boolean => faintStems.has(stem);
