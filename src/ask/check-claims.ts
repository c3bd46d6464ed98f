import type { CallId } from '../call.ts';
import type { Citation, Claim, ProposedClaim } from '../citation.ts';
import { toMomentUrl } from '../citation.ts';
import { saysNot } from '../language/denial.ts';
import { isAboutRecord, isInstruction, isOrderToSumUp } from '../language/instructions.ts';
import { directionsIn } from '../language/opposites.ts';
import { contentStems } from '../language/stop-words.ts';
import { findQuotes, isSameQuote, type ProvedQuote } from './find-quote.ts';
import type { Evidence } from './gather-evidence.ts';
import type { Verdict } from './judge-claims.ts';
import { findUnsupported, findVeto, type Support } from './support-claim.ts';
import { findUnasserted } from './unasserted.ts';
import { unsafeIn } from './unsafe-text.ts';

/**
 * A claim after the checks. `doubted`: its quotes were said, but rules do not find it in them; they stand in its place,
 * unless a judge finds it there and it is no veto. `removed`: nothing of it may be shown.
 */
export type CheckedClaim =
  | { kind: 'kept'; text: string; quotes: ProvedQuote[] }
  | { kind: 'doubted'; text: string; quotes: ProvedQuote[]; reason: string; isVetoed: boolean }
  | { kind: 'removed'; text: string; reason: string };

/** The question, and in whose days a call's date is told. */
type Reading = { asked?: string; timeZone?: string };

/** A claim is one short sentence; the checks' time grows with its length. */
const MOST_CHARACTERS = 600;

/** What could lead a reader astray is not shown among what was left out either. */
const NOT_SHOWN = '(not shown)';

/**
 * Keeps the citations that the given evidence holds, as whole sentences (find-quote.ts). A claim is removed, with the
 * reason, when no citation is left or its quotes do not support it (support-claim.ts). "Was said" and "supports the
 * claim" are two separate checks.
 */
export function checkClaim(claim: ProposedClaim, given: readonly Evidence[], reading: Reading = {}): CheckedClaim {
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
function checkText(given: string, quotes: readonly ProvedQuote[]): Extract<CheckedClaim, { kind: 'removed' }> | null {
  const text = cutAt(given, MOST_CHARACTERS);
  if (text === '') return { kind: 'removed', text: '(empty)', reason: 'The claim has no words.' };
  const support = toSupport(quotes);
  const unsafe = unsafeIn(text, { said: support.quotes.join(' '), accounts: support.accounts });
  if (unsafe) return { kind: 'removed', text: NOT_SHOWN, reason: unsafe };
  if (isInstruction(text)) return { kind: 'removed', text: NOT_SHOWN, reason: 'It tells its reader what to do.' };
  return text === given ? null : { kind: 'removed', text, reason: 'It is too long for a claim.' };
}

/** Whether quotes carry a wording, by rule. */
function checkWording(
  text: string,
  quotes: ProvedQuote[],
  { asked = '', timeZone = 'UTC' }: Reading,
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
  reading: Reading = {},
): CheckedClaim {
  return checkWording(
    text,
    quotes.map((quote) => ({ ...quote, context: saidIn(quote.evidence.call.id) })),
    reading,
  );
}

/**
 * A checked claim after a judge's verdict: rules decide where there is none, and veto what they know better. A judge's
 * wording passes every check that a model's does. Or it passes the vetoes and is made of words of claim and quotes
 * alone: then the judge has found it carried.
 */
export function settleClaim(checked: CheckedClaim, verdict: Verdict, { timeZone }: Reading = {}): CheckedClaim {
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

const toSupport = (quotes: readonly ProvedQuote[]): Support => ({
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
    /** Numbers the citations anew, in the order of reading, and gives the claims their new numbers. */
    renumber(claims: readonly Claim[]): Claim[] {
      const read = [...new Set(claims.flatMap((claim) => claim.citations))];
      const order = [...read, ...citations.map(({ n }) => n).filter((n) => !read.includes(n))];
      const numberOf = new Map(order.map((n, at) => [n, at + 1]));
      const before = new Map(citations.map((citation, at) => [citation.n, { citation, quote: proved[at] ?? null }]));
      const after = order.flatMap((n) => before.get(n) ?? []);
      citations.splice(0, citations.length, ...after.map(({ citation }, at) => ({ ...citation, n: at + 1 })));
      proved.splice(0, proved.length, ...after.map(({ quote }) => quote));
      return claims.map((claim) => ({ ...claim, citations: claim.citations.map((n) => numberOf.get(n) ?? n) }));
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

/** The speaker's job, where Gong tells whose voice it is. */
const titleOf = ({ call, segment }: Evidence): string | null =>
  (segment.speakerId !== null && call.parties.find(({ speakerId }) => speakerId === segment.speakerId)?.title) || null;

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
    speaker: { name: segment.speaker.name, side: segment.speaker.side, title: titleOf(evidence) },
    startMs,
    endMs,
    quote: sentences.map((sentence) => sentence.text).join(' '),
    url: toMomentUrl(publicUrl, call.id, { startMs, endMs }),
    gongUrl: call.gongUrl,
    source: 'same',
  };
}
