import { eitherOf, phraseList, wordList } from './word-list.ts';

/** Some words between "kept" and "from". */
const WHOM = String.raw`(?:[\p{L}\p{N}'’-]+ ){1,4}`;
/** What nearly happened is told in the past; "almost two weeks" and "nearly all" are amounts. */
const HAPPENED = String.raw`(?=\p{L}+ed\b|${eitherOf(
  wordList('lost left went broke sold bought cut gave made fell got came hit told sent quit spent took chose won ran'),
)}\b)`;

const AVERTED = new RegExp(
  [
    // Put behind something else: "would rather die than".
    String.raw`\b(?:rather|sooner) (?!than\b)(?:[^\s.;]+ ){1,10}?than `,
    String.raw`(?<=[\p{L}\p{N}%] )rather than `,
    // Only near.
    String.raw`\b(?:almost|nearly|just about) ${HAPPENED}`,
    String.raw`\b${eitherOf(
      phraseList(`
        (?:stop|stopp|fall|fell)(?:s|ed|ing)? short of, (?:come|comes|came|coming) (?:[a-z]+ )?close to,
        on the (?:verge|brink|edge) of, (?:was|were) (?:just )?about to
      `),
    )} (?=\p{L})`,
    // Left undone.
    String.raw`\b${eitherOf(
      phraseList(`
        refrain(?:s|ed|ing)? from, (?:held|hold|holds|holding) off (?:on )?, decid(?:e|es|ed|ing) against,
        rul(?:e|es|ed|ing) out, (?:avoid|escap)(?:s|e|es|ed|ing)?(?= [a-z]+ing),
        (?:fail|refus|declin|neglect|forget|forgot|omitt)(?:s|e|es|ed|ing)? to, back(?:s|ed|ing)? out of,
        too (?!much |many )[a-z]+ to
      `),
    )} ?(?=\p{L})`,
    // Somebody or something stood in the way.
    String.raw`\b(?:keep|kept|prevent|stop|stopp|sav|spar|deterr)(?:s|e|es|ed|ing)? ${WHOM}from (?=\p{L}+ing\b)`,
    String.raw`\btalk(?:s|ed|ing)? ${WHOM}out of `,
  ].join('|'),
  'iu',
);

/** What a clause says that did not come about, or was put behind something else; null where nothing. */
export function avertedIn(clause: string): string | null {
  const found = AVERTED.exec(clause);
  return found && clause.slice(found.index + found[0].length);
}

const SETS_APART = /\b(?:rather|sooner|instead|over|than|almost|nearly|avoid\w*|against|prevent\w*)\b/i;

/** Whether a claim passes on that something did not come about, or was put behind, in whatever words. */
export const tellsAverted = (claim: string): boolean => avertedIn(claim) !== null || SETS_APART.test(claim);
