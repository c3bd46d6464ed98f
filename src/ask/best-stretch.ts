import { holdsFigureAskedFor } from '../language/exchanges.ts';
import { leansOnBefore } from '../language/leaning-words.ts';
import { asksForFigure } from '../language/said-figures.ts';
import { wordsOf } from '../language/words.ts';
import type { ProvedQuote } from './find-quote.ts';
import { type Evidence, SHORT_TURN_WORDS } from './gather-evidence.ts';
import { isQuestion } from './is-question.ts';
import { QUESTION_SHARE, type SentenceWeigher } from './weigh-sentences.ts';

/** Most words of a quote: enough for a thought, few enough to read at a glance. */
export const MOST_QUOTE_WORDS = 60;
export const FEW_QUOTE_WORDS = 10;
/** An answer's weight relative to its question. */
const ANSWER_SHARE = 0.7;

/**
 * A segment's weightiest sentence, with neighbours to make it understood. A reply to a question counts whatever its
 * words: "And notifications?" "At three in the morning."
 */
export function bestStretch(
  evidence: Evidence,
  before: Evidence | undefined,
  weigh: SentenceWeigher,
  asked: string,
): { quote: ProvedQuote; weight: number }[] {
  const { sentences } = evidence.segment;
  const weights = sentences.map(weigh);
  const lastBefore = evidence.repliesTo ?? before?.segment.sentences.at(-1);
  for (const [at, sentence] of sentences.entries())
    weights[at] = (weights[at] ?? 0) + weigh.news(sentence, at > 0 ? sentences[at - 1] : lastBefore, evidence);
  const isReply =
    evidence.repliesTo !== undefined ||
    (before?.segment.speakerId !== evidence.segment.speakerId && isQuickTalk(before));
  if (lastBefore && isQuestion(lastBefore) && isReply)
    // However short the question is: "And the tablets?"
    weights[0] =
      (weights[0] ?? 0) +
      ANSWER_SHARE * Math.max(weigh(lastBefore) / QUESTION_SHARE, evidence.repliesTo ? weigh.said(lastBefore) : 0);
  const best = weights.indexOf(Math.max(...weights));
  const weight = weights[best] ?? 0;
  if (best < 0 || weight === 0) return [];
  let [first, last] = [best, best];
  const length = (from: number, to: number) =>
    sentences.slice(from, to + 1).reduce((sum, sentence) => sum + wordsOf(sentence.text).length, 0);
  const fits = (from: number, to: number) => from >= 0 && to < sentences.length && length(from, to) <= MOST_QUOTE_WORDS;
  // "That is the part that worries us" needs the sentence before, and so does a figure whose subject stands there: "The
  // budget was cut. I now have 54,000 euros."
  const isBare = weigh.said(sentences[best]) === 0 && weigh.said(sentences[best - 1]) > 0;
  if ((isBare || leansOnBefore(sentences[best]?.text ?? '')) && fits(best - 1, best)) first -= 1;
  while ((weights[last + 1] ?? 0) > weight * 0.5 && fits(first, last + 1)) last += 1;
  // "I watched the test. Four minutes."
  const isTold = (from: number, to: number) =>
    sentences.slice(from, to + 1).some(({ text }) => holdsFigureAskedFor(text, asked));
  if (asksForFigure(asked) && !isTold(first, last) && isTold(last + 1, last + 1) && fits(first, last + 1)) last += 1;
  while (length(first, last) < FEW_QUOTE_WORDS && (fits(first, last + 1) || fits(first - 1, last))) {
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

/** Whether a turn is so short that what is meant may stand in the turns beside it. */
export const isQuickTalk = (evidence: Evidence | undefined): boolean =>
  wordsOf(evidence?.text ?? '').length <= SHORT_TURN_WORDS;
