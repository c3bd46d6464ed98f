import type { RemovedClaim } from '../citation.ts';
import { pointsBack } from '../language/leaning-words.ts';
import type { Calendar } from '../time-window.ts';
import { type CheckedClaim, settleClaim } from './check-claims.ts';
import { isSameQuote, type ProvedQuote } from './find-quote.ts';
import type { Verdict } from './judge-claims.ts';
import { quoteClaim } from './write-text.ts';

/** What is shown of a proposed claim: its words, or its quotes in their place. */
export type Settled =
  | { kind: 'claim'; text: string; quotes: ProvedQuote[] }
  | { kind: 'quotes'; quotes: ProvedQuote[] }
  | { kind: 'nothing' };

/** Most quotes in the place of one claim. */
const MOST_QUOTES = 2;

/** The reader of an answer's claims in their order: whether one speaks of something that was left out before it. */
export function claimSettler({ timeZone }: Pick<Calendar, 'timeZone'>) {
  let isLeftOut = false;
  const removed: RemovedClaim[] = [];
  return {
    /** What was left out so far, and why. */
    removed,
    settle(checked: CheckedClaim, verdict: Verdict): Settled {
      const settled = withSubject(settleClaim(checked, verdict, { timeZone }), isLeftOut);
      isLeftOut = settled.kind !== 'kept';
      if (settled.kind === 'kept') return { kind: 'claim', text: settled.text, quotes: settled.quotes };
      removed.push({ text: settled.text, reason: settled.reason });
      return settled.kind === 'doubted'
        ? { kind: 'quotes', quotes: settled.quotes.slice(0, MOST_QUOTES) }
        : { kind: 'nothing' };
    },
  };
}

/** "It" without the claim that named it says something else, or nothing. */
const withSubject = (settled: CheckedClaim, isLeftOut: boolean): CheckedClaim =>
  settled.kind === 'kept' && isLeftOut && pointsBack(settled.text)
    ? { ...settled, kind: 'doubted', reason: 'It speaks of what was left out before it.', isVetoed: true }
    : settled;

/** Quotes as claims of their own, without those that are cited already. */
export const quotesAlone = (
  quotes: readonly ProvedQuote[],
  cited: readonly ProvedQuote[],
): { text: string; quotes: ProvedQuote[] }[] =>
  quotes
    .filter((quote, at) => ![...cited, ...quotes.slice(0, at)].some((other) => isSameQuote(other, quote)))
    .map((quote) => ({ text: quoteClaim(quote), quotes: [quote] }));
