import { saidNumbers } from './said-numbers.ts';
import { isPast } from './word-forms.ts';
import { eitherOf, phraseList, wordList } from './word-list.ts';

/** Some words between "kept" and "from". */
const WHOM = String.raw`(?:[\p{L}\p{N}'’-]+ ){1,4}`;
/** "Signing"; a building is a place. */
const DOING = String.raw`(?=(?!building\b)\p{L}+ing\b)`;

const WOULD = String.raw`(?:\b(?:would|had|will|could)|['’](?:d|ll))`;
/** Put behind something else: "would rather die than". "Rather slow, slower than" puts nothing behind. */
const CHOICE = [
  String.raw`${WOULD} (?:[a-z]+ )?(?:rather|sooner) (?:[^\s.;]+ ){1,10}?than `,
  String.raw`(?<=[\p{L}\p{N}%] )(?:rather than|instead of) `,
].join('|');

const NEAR = [
  // What nearly happened is told in the past; "almost two weeks" and "nearly all" are amounts, "nearly done" goes on.
  String.raw`\b(?:almost|nearly|just about|all but) (?!done\b)(?=(?<past>\p{L}+))`,
  String.raw`\b(?:come|comes|came|coming) (?:[a-z]+ )?close to (?!(?:the|our|your|their)\b)(?=\p{L})`,
  String.raw`\b${eitherOf(
    phraseList(`
      (?:was|were|is|are|am|be|been|got) (?:[a-z]+ )?close to, on the edge of, on the point of,
      within (?:an inch|a whisker) of, a hair['’]s breadth from
    `),
  )} ${DOING}`,
  String.raw`\b${eitherOf(
    phraseList(`
      (?:stop|stopp|fall|fell)(?:s|ed|ing)? (?:[a-z]+ )?short of, on the (?:verge|brink) of,
      (?:was|were|been) (?:just |only )?about to
    `),
  )} (?=\p{L})`,
].join('|');

/** "Too glad to" hinders nothing, and "too close to the harbour" is a place. */
const NO_HINDRANCE = eitherOf(
  wordList('much many glad happy pleased eager keen willing quick ready easy close similar'),
);

/** Left undone, or somebody or something stood in the way. */
const UNDONE = [
  String.raw`\b${eitherOf(
    phraseList(`
      refrain(?:s|ed|ing)? from, (?:held|hold|holds|holding) off (?:on )?, decid(?:e|es|ed|ing) against,
      rul(?:e|es|ed|ing) out, (?:avoid|escap)(?:s|e|es|ed|ing)?(?= [a-z]+ing),
      (?:fail|refus|declin|neglect|forget|forgot|omitt)(?:s|e|es|ed|ing)? to, (?:back|pull)(?:s|ed|ing)? out of,
      (?:shy|shies|shied|shying|walk|walks|walked|walking) away from, (?:think|thinks|thought|thinking) better of,
      (?:put|puts|putting) off(?= [a-z]+ing), (?:postpon|delay)(?:e|es|s|ed|ing)?(?= [a-z]+ing)
    `),
  )} ?(?=\p{L})`,
  String.raw`(?<!\b(?:only|all) )\btoo (?!${NO_HINDRANCE} )[a-z]+ to (?!(?:the|our|your|their|us|you|them)\b)(?=\p{L})`,
  String.raw`\b(?:keep|kept|prevent|stop|stopp|sav|spar|deterr)(?:s|e|es|ed|ing)? ${WHOM}from ${DOING}`,
  String.raw`\bin the way of ${DOING}`,
  String.raw`\btalk(?:s|ed|ing)? ${WHOM}out of `,
].join('|');

/** "Never failed to", "nothing kept us from": it came about after all. */
const DENIED = eitherOf([...wordList('never not cannot nothing nobody without'), String.raw`[a-z]+n['’]t`]);
const NOT_SO = String.raw`\b${DENIED}(?: (?:once|ever|even|have|has|been))? `;

const AVERTED = new RegExp(`(?<choice>${CHOICE})|(?<near>${NEAR})|(?<!${NOT_SO})(?<undone>${UNDONE})`, 'giu');
const UPHELD = new RegExp(String.raw`${NOT_SO}(?:${UNDONE})|\bno sooner `, 'iu');

type Kind = 'choice' | 'near' | 'undone';

function findAverted(text: string): { kind: Kind; rest: string } | null {
  const found = [...text.matchAll(AVERTED)].find(({ groups: { past } = {} }) => past === undefined || isPast(past));
  if (!found) return null;
  const { choice, near } = found.groups ?? {};
  return {
    kind: choice !== undefined ? 'choice' : near !== undefined ? 'near' : 'undone',
    rest: text.slice(found.index + found[0].length),
  };
}

/** What a clause says that did not come about, or was put behind something else; null where nothing. */
export const avertedIn = (clause: string): string | null => findAverted(clause)?.rest ?? null;

/** A text without denials of what would have kept a thing from coming about: "the planner never failed to sync". */
export const withoutUpheld = (text: string): string => text.replace(UPHELD, '');

/** The words by which a claim passes on what a quote says of each kind. */
const TELLS: Record<Kind, RegExp> = {
  choice: /\b(?:rather|sooner|instead|prefer\w*|over|than|against)\b/gi,
  near: /\b(?:almost|nearly|close|short)\b/gi,
  undone: /\b(?:avoid\w*|against|prevent\w*|postpon\w*)\b/gi,
};

/**
 * Whether a claim passes on, in whatever words, what a clause says did not come about or was put behind. Words of that
 * itself tell nothing of it, and words of an amount do not either: who almost paid over 40 thousand did not pay it.
 */
export function tellsAverted(claim: string, clause: string): boolean {
  const averted = findAverted(clause);
  if (!averted) return false;
  const own = findAverted(claim);
  if (own && findAverted(averted.rest)?.kind !== own.kind) return true;
  const amounts = saidNumbers(claim).map(({ start }) => start);
  const words = averted.rest.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return [...claim.matchAll(TELLS[averted.kind])].some(
    ({ 0: word, index }) => !words.includes(word.toLowerCase()) && !amounts.includes(index + word.length + 1),
  );
}
