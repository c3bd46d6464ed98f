import type { Sentence } from '../call.ts';
import type { ProposedCitation } from '../citation.ts';
import { countAfterthoughts } from '../language/afterthoughts.ts';
import { withoutFillers } from '../language/fillers.ts';
import { saidNumbers, withDecimals } from '../language/said-numbers.ts';
import { toSegmentId } from '../segment.ts';
import type { Evidence } from './gather-evidence.ts';

/**
 * A quote found in the evidence: whole sentences of one segment, in a row. `context` is what names who and what it
 * speaks of: the whole call or, as far as they were given, its speaker's other words there and the turns near it.
 */
export type ProvedQuote = { evidence: Evidence; sentences: Sentence[]; context?: string };

/** A shorter quote occurs anywhere and proves nothing. */
const FEWEST_WORDS = 3;
/** Stretches of one quote with no more sentences between them are shown as one. */
const MOST_BETWEEN = 2;

/**
 * The sentences that a citation points at or whose words it copies; none where nobody said them. A wrong id beside
 * right words is corrected. Copies may leave out fillers, repeats and, at "…", whole stretches.
 */
export function findQuotes(citation: ProposedCitation, given: readonly Evidence[]): ProvedQuote[] {
  const named = given.filter(({ id }) => id === citation.evidenceId);
  if ('first' in citation) {
    const { first, last } = citation;
    return named.flatMap((evidence) => quoteOf(evidence, first - 1, Math.max(first, last) - 1) ?? []);
  }
  const stretches = citation.quote
    .split(GAP)
    .map((one) => one.trim())
    .filter(Boolean);
  if (stretches.length === 1 && looseWords(citation.quote).length < FEWEST_WORDS)
    return named.flatMap((evidence) => shortSentence(citation.quote, evidence) ?? []);
  if (stretches.length === 0 || stretches.some((one) => looseWords(one).length < FEWEST_WORDS)) return [];
  const others = given.filter(({ id }) => id !== citation.evidenceId);
  for (const evidence of [...named, ...others]) {
    const spans = findSpans(stretches, evidence.segment.sentences);
    if (spans) return joined(spans).flatMap(([from, to]) => quoteOf(evidence, from, to) ?? []);
  }
  return [];
}

/** Quotes every sentence of a segment. */
export const wholeSegment = (evidence: Evidence): ProvedQuote => ({ evidence, sentences: evidence.segment.sentences });

export const isSameQuote = (a: ProvedQuote, b: ProvedQuote): boolean =>
  toSegmentId(a.evidence.segment) === toSegmentId(b.evidence.segment) &&
  a.sentences[0]?.startMs === b.sentences[0]?.startMs &&
  a.sentences.length === b.sentences.length;

/** "…" between two stretches, with or without brackets. */
const GAP = /\s*[[(]?(?:…|\.{3,})[\])]?\s*/;

/** A stretch of sentences, the last one included. */
type Span = readonly [from: number, to: number];

/** The sentences with afterthoughts that limit the last one or take it back. */
function quoteOf(evidence: Evidence, from: number, to: number): ProvedQuote | null {
  const { sentences } = evidence.segment;
  const end = Math.min(to, sentences.length - 1);
  if (from < 0 || from > end) return null;
  const after = countAfterthoughts(sentences.slice(end + 1).map(({ text }) => text));
  return { evidence, sentences: sentences.slice(from, end + 1 + after) };
}

/** A whole sentence may be short. Then only the named segment counts, and the quote must match the full sentence. */
function shortSentence(quote: string, evidence: Evidence): ProvedQuote | null {
  const words = looseWords(quote).join(' ');
  const sentence = evidence.segment.sentences.find(({ text }) => looseWords(text).join(' ') === words);
  return sentence && words !== '' ? { evidence, sentences: [sentence] } : null;
}

/** Where the stretches stand, one after the other: word for word, or else as people copy speech. */
function findSpans(stretches: readonly string[], sentences: readonly Sentence[]): Span[] | null {
  for (const read of [exactWords, copiedWords]) {
    const said = read(sentences);
    const spans: Span[] = [];
    let start = 0;
    for (const stretch of stretches) {
      const words = read([{ text: stretch }]).map(({ word }) => word);
      const at = placeOf(words, said, start);
      if (at < 0) break;
      spans.push([said[at]?.at ?? 0, said[at + words.length - 1]?.at ?? 0]);
      start = at + words.length;
    }
    if (spans.length === stretches.length) return spans;
  }
  return null;
}

type SaidWord = { word: string; at: number };

function placeOf(words: readonly string[], said: readonly SaidWord[], from: number): number {
  for (let start = from; words.length > 0 && start + words.length <= said.length; start += 1)
    if (words.every((word, offset) => said[start + offset]?.word === word)) return start;
  return -1;
}

function joined(spans: readonly Span[]): Span[] {
  const done: Span[] = [];
  for (const [from, to] of spans) {
    const before = done.at(-1);
    if (before && from - before[1] - 1 <= MOST_BETWEEN) done[done.length - 1] = [before[0], to];
    else done.push([from, to]);
  }
  return done;
}

const exactWords = (sentences: readonly Pick<Sentence, 'text'>[]): SaidWord[] =>
  sentences.flatMap(({ text }, at) => looseWords(text).map((word) => ({ word, at })));

/** Words without fillers and repeats, numbers as their values, each with the position of its sentence. */
function copiedWords(sentences: readonly Pick<Sentence, 'text'>[]): SaidWord[] {
  const words = sentences.flatMap(({ text }, at) =>
    looseWords(numbersAsValues(withDecimals(withoutFillers(text)))).map((word) => ({ word, at })),
  );
  return words.filter(({ word }, at) => word !== words[at - 1]?.word);
}

function numbersAsValues(text: string): string {
  let at = 0;
  const pieces = saidNumbers(text).map(({ value, start, end }) => {
    const before = text.slice(at, start);
    at = end;
    return `${before} ${String(value)} `;
  });
  return [...pieces, text.slice(at)].join('');
}

/**
 * Words for comparison, without case and punctuation, since models correct both. The quote shown is the transcript's
 * own.
 */
const looseWords = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .split(/[^\p{L}\p{N}'%$€£]+/u)
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter(Boolean);
