import type { CallId } from '../call.ts';
import type { ProposedClaim } from '../citation.ts';
import { isAboutRecord, isInstruction, isOrderToSumUp } from '../language/instructions.ts';
import { findQuotes, isSameQuote, type ProvedQuote } from './find-quote.ts';
import type { Evidence } from './gather-evidence.ts';
import type { Support } from './support.ts';
import { findUnsupported, findVeto } from './support-claim.ts';
import { findUnasserted } from './unasserted.ts';
import { unsafeIn } from './unsafe-text.ts';

/**
 * A claim after the checks. `doubted`: the quotes were said, but rules do not find the claim in them. The quotes stand
 * in its place, unless a judge finds the claim there and the doubt is no veto. `removed`: nothing of it may be shown.
 */
export type CheckedClaim =
  | { kind: 'kept'; text: string; quotes: ProvedQuote[] }
  | { kind: 'doubted'; text: string; quotes: ProvedQuote[]; reason: string; isVetoed: boolean }
  | { kind: 'removed'; text: string; reason: string };

/** The question, and in whose days a call's date is told. */
export type ClaimReading = { asked?: string; timeZone?: string };

/** A claim is one short sentence; the checks' time grows with its length. */
const MOST_CHARACTERS = 600;

/** What could lead a reader astray is not shown among what was left out either. */
const NOT_SHOWN = '(not shown)';

/**
 * Keeps the citations that the given evidence holds, as whole sentences (find-quote.ts). A claim is removed, with the
 * reason, when no citation is left or its quotes do not support it (support-claim.ts). "Was said" and "supports the
 * claim" are two separate checks.
 */
export function checkClaim(claim: ProposedClaim, given: readonly Evidence[], reading: ClaimReading = {}): CheckedClaim {
  const quotes: ProvedQuote[] = [];
  for (const proved of claim.citations.flatMap((citation) => findQuotes(citation, given)))
    if (!quotes.some((other) => isSameQuote(other, proved)))
      quotes.push({ ...proved, context: contextOf(proved.evidence, given) });
  const text = claim.text.trim();
  const unfit = checkText(text, quotes);
  if (unfit) return unfit;
  if (claim.citations.length === 0) return { kind: 'removed', text, reason: 'It cites nothing.' };
  if (quotes.length === 0)
    return { kind: 'removed', text, reason: 'What it quotes was not said in the calls that were searched.' };
  if (quotes.every((quote) => isOrder(quote, text)))
    return { kind: 'removed', text, reason: 'What it quotes is an instruction, not a statement.' };
  return checkWording(text, quotes, reading);
}

/** Why a text may not be shown at all; null when it may. What could lead a reader astray comes first. */
export function checkText(
  given: string,
  quotes: readonly ProvedQuote[],
): Extract<CheckedClaim, { kind: 'removed' }> | null {
  const text = cutAt(given, MOST_CHARACTERS);
  if (text === '') return { kind: 'removed', text: '(empty)', reason: 'The claim has no words.' };
  const support = toSupport(quotes);
  const unsafe = unsafeIn(text, { said: support.quotes.join(' '), accounts: support.accounts });
  if (unsafe) return { kind: 'removed', text: NOT_SHOWN, reason: unsafe };
  if (isInstruction(text)) return { kind: 'removed', text: NOT_SHOWN, reason: 'It tells its reader what to do.' };
  return text === given ? null : { kind: 'removed', text, reason: 'It is too long for a claim.' };
}

/** Whether quotes carry a wording, by rule. */
export function checkWording(
  text: string,
  quotes: ProvedQuote[],
  { asked = '', timeZone = 'UTC' }: ClaimReading,
): CheckedClaim & { kind: 'kept' | 'doubted' } {
  const support = { ...toSupport(quotes), timeZone };
  const veto = findVeto(text, { ...support, asked });
  const reason = veto ?? findUnasserted(text, support.quotes) ?? findUnsupported(text, support);
  return reason ? { kind: 'doubted', text, quotes, reason, isVetoed: veto !== null } : { kind: 'kept', text, quotes };
}

/** A claim in doubt checked once more, beside all that is said in its quotes' calls: a name may be said there. */
export function checkInCalls(
  { text, quotes }: Extract<CheckedClaim, { kind: 'doubted' }>,
  saidIn: (callId: CallId) => string,
  reading: ClaimReading = {},
): CheckedClaim {
  return checkWording(
    text,
    quotes.map((quote) => ({ ...quote, context: saidIn(quote.evidence.call.id) })),
    reading,
  );
}

const cutAt = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;

/** Whether a quote orders what a claim states, be it the writer of the record or whoever sums up. */
const isOrder = ({ sentences }: ProvedQuote, claim: string): boolean =>
  sentences.some(({ text }) => isInstruction(text) || (isOrderToSumUp(text) && !isAboutRecord(claim)));

/** Turns before and after a moment that may name what it speaks of: the question, and who takes it. */
const NEAR_TURNS = 3;

/** What its speaker says elsewhere in a moment's call, and others near it: there "we" and "it" have their names. */
const contextOf = ({ call, segment }: Evidence, given: readonly Evidence[]): string =>
  given
    .filter((other) => other.call.id === call.id)
    .filter(
      ({ segment: { speaker, position } }) =>
        speaker.name === segment.speaker.name || Math.abs(position - segment.position) <= NEAR_TURNS,
    )
    .map(({ text }) => text)
    .join(' ');

export const toSupport = (quotes: readonly ProvedQuote[]): Support => ({
  quotes: quotes.map(({ sentences }) => sentences.map((sentence) => sentence.text).join(' ')),
  speakers: quotes.map(({ evidence }) => evidence.segment.speaker.name),
  accounts: quotes.flatMap(({ evidence }) => evidence.call.accounts.map((account) => account.name)),
  titles: quotes.map(({ evidence }) => evidence.call.title),
  dates: quotes.map(({ evidence }) => evidence.call.startedAt),
  contexts: quotes.flatMap(({ context }) => context ?? []),
  saidOf: quotes.map(({ evidence, sentences }) => ({
    accounts: evidence.call.accounts.map(({ name }) => name),
    quote: sentences.map(({ text }) => text).join(' '),
  })),
});
