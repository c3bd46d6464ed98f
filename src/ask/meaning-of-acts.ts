import type { Sentence, Side } from '../call.ts';
import { isDoneByAsking, isDoneByUs, sayingsOf } from '../language/asked-acts.ts';
import { cosineOf, type MeaningVector } from '../meaning.ts';
import type { Embedder } from '../search/embedder.ts';
import type { FoundSegment } from '../search/search-result.ts';
import { textOf, toSegmentId } from '../segment.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { isQuestion } from './is-question.ts';
import { specificTerms } from './plan-question.ts';
import { sentenceVectors } from './sentence-vectors.ts';

/** How many words of the turn before stand before a turn: "And the others?" "They are not convinced." */
const WORDS_BEFORE = 15;
/** Sentences that a paid endpoint is given, with two readings each: the best come first. */
const MOST_PAID = 32;
/** Sentences read in their turns too: three times as long, and of all 250 as many moments were right as of these. */
const MOST_IN_TURNS = 60;
/** The weight of the question's own nearness beside the sayings', where it names nothing but the act. */
const OWN_NEARNESS_SHARE = 0.3;
/** The share of a question, which asks whether somebody does it, and of the side that seldom does. */
const ASKING_SHARE = 0.7;
const OTHER_SIDE_SHARE = 0.85;

/**
 * How near each sentence comes to what somebody says who does what the question asks for, mostly from 0 to 1. The
 * nearest saying counts: of the sentence alone or, for the nearest, of its turn so far after the turn before. The
 * question's own nearness is added, and weighs as much where it is about something ("complained about onboarding").
 * @throws AppError `model_unavailable`.
 */
export async function nearActs(
  { embedder, scope }: { embedder: Embedder; scope: Scope },
  plan: QuestionPlan,
  found: readonly FoundSegment[],
): Promise<ReadonlyMap<Sentence, number>> {
  const readings = readingsOf(found).slice(0, embedder.isChosen ? MOST_PAID : Number.POSITIVE_INFINITY);
  const sayings = plan.acts.flatMap(({ act }) => sayingsOf(act));
  const sentences = readings.map(({ sentence }) => sentence.text);
  // Who is asked over the network is asked once, and gets few.
  const turns = embedder.isChosen ? readings.map(({ inTurn }) => inTurn) : [];
  const [asked, vectors] = await Promise.all([
    questionVector(embedder, plan),
    sentenceVectors(embedder, scope, [...sayings, ...sentences, ...turns]),
  ]);
  const vectorOf = new Map(vectors);
  const said = sayings.map((saying) => vectorOf.get(saying));
  const nearest = (read: readonly string[], others: readonly (MeaningVector | null | undefined)[]): number =>
    Math.max(...read.flatMap((text) => others.map((other) => cosine(vectorOf.get(text), other))));
  const ofQuestion = specificTerms(plan).length > 0 ? 1 : OWN_NEARNESS_SHARE;
  // "Can I see the log?" asks for something by asking.
  const isOfAsking = plan.acts.some(({ act }) => isDoneByAsking(act));
  const isOurs = plan.acts.some(({ act }) => isDoneByUs(act));
  const nearnessOf = ({ sentence, side, inTurn }: Reading): number => {
    const read = [sentence.text, inTurn];
    const near = (nearest(read, said) + ofQuestion * nearest(read, [asked])) / (1 + ofQuestion);
    const asking = isQuestion(sentence) && !isOfAsking ? ASKING_SHARE : 1;
    return near * asking * (side === 'us' && !isOurs ? OTHER_SIDE_SHARE : 1);
  };
  if (embedder.isChosen) return new Map(readings.map((reading) => [reading.sentence, nearnessOf(reading)]));
  const byThemselves = new Map(readings.map((reading) => [reading, nearnessOf(reading)]));
  const inTurns = readings
    .toSorted((a, b) => (byThemselves.get(b) ?? 0) - (byThemselves.get(a) ?? 0))
    .slice(0, MOST_IN_TURNS)
    .map(({ inTurn }) => inTurn);
  for (const [text, vector] of await sentenceVectors(embedder, scope, inTurns)) vectorOf.set(text, vector);
  return new Map(readings.map((reading) => [reading.sentence, nearnessOf(reading)]));
}

/** By plan: its evidence and its quotes are compared with one question. */
const questions = new WeakMap<QuestionPlan, MeaningVector>();

/** The question's vector, made once for a plan; null for a refused one. @throws AppError `model_unavailable`. */
export async function questionVector(embedder: Embedder, plan: QuestionPlan): Promise<MeaningVector | null> {
  const made = questions.get(plan) ?? (await embedder.embedAtOnce([plan.meaning]))[0];
  if (made) questions.set(plan, made);
  return made ?? null;
}

/** A sentence, its speaker's side, and its turn so far after the turn before: both may tell its meaning. */
type Reading = { sentence: Sentence; side: Side; inTurn: string };

function readingsOf(found: readonly FoundSegment[]): Reading[] {
  const textAt = new Map(found.map(({ segment }) => [toSegmentId(segment), textOf(segment)]));
  return found.flatMap(({ segment: { callId, position, sentences, speaker } }) => {
    const before = textAt.get(toSegmentId({ callId, position: position - 1 })) ?? '';
    const lead = before.split(' ').slice(-WORDS_BEFORE).join(' ');
    return sentences.map((sentence, at) => {
      const said = sentences.slice(0, at + 1).map(({ text }) => text);
      return { sentence, side: speaker.side, inTurn: `${lead} ${said.join(' ')}`.trim() };
    });
  });
}

const cosine = (a: MeaningVector | undefined, b: MeaningVector | null | undefined): number =>
  a && b ? cosineOf(a, b) : 0;
