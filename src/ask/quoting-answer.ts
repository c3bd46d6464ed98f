import type { Sentence } from '../call.ts';
import { stemOf, wordsOf } from '../search/words.ts';
import type { ProvedQuote } from './check-claims.ts';
import type { Evidence } from './gather-evidence.ts';
import { hasTopic, type QuestionPlan, searchTerms, specificTerms } from './plan-question.ts';

/** Words of a quote: enough for a thought, few enough to read at a glance. */
const MOST_WORDS = 60;
const FEW_WORDS = 10;
/** A sentence of quick talk has no more words than this. */
const QUICK_WORDS = 16;
const MOST_QUOTES = 14;
const MOST_PER_CALL = 4;

/** An amount: a number with a unit of money or share, or with decimals as prices have. */
const FIGURE =
  /[$€£]\s?\d|\d\s*(?:%|percent|euros?|dollars?|pounds?|cents?)|\d[.,]\d\d\b|\b\d{1,3}[.,]\d{3}\b|\b(?:ten|fifteen|twenty|[a-z]+) percent/i;
const DENIED = /\b(?:no|not|never|nothing|without|[a-z]+n't)\b[^.]{0,30}\b(?:problem|concern|worr|issue|risk|afraid)/i;

/**
 * The answer without a model: the sentences that say most about what was asked, in order of time. Only sentences that hold a word of the
 * question or of its topic are taken: a segment that was found by its neighbours alone says nothing itself.
 */
export function pickQuotes(plan: QuestionPlan, evidence: readonly Evidence[]): ProvedQuote[] {
  const weigh = weigherOf(plan, evidence);
  const isSpecific = hasTopic(plan) && (specificTerms(plan).length > 0 || plan.phrases.length > 0);
  const candidates = evidence.flatMap((item) => bestStretch(item, weigh)).sort((a, b) => b.weight - a.weight);
  const perCall = new Map<string, number>();
  const kept: typeof candidates = [];
  const calls = new Set(candidates.map(({ quote }) => quote.evidence.call.id)).size;
  // One call alone may say more, and many calls each get their turn.
  const share =
    calls > 6 ? Math.ceil(MOST_QUOTES / calls) : Math.max(MOST_PER_CALL, Math.ceil((2 * MOST_PER_CALL) / calls));
  const best = candidates[0]?.weight ?? 0;
  for (const candidate of candidates) {
    const callId = candidate.quote.evidence.call.id;
    const taken = perCall.get(callId) ?? 0;
    // About a topic each call may say its best, even where another says more. A question for something definite is answered by the
    // sentences that hold most of it: half of its words elsewhere are no answer.
    const floor = best * (isSpecific ? 0.5 : taken === 0 ? 0.15 : 0.3);
    if (kept.length === MOST_QUOTES || taken >= share || candidate.weight < floor) continue;
    perCall.set(callId, taken + 1);
    kept.push(candidate);
  }
  return kept
    .map(({ quote }) => quote)
    .sort(
      (a, b) =>
        a.evidence.call.startedAt.getTime() - b.evidence.call.startedAt.getTime() ||
        a.evidence.call.id.localeCompare(b.evidence.call.id) ||
        (a.sentences[0]?.startMs ?? 0) - (b.sentences[0]?.startMs ?? 0),
    );
}

type Weigher = (sentence: Sentence) => number;

/** How much a sentence says about the question: the sum over its asked-for stems of their rarity among the evidence. */
function weigherOf(plan: QuestionPlan, evidence: readonly Evidence[]): Weigher {
  const sentences = evidence.flatMap((item) => item.segment.sentences.map((sentence) => stemsOf(sentence.text)));
  const asked = new Map<string, number>();
  const ask = (stem: string, share: number) => {
    const holding = sentences.filter((stems) => stems.has(stem)).length;
    const rarity = Math.log(1 + (sentences.length + 1) / (holding + 0.5));
    asked.set(stem, Math.max(asked.get(stem) ?? 0, rarity * share));
  };
  const specific = specificTerms(plan);
  const topicShare = specific.length > 0 ? 0.3 : 0.6;
  for (const word of [...specific, ...plan.phrases.flatMap(wordsOf)]) ask(stemOf(word), 1);
  for (const word of searchTerms(plan)) ask(stemOf(word), specific.length > 0 ? 0.4 : 1);
  const phrases = plan.trackers.flatMap((tracker) => tracker.terms).map((term) => wordsOf(term).map(stemOf));
  for (const [stem, second] of phrases) if (stem && !second) ask(stem, topicShare);
  const longer = phrases.filter((phrase) => phrase.length > 1).map((phrase) => phrase.join(' '));
  const isPricing = plan.trackers.some((tracker) => tracker.id === 'pricing');
  const isConcern = plan.trackers.some((tracker) => tracker.id === 'concerns');
  const typical = [...asked.values()].reduce((sum, weight) => sum + weight, 0) / Math.max(1, asked.size);

  return (sentence) => {
    const words = wordsOf(sentence.text);
    const ordered = words.map(stemOf).join(' ');
    let weight = 0;
    for (const stem of new Set(ordered.split(' '))) weight += asked.get(stem) ?? 0;
    weight += longer.filter((phrase) => ` ${ordered} `.includes(` ${phrase} `)).length * 1.5;
    // What a price is stands in its figure. In quick talk it counts even where the words for it were said just before: "And the price?"
    // "Eleven forty." In a monologue a figure alone may be about anything.
    if (isPricing && FIGURE.test(sentence.text))
      weight = weight * 1.5 + (words.length <= QUICK_WORDS ? typical * 1.6 : 0);
    if (weight === 0) return 0;
    // A question says less than a statement, "not a problem" is no concern, and a very short sentence says little alone.
    if (/\?\s*$/.test(sentence.text)) weight *= 0.6;
    if (isConcern && DENIED.test(sentence.text)) weight *= 0.3;
    return weight * Math.min(1, words.length / 8);
  };
}

const stemsOf = (text: string): Set<string> => new Set(wordsOf(text).map(stemOf));

/** A segment's weightiest sentence with the ones beside it that it needs to be understood. */
function bestStretch(evidence: Evidence, weigh: Weigher): { quote: ProvedQuote; weight: number }[] {
  const { sentences } = evidence.segment;
  const weights = sentences.map(weigh);
  const best = weights.indexOf(Math.max(...weights));
  const weight = weights[best] ?? 0;
  if (best < 0 || weight === 0) return [];
  let [first, last] = [best, best];
  const length = (from: number, to: number) =>
    sentences.slice(from, to + 1).reduce((sum, sentence) => sum + wordsOf(sentence.text).length, 0);
  const fits = (from: number, to: number) => from >= 0 && to < sentences.length && length(from, to) <= MOST_WORDS;
  // "That is the part that worries us" needs what stands before it.
  if (
    /^(?:that|this|it|and|but|so|because|which|they|those|these)\b/i.test(sentences[best]?.text ?? '') &&
    fits(best - 1, best)
  )
    first -= 1;
  while ((weights[last + 1] ?? 0) > weight * 0.5 && fits(first, last + 1)) last += 1;
  while (length(first, last) < FEW_WORDS && (fits(first, last + 1) || fits(first - 1, last))) {
    if (fits(first, last + 1)) last += 1;
    else first -= 1;
  }
  return [
    {
      quote: { evidence, sentences: sentences.slice(first, last + 1) },
      weight: weights.slice(first, last + 1).reduce((a, b) => a + b, 0),
    },
  ];
}
