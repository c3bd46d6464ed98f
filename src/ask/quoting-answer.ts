import type { Sentence } from '../call.ts';
import { stemmed, stemOf, wordsOf } from '../search/words.ts';
import { toSegmentId } from '../segment.ts';
import type { ProvedQuote } from './check-claims.ts';
import { type Evidence, SHORT_TURN_WORDS, sureAlternativesOf } from './gather-evidence.ts';
import { hasTopic, type QuestionPlan, searchTerms, specificTerms } from './plan-question.ts';

/** Words of a quote: enough for a thought, few enough to read at a glance. */
const MOST_WORDS = 60;
const FEW_WORDS = 10;
/** A sentence of quick talk has no more words than this. */
const QUICK_WORDS = 16;
/** A sentence of so many words says all it can. */
const FULL_WORDS = 8;
/** What a question counts beside a statement, and what answers it beside the question. */
const QUESTION_SHARE = 0.6;
const ANSWER_SHARE = 0.7;
/** For a question for something definite, a sentence counts half where its segment is so far down the evidence. */
const HALF_AT = 10;
const MOST_QUOTES = 14;
const MOST_PER_CALL = 4;

/** An amount: a number with a unit of money or share, or with decimals as prices have. */
const FIGURE =
  /[$€£]\s?\d|\d\s*(?:%|percent|euros?|dollars?|pounds?|cents?)|\d[.,]\d\d\b|\b\d{1,3}[.,]\d{3}\b|\b(?:ten|fifteen|twenty|[a-z]+) percent/i;
/** A denied concern is quoted where nothing else is. */
const DENIED_SHARE = 0.1;
const DENIED = /\b(?:no|not|never|nothing|without|[a-z]+n't)\b[^.]{0,30}\b(?:problem|concern|worr|issue|risk|afraid)/i;

/**
 * The answer without a model: the sentences that say most about what was asked, in order of time. Only sentences that hold a word of the
 * question or of its topic are taken: a segment that was found by its neighbours alone says nothing itself.
 */
export function pickQuotes(plan: QuestionPlan, evidence: readonly Evidence[]): ProvedQuote[] {
  const weigh = weigherOf(plan, evidence);
  const isSpecific = hasTopic(plan) && (specificTerms(plan).length > 0 || plan.phrases.length > 0);
  const byPlace = new Map(evidence.map((item) => [toSegmentId(item.segment), item]));
  const candidates = evidence
    .flatMap((item, place) => {
      const { callId, position } = item.segment;
      const standing = isSpecific ? HALF_AT / (HALF_AT + place) : 1;
      return bestStretch(item, byPlace.get(toSegmentId({ callId, position: position - 1 })), weigh).map((stretch) => ({
        ...stretch,
        weight: stretch.weight * standing,
      }));
    })
    .sort((a, b) => b.weight - a.weight);
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
    // sentences that hold most of it, in the segments that were found to be about it: some of its words elsewhere are no answer.
    const floor = best * (isSpecific ? 0.4 : taken === 0 ? 0.15 : 0.3);
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
/** One thing that is asked for: the words and phrases that say it, in stems, each with what a sentence is worth that holds it. */
type Concept = Map<string, number>;

/** How much a sentence says about the question: the sum over what is asked for of the rarest way in which it says so. */
function weigherOf(plan: QuestionPlan, evidence: readonly Evidence[]): Weigher {
  const concepts = askedConcepts(plan, evidence);
  const isPricing = plan.trackers.some((tracker) => tracker.id === 'pricing');
  const isConcern = plan.trackers.some((tracker) => tracker.id === 'concerns');
  const weights = concepts.flatMap((concept) => [...concept.values()]);
  const typical = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length);

  return (sentence) => {
    const words = wordsOf(sentence.text);
    const text = ` ${words.map(stemOf).join(' ')} `;
    let weight = 0;
    for (const concept of concepts) {
      let most = 0;
      for (const [stems, worth] of concept) if (worth > most && text.includes(` ${stems} `)) most = worth;
      weight += most;
    }
    // What a price is stands in its figure. In quick talk it counts even where the words for it were said just before: "And the price?"
    // "Eleven forty." In a monologue a figure alone may be about anything.
    if (isPricing && FIGURE.test(sentence.text))
      weight = weight * 1.5 + (words.length <= QUICK_WORDS ? typical * 1.6 : 0);
    // A question says less than a statement, "not a problem" is no concern, and a very short sentence says little alone.
    if (isQuestion(sentence)) weight *= QUESTION_SHARE;
    if (isConcern && DENIED.test(sentence.text)) weight *= DENIED_SHARE;
    return weight * Math.min(1, words.length / FULL_WORDS);
  };
}

const isQuickTalk = (evidence: Evidence | undefined): boolean =>
  wordsOf(evidence?.text ?? '').length <= SHORT_TURN_WORDS;
const isQuestion = ({ text }: Sentence): boolean => /\?\s*$/.test(text);

/**
 * What is asked for, each by its own word and what is said for it, weighed by rarity among the evidence; then the topics' terms. Where nobody said the word
 * itself, what is said for it counts in full; a topic is one thing, however many of its terms a sentence holds.
 */
function askedConcepts(plan: QuestionPlan, evidence: readonly Evidence[]): Concept[] {
  const sentences = evidence.flatMap((item) => item.segment.sentences.map(({ text }) => ` ${stemmed(text)} `));
  const holding = (stems: string) => sentences.filter((text) => text.includes(` ${stems} `)).length;
  const rarity = (stems: string) => Math.log(1 + (sentences.length + 1) / (holding(stems) + 0.5));
  const specific = specificTerms(plan);
  const isSpecific = new Set(specific);
  const alternatives = sureAlternativesOf(plan).map((one) => ({ ...one, of: wordsOf(one.of) }));
  const concepts = new Map<string, Concept>();
  const weighed = (text: string, share: number): [string, number] => [stemmed(text), share * rarity(stemmed(text))];
  const inAllItsWords = (word: string, share: number): [string, number][] => {
    const isSaid = holding(stemmed(word)) > 0;
    const others = alternatives.filter(({ of }) => of.includes(word));
    return [weighed(word, share), ...others.map(({ text, worth }) => weighed(text, share * (isSaid ? worth : 1)))];
  };
  for (const word of [...specific, ...plan.phrases.flatMap(wordsOf)])
    if (!concepts.has(stemmed(word))) concepts.set(stemmed(word), new Map(inAllItsWords(word, 1)));
  const [termShare, cueShare] = specific.length > 0 ? [0.3, 0.4] : [0.6, 1];
  const cues = searchTerms(plan).filter((word) => !isSpecific.has(word));
  const ofCues = cues.flatMap((cue) => inAllItsWords(cue, cueShare));
  const topics = plan.trackers.map(
    ({ terms }): Concept => new Map([...terms.map((term) => weighed(term, termShare)), ...ofCues]),
  );
  return [...concepts.values(), ...topics];
}

/**
 * A segment's weightiest sentence with the ones beside it that it needs to be understood. What follows a question answers it, whatever its words: "And
 * notifications?" "At three in the morning."
 */
function bestStretch(
  evidence: Evidence,
  before: Evidence | undefined,
  weigh: Weigher,
): { quote: ProvedQuote; weight: number }[] {
  const { sentences } = evidence.segment;
  const weights = sentences.map(weigh);
  const asked = before?.segment.sentences.at(-1);
  if (asked && isQuestion(asked) && isQuickTalk(before) && before?.segment.speakerId !== evidence.segment.speakerId)
    weights[0] = (weights[0] ?? 0) + (ANSWER_SHARE * weigh(asked)) / QUESTION_SHARE;
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
