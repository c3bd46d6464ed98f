import { eitherOf, wordList } from './word-list.ts';

/** What one party does to another; each verb in all its forms. */
const ACTING = wordList(`
  ow(?:e|es|ed|ing) pa(?:y|ys|id|ying) su(?:e|es|ed|ing) acquir(?:e|es|ed|ing) (?:buy|buys|bought|buying) (?:sell|sells|sold|selling)
  suppl(?:y|ies|ied|ying) charg(?:e|es|ed|ing) invoic(?:e|es|ed|ing) fund(?:s|ed|ing)? hir(?:e|es|ed|ing) blam(?:e|es|ed|ing)
  accus(?:e|es|ed|ing) outbid(?:s|ding)? recommend(?:s|ed|ing)? own(?:s|ed|ing)?
`).map((forms) => new RegExp(String.raw`\b${forms}\b`, 'i'));

const PASSIVE = /\b(?:is|are|was|were|be|been|being|gets?|got)\s*$/i;
const BY = /^\s*by\b/i;
const FEW = 3;

/** Who acts and who is acted on, in the few words beside the verb; `verb` is the same for all forms of one. */
export type Acted = { verb: number; sides: [actor: string, acted: string] };

/** What parties do to each other in a sentence, at the first place of each verb. */
export const actedIn = (sentence: string): Acted[] =>
  ACTING.flatMap((pattern, verb): Acted[] => {
    const found = pattern.exec(sentence);
    if (!found) return [];
    const before = sentence.slice(0, found.index);
    const after = sentence.slice(found.index + found[0].length);
    const one = before.trim().split(/\s+/).slice(-FEW).join(' ');
    if (PASSIVE.test(before)) return BY.test(after) ? [{ verb, sides: [fewOf(after.replace(BY, '')), one] }] : [];
    return [{ verb, sides: [one, fewOf(after)] }];
  });

const fewOf = (text: string): string => text.trim().split(/\s+/).slice(0, FEW).join(' ');

const SIDES = [
  ['we', new RegExp(String.raw`\b${eitherOf(wordList('i we us me our my ours mine'))}\b`, 'i')],
  ['you', new RegExp(String.raw`\b${eitherOf(wordList('you your yours'))}\b`, 'i')],
  ['they', new RegExp(String.raw`\b${eitherOf(wordList('they them their theirs'))}\b`, 'i')],
] as const;

/** The sides that pronouns of a text stand for. "US" is a country. */
export const sidesIn = (text: string): string[] =>
  SIDES.flatMap(([side, pattern]) => (pattern.test(text.replace(/\bUS\b/g, '')) ? [side] : []));
