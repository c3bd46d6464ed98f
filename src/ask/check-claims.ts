import type { Citation, ProposedClaim } from '../citation.ts';
import { toMomentUrl } from '../citation.ts';
import { isAboutRecord, isInstruction, isOrderToSumUp } from '../language/instructions.ts';
import { findQuotes, isSameQuote, type ProvedQuote } from './find-quote.ts';
import type { Evidence } from './gather-evidence.ts';
import { findUnsupported, type Support } from './support-claim.ts';
import { findUnasserted } from './unasserted.ts';
import { unsafeIn } from './unsafe-text.ts';

export type CheckedClaim =
  | { kind: 'kept'; text: string; quotes: ProvedQuote[] }
  | { kind: 'removed'; text: string; reason: string };

/** A claim is one short sentence; the checks' time grows with its length. */
const MOST_CHARACTERS = 600;

/** What could lead a reader astray is not shown among what was left out either. */
const NOT_SHOWN = '(not shown)';

/**
 * Keeps the citations that the given evidence holds, as whole sentences (find-quote.ts). A claim is removed, with the
 * reason, when no citation is left or its quotes do not support it (support-claim.ts). "Was said" and "supports the
 * claim" are two separate checks.
 */
export function checkClaim(claim: ProposedClaim, given: readonly Evidence[]): CheckedClaim {
  const text = cutAt(claim.text.trim(), MOST_CHARACTERS);
  const quotes: ProvedQuote[] = [];
  for (const proved of claim.citations.flatMap((citation) => findQuotes(citation, given)))
    if (!quotes.some((other) => isSameQuote(other, proved))) quotes.push(proved);
  if (text === '') return { kind: 'removed', text: '(empty)', reason: 'The claim has no words.' };
  // First of all, since what is left out is shown as well.
  const support = toSupport(quotes);
  const unsafe = unsafeIn(text, { said: support.quotes.join(' '), accounts: support.accounts });
  if (unsafe) return { kind: 'removed', text: NOT_SHOWN, reason: unsafe };
  if (isInstruction(text)) return { kind: 'removed', text: NOT_SHOWN, reason: 'It tells its reader what to do.' };
  if (text !== claim.text.trim()) return { kind: 'removed', text, reason: 'It is too long for a claim.' };
  if (claim.citations.length === 0) return { kind: 'removed', text, reason: 'It cites nothing.' };
  if (quotes.length === 0)
    return { kind: 'removed', text, reason: 'What it quotes was not said in the calls that were searched.' };
  if (quotes.every((quote) => isOrder(quote, text)))
    return { kind: 'removed', text, reason: 'What it quotes is an instruction, not a statement.' };
  const unsupported = findUnasserted(text, support.quotes) ?? findUnsupported(text, support);
  if (unsupported) return { kind: 'removed', text, reason: unsupported };
  return { kind: 'kept', text, quotes };
}

const cutAt = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;

/** Whether a quote orders what a claim states, be it the writer of the record or whoever sums up. */
const isOrder = ({ sentences }: ProvedQuote, claim: string): boolean =>
  sentences.some(({ text }) => isInstruction(text) || (isOrderToSumUp(text) && !isAboutRecord(claim)));

const toSupport = (quotes: readonly ProvedQuote[]): Support => ({
  quotes: quotes.map(({ sentences }) => sentences.map((sentence) => sentence.text).join(' ')),
  speakers: quotes.map(({ evidence }) => evidence.segment.speaker.name),
  accounts: quotes.flatMap(({ evidence }) => evidence.call.accounts.map((account) => account.name)),
  titles: quotes.map(({ evidence }) => evidence.call.title),
  dates: quotes.map(({ evidence }) => evidence.call.startedAt),
});

export type CitationList = ReturnType<typeof citationList>;

/** Numbers citations in order of first use. The same quote keeps its number. */
export function citationList(publicUrl: string) {
  const proved: (ProvedQuote | null)[] = [];
  const citations: Citation[] = [];
  return {
    citations,
    /** A citation shown beside the answer, numbered 0. */
    alone: (quote: ProvedQuote): Citation => toCitation(quote, 0, publicUrl),
    /** Takes over the citations of an earlier answer with their numbers. */
    keep(earlier: readonly Citation[]): void {
      citations.push(...earlier);
      proved.push(...earlier.map(() => null));
    },
    cite(quote: ProvedQuote): Citation {
      const at = proved.findIndex((other) => other && isSameQuote(other, quote));
      const known = citations[at];
      if (known) return known;
      const citation = toCitation(quote, citations.length + 1, publicUrl);
      proved.push(quote);
      citations.push(citation);
      return citation;
    },
  };
}

function toCitation({ evidence, sentences }: ProvedQuote, n: number, publicUrl: string): Citation {
  const { call, segment } = evidence;
  const startMs = sentences[0]?.startMs ?? segment.startMs;
  const endMs = Math.max(...sentences.map((sentence) => sentence.endMs));
  return {
    n,
    callId: call.id,
    callTitle: call.title,
    startedAt: call.startedAt.toISOString(),
    accounts: call.accounts,
    speaker: { name: segment.speaker.name, side: segment.speaker.side },
    startMs,
    endMs,
    quote: sentences.map((sentence) => sentence.text).join(' '),
    url: toMomentUrl(publicUrl, call.id, { startMs, endMs }),
    gongUrl: call.gongUrl,
    source: 'same',
  };
}
