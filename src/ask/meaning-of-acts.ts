import type { Sentence } from '../call.ts';
import { isDoneByAsking, isDoneByUs, sayingsOf } from '../language/asked-acts.ts';
import { cosineOf, type MeaningVector } from '../meaning.ts';
import type { Embedder } from '../search/embedder.ts';
import type { FoundSegment } from '../search/search-result.ts';
import { textOf, toSegmentId } from '../segment.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { isQuestion } from './is-question.ts';
import { specificTerms } from './plan-question.ts';

/** How many words of the turn before stand before a turn: "And the others?" "They are not convinced." */
const WORDS_BEFORE = 15;
/** Sentences that a paid endpoint is given, with two readings each: the best come first. */
const MOST_PAID = 32;
/** The weight of the question's own nearness beside the sayings', where it names nothing but the act. */
const OWN_NEARNESS_SHARE = 0.3;
/** The share of a question, which asks whether somebody does it, and of the side that seldom does. */
const ASKING_SHARE = 0.7;
const OTHER_SIDE_SHARE = 0.85;

/**
 * How near each sentence comes to what somebody says who does what the question asks for, mostly from 0 to 1. The
 * nearest saying counts: of the sentence alone, or of its turn so far after the turn before. The question's
 * own nearness is added, and weighs as much where it is about something ("complained about onboarding").
 * @throws AppError `model_unavailable`.
 */
export async function nearActs(
  embedder: Embedder,
  plan: QuestionPlan,
  found: readonly FoundSegment[],
): Promise<ReadonlyMap<Sentence, number>> {
  const readings = readingsOf(found).slice(0, embedder.isChosen ? MOST_PAID : Number.POSITIVE_INFINITY);
  const sayings = plan.acts.flatMap(({ act }) => sayingsOf(act));
  const texts = [...new Set([plan.meaning, ...sayings, ...readings.flatMap((reading) => reading.texts)])];
  const vectorOf = await vectorsFor(embedder, plan, texts);
  const nearest = (read: readonly string[], others: readonly string[]): number =>
    Math.max(...read.flatMap((text) => others.map((other) => cosine(vectorOf.get(text), vectorOf.get(other)))));
  const ofQuestion = specificTerms(plan).length > 0 ? 1 : OWN_NEARNESS_SHARE;
  // "Can I see the log?" asks for something by asking.
  const isOfAsking = plan.acts.some(({ act }) => isDoneByAsking(act));
  const isOurs = plan.acts.some(({ act }) => isDoneByUs(act));
  return new Map(
    readings.map(({ sentence, side, texts: read }) => {
      const near = (nearest(read, sayings) + ofQuestion * nearest(read, [plan.meaning])) / (1 + ofQuestion);
      const asking = isQuestion(sentence) && !isOfAsking ? ASKING_SHARE : 1;
      return [sentence, near * asking * (side === 'us' && !isOurs ? OTHER_SIDE_SHARE : 1)];
    }),
  );
}

/** By plan: its evidence and its quotes are compared with much the same texts. */
const known = new WeakMap<QuestionPlan, Map<string, MeaningVector>>();

/** The texts' vectors, each made once for a plan. @throws AppError `model_unavailable`. */
export async function vectorsFor(
  embedder: Embedder,
  plan: QuestionPlan,
  texts: readonly string[],
): Promise<ReadonlyMap<string, MeaningVector>> {
  const made = known.get(plan) ?? new Map<string, MeaningVector>();
  known.set(plan, made);
  const missing = texts.filter((text) => !made.has(text));
  const vectors = missing.length > 0 ? await embedder.embedAtOnce(missing) : [];
  for (const [n, text] of missing.entries()) if (vectors[n]) made.set(text, vectors[n]);
  return new Map(texts.flatMap((text) => (made.has(text) ? [[text, made.get(text) as MeaningVector] as const] : [])));
}

/** Each sentence with its speaker's side and the texts that may tell its meaning. */
function readingsOf(found: readonly FoundSegment[]) {
  const textAt = new Map(found.map(({ segment }) => [toSegmentId(segment), textOf(segment)]));
  return found.flatMap(({ segment: { callId, position, sentences, speaker } }) => {
    const before = textAt.get(toSegmentId({ callId, position: position - 1 })) ?? '';
    const lead = before.split(' ').slice(-WORDS_BEFORE).join(' ');
    return sentences.map((sentence, at) => {
      const said = sentences.slice(0, at + 1).map(({ text }) => text);
      return { sentence, side: speaker.side, texts: [sentence.text, `${lead} ${said.join(' ')}`.trim()] };
    });
  });
}

const cosine = (a: MeaningVector | undefined, b: MeaningVector | undefined): number => (a && b ? cosineOf(a, b) : 0);
