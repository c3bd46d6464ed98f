import { clausesOf, sentencesOf } from '../language/clauses.ts';
import { saysNot } from '../language/denial.ts';
import { comparedIn, type Direction, directionsIn, movedIn } from '../language/opposites.ts';
import { contentStems } from '../language/stop-words.ts';

/**
 * A direction of a claim that its quotes turn around, in words; null when there is none: "down" for "up" where neither
 * or both are denied, and two things that changed places around "than", "before", "after", "from" and "to".
 */
export function findReversed(claim: string, quotes: readonly string[]): string | null {
  const said = quotes.flatMap(sentencesOf);
  for (const stated of sentencesOf(claim)) {
    const found = findTurned(stated, said);
    if (found) return found;
    if (said.some((sentence) => isSwapped(stated, sentence))) return 'Its quotes say it the other way around.';
  }
  return null;
}

/** Whether one of claim and clause denies what the other says by an opposite: "rejected" for "did not accept". */
export const isDeniedOpposite = (claim: string, clause: string): boolean =>
  saysNot(claim) !== saysNot(clause) &&
  directionsIn(claim).some((stated) => directionsIn(clause).some((spoken) => areOpposite(stated, spoken)));

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

/** Whether the clause with the word denies. */
const isDenied = (sentence: string, { word }: Direction): boolean =>
  saysNot(clausesOf(sentence).find((clause) => clause.toLowerCase().includes(word)) ?? sentence);

const sharesWords = (one: string, other: string): boolean =>
  !new Set(contentStems(one)).isDisjointFrom(new Set(contentStems(other)));

/** Whether a claim and a sentence say the same of two things in each other's place. */
function isSwapped(claim: string, sentence: string): boolean {
  if (areSwapped(movedIn(claim), movedIn(sentence))) return true;
  const spoken = directionsIn(sentence);
  const isSameWay = directionsIn(claim).some((stated) => spoken.some((other) => areAlike(other, stated)));
  return isSameWay && isComparedSwapped(claim, sentence);
}

const isComparedSwapped = (claim: string, sentence: string): boolean =>
  (['than', 'time'] as const).some((by) => areSwapped(comparedIn(claim, by), comparedIn(sentence, by)));

type Two = readonly [one: string, other: string];

function areSwapped(stated: Two | null, spoken: Two | null): boolean {
  if (!stated || !spoken) return false;
  const [[a, b], [c, d]] = [stated.map(stemSet), spoken.map(stemSet)] as [SetPair, SetPair];
  const [acrossOne, acrossOther] = [a.intersection(d).size, b.intersection(c).size];
  const straight = a.intersection(c).size + b.intersection(d).size;
  return acrossOne > 0 && acrossOther > 0 && acrossOne + acrossOther > straight;
}

type SetPair = [Set<string>, Set<string>];
const stemSet = (text: string): Set<string> => new Set(contentStems(text));
