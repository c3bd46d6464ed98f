import { actedIn, sidesIn } from '../language/acting-verbs.ts';
import { clausesOf, sentencesOf } from '../language/clauses.ts';
import { saysNot } from '../language/denial.ts';
import { opposedForms } from '../language/opposite-forms.ts';
import { comparedIn, type Direction, directionsIn, movedIn } from '../language/opposites.ts';
import { contentStems } from '../language/stop-words.ts';
import { plainWords } from '../language/words.ts';

/**
 * A direction of a claim that its quotes turn around, in words; null when there is none: "down" for "up" where neither
 * or both are denied, and two things that changed places around "than", "before", "after", "from" and "to".
 */
export function findReversed(claim: string, quotes: readonly string[]): string | null {
  const said = quotes.flatMap(sentencesOf);
  for (const stated of sentencesOf(claim)) {
    const found = findTurned(stated, said);
    if (found) return found;
    const opposed = findOpposed(stated, said);
    if (opposed) return opposed;
    if (said.some((sentence) => isSwapped(stated, sentence))) return 'Its quotes say it the other way around.';
  }
  return null;
}

/** Whether one of claim and clause denies what the other says by an opposite: "rejected" for "did not accept". */
export const isDeniedOpposite = (claim: string, clause: string): boolean =>
  saysNot(claim) !== saysNot(clause) &&
  (opposedForms(claim, clause) !== null ||
    directionsIn(claim).some((stated) => directionsIn(clause).some((spoken) => areOpposite(stated, spoken))));

const areOpposite = (one: Direction, other: Direction): boolean => one.pair === other.pair && one.side !== other.side;
const areAlike = (one: Direction, other: Direction): boolean => one.pair === other.pair && one.side === other.side;

function findTurned(claim: string, said: readonly string[]): string | null {
  const stated = directionsIn(claim);
  const spoken = said.flatMap(directionsIn);
  for (const direction of stated) {
    // Who speaks of both ways compares them.
    if (stated.some((other) => areOpposite(other, direction)) || spoken.some((other) => areAlike(other, direction)))
      continue;
    for (const sentence of said) {
      const opposite = directionsIn(sentence).find((other) => areOpposite(other, direction));
      if (!opposite || isDenied(claim, direction) !== isDenied(sentence, opposite)) continue;
      if (!sharesWords(claim, sentence) || isComparedSwapped(claim, sentence)) continue;
      return `Its quotes say "${opposite.word}", not "${direction.word}".`;
    }
  }
  return null;
}

/** "Secure" for "insecure", where neither or both are denied. */
function findOpposed(claim: string, said: readonly string[]): string | null {
  for (const sentence of said) {
    const [stated, spoken] = opposedForms(claim, sentence) ?? [];
    if (!stated || !spoken || said.some((other) => plainWords(other).split(' ').includes(stated))) continue;
    if (saysNot(clauseWith(claim, stated)) === saysNot(clauseWith(sentence, spoken)))
      return `Its quotes say "${spoken}", not "${stated}".`;
  }
  return null;
}

/** The clause with a word; what a colon announces may deny by itself. */
const clauseWith = (sentence: string, word: string): string =>
  clausesOf(sentence)
    .flatMap((clause) => clause.split(/:\s+/))
    .find((clause) => clause.toLowerCase().includes(word)) ?? sentence;

/** Whether the clause with the word denies. */
const isDenied = (sentence: string, { word }: Direction): boolean => saysNot(clauseWith(sentence, word));

const sharesWords = (one: string, other: string): boolean =>
  !new Set(contentStems(one)).isDisjointFrom(new Set(contentStems(other)));

/** Whether a claim and a sentence say the same of two things in each other's place. */
function isSwapped(claim: string, sentence: string): boolean {
  const [told, moved] = [movedIn(claim), movedIn(sentence)];
  if (told && moved && (areSwapped(told, moved) || areExchanged(told, moved))) return true;
  const acted = actedIn(sentence);
  if (
    actedIn(claim).some(({ verb, sides }) => acted.some((one) => one.verb === verb && areExchanged(sides, one.sides)))
  )
    return true;
  const spoken = directionsIn(sentence);
  const isSameWay = directionsIn(claim).some((stated) => spoken.some((other) => areAlike(other, stated)));
  return isSameWay && isComparedSwapped(claim, sentence);
}

const isComparedSwapped = (claim: string, sentence: string): boolean =>
  (['than', 'time'] as const).some((by) => areSwapped(comparedIn(claim, by), comparedIn(sentence, by)));

type Two = readonly [one: string, other: string];

function areSwapped(stated: Two | null, spoken: Two | null): boolean {
  if (!stated || !spoken) return false;
  const [a, b, c, d] = [...stated, ...spoken].map(stemSet) as FourSets;
  const [acrossOne, acrossOther] = [a.intersection(d).size, b.intersection(c).size];
  const straight = a.intersection(c).size + b.intersection(d).size;
  return acrossOne > 0 && acrossOther > 0 && acrossOne + acrossOther > straight;
}

/** Whether who acts and who is acted on changed places; what else stands beside the verb may stay. */
function areExchanged(stated: Two, spoken: Two): boolean {
  const [a, b, c, d] = [...stated, ...spoken].map(stemSet) as FourSets;
  return !a.isDisjointFrom(d) && !b.isDisjointFrom(c) && a.isDisjointFrom(c);
}

type FourSets = [Set<string>, Set<string>, Set<string>, Set<string>];
/** The content of a text, and whom its pronouns mean. */
const stemSet = (text: string): Set<string> => new Set([...contentStems(text), ...sidesIn(text)]);
