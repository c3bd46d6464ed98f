import { eitherOf, phraseList, wordList } from './word-list.ts';

/** Small letters: "May" within a sentence is a month. */
const MODAL = String.raw`\b(?:might|may|could|[Pp]erhaps|[Mm]aybe|[Pp]ossibly)\b`;
const POLITE = eitherOf(wordList('recall remember know see seen say add ask note imagine not'));
const POSSIBLE = new RegExp(String.raw`${MODAL}(?! (?:have )?${POLITE}\b)`);
/** A scene that somebody sets, a wish for what is not there, a doubt. */
const UNREAL = new RegExp(
  String.raw`(?:^|[,;] )(?:${eitherOf(wordList("and but so now well just let['’]s"))} )*${eitherOf(wordList('suppos(?:e|ing) imagin(?:e|ing)'))}\b|` +
    String.raw`(?<!\b(?:no|without|without a) )\b${eitherOf(phraseList('wish(?:es|ed)?, doubt(?:s|ed)?, pretend(?:s|ed)?, what if, as if, as though, hypothetically, in theory, theoretically, myth, rumou?rs?, jok(?:e|es|ed|ing), alleg(?:e|es|ed|edly|ing)'))}\b` +
    '(?! (?:you|everyone|everybody|them) )|' +
    // An open question; "whether now or later" is none.
    String.raw`\bwhether\b(?![^.;]* or\b)|` +
    // What others claim; claims of an insurance are filed and paid.
    String.raw`(?<!\b(?:the|our|your|their|his|her|these|those|all|any|no|of|open|insurance) )\bclaim(?:s|ed)(?= (?:that|the|we|you|they|it|he|she)\b)`,
  'i',
);

/** What follows a word that makes it only possible, or unreal; null where nothing does. */
export function onlyPossible(clause: string): string | null {
  const found = POSSIBLE.exec(clause) ?? UNREAL.exec(clause);
  return found && clause.slice(found.index + found[0].length);
}

/** Small letters for "may", and "can" is no part of "cancels". */
const TELLS_BY_WORD = /\b(?:might|may|could|would|can|if)\b/;
const TELLS = new RegExp(
  String.raw`\b${eitherOf(
    wordList(`
      perhaps maybe possib potential likely unlikely probabl expect think believ consider hop(?:e|ing) whether risk fear
      worr afraid chance claim alleg myth rumou?r jok(?:e|ing) seem appear suggest want wish doubt suppos imagin hypothe theor pretend uncertain unsure unclear
    `),
  )}`,
  'i',
);

/** Whether a claim leaves open whether a thing is so. */
export const leavesOpen = (claim: string): boolean => TELLS_BY_WORD.test(claim) || TELLS.test(claim);
