import type { RemovedClaim } from '../citation.ts';
import { saysNot } from '../language/denial.ts';
import { pointsBack } from '../language/leaning-words.ts';
import { directionsIn } from '../language/opposites.ts';
import { contentStems } from '../language/stop-words.ts';
import type { Calendar } from '../time-window.ts';
import { type CheckedClaim, type ClaimReading, checkText, checkWording, toSupport } from './check-claims.ts';
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

/**
 * A checked claim after a judge's verdict: rules decide where there is none, and veto what they know better. A judge's
 * wording passes every check that a model's does. Or it passes the vetoes and is made of words of claim and quotes
 * alone: then the judge has found it carried.
 */
export function settleClaim(checked: CheckedClaim, verdict: Verdict, { timeZone }: ClaimReading = {}): CheckedClaim {
  if (checked.kind === 'removed' || verdict === null) return checked;
  const { text, quotes } = checked;
  const doubted = (reason: string): CheckedClaim => ({ kind: 'doubted', text, quotes, reason, isVetoed: false });
  if (verdict.kind === 'not_carried') return doubted('Its quotes do not carry it.');
  if (verdict.kind === 'carried') {
    if (checked.kind === 'doubted' && checked.isVetoed) return checked;
    return { kind: 'kept', text, quotes };
  }
  const reworded =
    checkText(verdict.text, quotes) ?? checkWording(verdict.text, quotes, { ...(timeZone && { timeZone }) });
  if (reworded.kind === 'kept') return reworded;
  const isJudged = reworded.kind === 'doubted' && !reworded.isVetoed && addsNothing(verdict.text, text, quotes);
  return isJudged ? { kind: 'kept', text: verdict.text, quotes } : doubted('Its quotes carry it in other words only.');
}

/** Whether a wording has words of the claim, its quotes and their calls alone, and turns none around. */
function addsNothing(wording: string, claim: string, cited: readonly ProvedQuote[]): boolean {
  const { quotes, speakers, accounts, titles } = toSupport(cited);
  const said = [claim, ...quotes].join(' ');
  const known = new Set(contentStems([said, ...speakers, ...accounts, ...titles].join(' ')));
  const directions = directionsIn(said);
  return (
    contentStems(wording).every((stem) => known.has(stem)) &&
    directionsIn(wording).every(({ pair, side }) => directions.some((one) => one.pair === pair && one.side === side)) &&
    (!saysNot(wording) || saysNot(said))
  );
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
