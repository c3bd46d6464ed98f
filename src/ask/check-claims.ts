import type { Sentence } from '../call.ts';
import type { Citation, ProposedClaim } from '../citation.ts';
import { toMomentUrl } from '../citation.ts';
import type { Evidence } from './gather-evidence.ts';
import { findUnsupported, type Support } from './support-claim.ts';

/** A quote found in the evidence: whole sentences of one segment. */
export type ProvedQuote = { evidence: Evidence; sentences: Sentence[] };

export type CheckedClaim =
  | { kind: 'kept'; text: string; quotes: ProvedQuote[] }
  | { kind: 'removed'; text: string; reason: string };

/** A quote of fewer words than this is found anywhere and proves nothing. */
const FEWEST_WORDS = 3;

const MARKUP = /<\/?[a-z!]|\]\(|\bhttps?:\/\/|\bjavascript:/i;
/** Words to whoever writes down or sums up the call: they tell nothing about what they order to be said. */
const INSTRUCTION =
  /\b(?:ignore|disregard|forget) (?:all|any|the|your|previous|these|those)\b.{0,40}\b(?:rules?|instructions?|prompts?)\b|^\W*(?:now |please |and |then )*(?:say|answer|reply|respond|output|write|print|cite|repeat|pretend|reveal)\b.{0,60}(?:\bthat\b|\bwith\b|:|\bs\d+\b|\beverything\b)/i;

/**
 * Keeps of a claim's citations those whose words stand, one after the other, in the evidence that was given; each is narrowed to the whole
 * sentences that hold the words. A wrong number with right words is mended; a claim without any citation left, or one that its quotes do not
 * carry (support-claim.ts), is removed with the reason. That the words were said and that they carry the claim are two checks.
 */
export function checkClaim(claim: ProposedClaim, given: readonly Evidence[]): CheckedClaim {
  const text = claim.text.trim();
  const quotes: ProvedQuote[] = [];
  for (const { evidenceId, quote } of claim.citations) {
    const proved = findQuote(quote, evidenceId, given);
    if (proved && !quotes.some((other) => isSame(other, proved))) quotes.push(proved);
  }
  if (text === '') return { kind: 'removed', text: '(empty)', reason: 'The claim has no words.' };
  if (claim.citations.length === 0) return { kind: 'removed', text, reason: 'It cites nothing.' };
  if (quotes.length === 0)
    return { kind: 'removed', text, reason: 'What it quotes was not said in the calls that were searched.' };
  if (MARKUP.test(text)) return { kind: 'removed', text, reason: 'It holds markup or a link, which nobody says.' };
  if (quotes.every(({ sentences }) => sentences.some((sentence) => INSTRUCTION.test(sentence.text))))
    return { kind: 'removed', text, reason: 'What it quotes is an instruction, not a statement.' };
  const unsupported = findUnsupported(text, toSupport(quotes));
  if (unsupported) return { kind: 'removed', text, reason: unsupported };
  return { kind: 'kept', text, quotes };
}

function findQuote(quote: string, evidenceId: string, given: readonly Evidence[]): ProvedQuote | undefined {
  const words = looseWords(quote);
  if (words.length < FEWEST_WORDS) {
    // A whole sentence may be short: then its own place only, and all of it.
    const named = given.find((evidence) => evidence.id === evidenceId);
    const sentence = named?.segment.sentences.find(
      (candidate) => looseWords(candidate.text).join(' ') === words.join(' '),
    );
    return named && sentence && words.length > 0 ? { evidence: named, sentences: [sentence] } : undefined;
  }
  const named = given.filter((evidence) => evidence.id === evidenceId);
  const others = given.filter((evidence) => evidence.id !== evidenceId);
  for (const evidence of [...named, ...others]) {
    const sentences = sentencesHolding(words, evidence.segment.sentences);
    if (sentences) return { evidence, sentences };
  }
  return undefined;
}

/** The fewest whole sentences in which the words stand one after the other. */
function sentencesHolding(words: readonly string[], sentences: readonly Sentence[]): Sentence[] | undefined {
  const all = sentences.flatMap((sentence, at) => looseWords(sentence.text).map((word) => ({ word, at })));
  for (let start = 0; start + words.length <= all.length; start += 1) {
    if (words.every((word, offset) => all[start + offset]?.word === word)) {
      return sentences.slice(all[start]?.at, (all[start + words.length - 1]?.at ?? 0) + 1);
    }
  }
  return undefined;
}

/** Words as they are compared: without case and punctuation, since models mend both. The quote that is shown is the transcript's own. */
const looseWords = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .split(/[^\p{L}\p{N}'%$€£]+/u)
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter(Boolean);

const toSupport = (quotes: readonly ProvedQuote[]): Support => ({
  quotes: quotes.map(({ sentences }) => sentences.map((sentence) => sentence.text).join(' ')),
  speakers: quotes.map(({ evidence }) => evidence.segment.speaker.name),
  accounts: quotes.flatMap(({ evidence }) => evidence.call.accounts.map((account) => account.name)),
  titles: quotes.map(({ evidence }) => evidence.call.title),
  dates: quotes.map(({ evidence }) => evidence.call.startedAt),
});

/** All that was said in a segment. */
export const wholeSegment = (evidence: Evidence): ProvedQuote => ({ evidence, sentences: evidence.segment.sentences });

const isSame = (a: ProvedQuote, b: ProvedQuote): boolean =>
  a.evidence === b.evidence && a.sentences[0] === b.sentences[0] && a.sentences.length === b.sentences.length;

export type CitationList = ReturnType<typeof citationList>;

/** Numbers citations in the order in which they are first used; the same quote keeps its number. */
export function citationList(publicUrl: string) {
  const proved: ProvedQuote[] = [];
  const citations: Citation[] = [];
  return {
    citations,
    /** A citation that is shown beside the answer and has no number in it. */
    alone: (quote: ProvedQuote): Citation => toCitation(quote, 0, publicUrl),
    cite(quote: ProvedQuote): Citation {
      const at = proved.findIndex((other) => isSame(other, quote));
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
