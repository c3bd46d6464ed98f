import { isMonthOrDay, withoutPartsOfPeriods } from '../language/calendar-names.ts';
import { sentencesOf, stretchesIn } from '../language/clauses.ts';
import { isReporting } from '../language/reporting-words.ts';
import { saidNumbers, withWholeNumbers } from '../language/said-numbers.ts';
import { currenciesIn, type SaidQuantity, saidQuantities } from '../language/said-quantities.ts';
import { isStopWord } from '../language/stop-words.ts';
import { type Stem, stemOf, wordsOf } from '../language/words.ts';

/**
 * The number of a claim that its quotes bind to another unit, time or thing, in words; null when there is none.
 * Numbers that nobody said are for others to see.
 */
export function findUnbound(claim: string, quotes: readonly string[]): string | null {
  const said = quotes.flatMap((quote) => [...saidQuantities(quote), ...saidQuantities(withWholeNumbers(quote))]);
  for (const quantity of saidQuantities(claim)) {
    const same = said.filter(({ value }) => value === quantity.value);
    const found = otherUnit(quantity, same, quotes.join(' '), claim) ?? otherTime(quantity, same);
    if (found) return found;
  }
  return findSwapped(claim, quotes);
}

function otherUnit(
  { text, unit, end }: SaidQuantity,
  same: readonly SaidQuantity[],
  said: string,
  claim: string,
): string | null {
  if (same.length === 0 || same.some((one) => one.unit === unit)) return null;
  const isMeasured = same.every((one) => one.unit !== null);
  if (unit === null) {
    // "Five plants" for "five percent"; "a 40,000 budget" is one of dollars.
    const [, things] = /^\s(\p{Ll}+[^s]s)\b/u.exec(claim.slice(end)) ?? [];
    return isMeasured && things && !isStopWord(things) ? `Its quotes do not say "${text} ${things}".` : null;
  }
  const named = currenciesIn(said);
  const isOtherMoney = currenciesIn(unit).length > 0 && named.length > 0 && !named.includes(unit);
  return isMeasured || isOtherMoney ? `Its quotes do not say "${text}" of the same unit.` : null;
}

function otherTime({ text, unit, every }: SaidQuantity, same: readonly SaidQuantity[]): string | null {
  const alike = same.filter((one) => unit === null || one.unit === null || one.unit === unit);
  const isOther = every !== null && alike.length > 0 && alike.every((one) => one.every !== null && one.every !== every);
  return isOther ? `Its quotes do not say "${text}" a ${every}.` : null;
}

/** A stretch of a sentence with its numbers, and the words that they are of by their stems. */
/** `numbers` of a stretch without any are its months and weekdays: "starts in June and ends in March". */
type NumberedStretch = { sentence: string; numbers: Set<number | string>; of: Map<Stem, string> };

/**
 * A number that stands with what the quotes say of another number: "Oslo has 50 seats" of "Bergen has 50 seats and Oslo
 * has 80". Only where the claim leaves out both the other number and what its own number was said of.
 */
function findSwapped(claim: string, quotes: readonly string[]): string | null {
  // A number may stand across two quotes in a row: "revenue was 1." and "8 billion".
  const whole = withWholeNumbers(quotes.join(' '));
  const isTornApart = whole !== quotes.map(withWholeNumbers).join(' ');
  const said = [...quotes, ...(isTornApart ? [whole] : [])].flatMap(numberedStretches);
  for (const { numbers, of } of numberedStretches(claim)) {
    for (const value of numbers) {
      const own = said.filter((one) => one.numbers.has(value));
      if (own.length === 0) continue;
      for (const [stem, word] of of) {
        const others = said.filter((one) => one.of.has(stem));
        if (others.length === 0 || own.some((one) => one.of.has(stem))) continue;
        const isTaken = others.every((one) => one.numbers.size > 0 && one.numbers.isDisjointFrom(numbers));
        const isTorn = own.every((one) =>
          others.some((other) => other.sentence === one.sentence && isOfMore(one, [{ of }, other])),
        );
        if (isTaken && isTorn) return `Its quotes say another number of "${word}".`;
      }
    }
  }
  return null;
}

const isOfMore = ({ of }: NumberedStretch, known: readonly Pick<NumberedStretch, 'of'>[]): boolean =>
  [...of.keys()].some((stem) => known.every((other) => !other.of.has(stem)));

const YEAR = /^(?:19|20)\d\d$/;

function numberedStretches(text: string): NumberedStretch[] {
  return sentencesOf(text).flatMap((sentence) =>
    stretchesIn(sentence).map((stretch) => {
      const numbers = saidNumbers(stretch).filter(
        ({ text: said, isWord, value }) => !YEAR.test(said) && !(isWord && value === 1),
      );
      const words = wordsOf(withoutPartsOfPeriods(stretch)).filter(
        (word) =>
          (!isStopWord(word) || isMonthOrDay(word)) &&
          (YEAR.test(word) || saidNumbers(word).length === 0) &&
          !isReporting(stemOf(word)),
      );
      const days = numbers.length > 0 ? [] : words.filter(isMonthOrDay);
      return {
        sentence,
        numbers: new Set([...numbers.map(({ value }) => value), ...days]),
        of: new Map(words.filter((word) => !days.includes(word)).map((word) => [stemOf(word), word])),
      };
    }),
  );
}
