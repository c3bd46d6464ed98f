import type { Sentence } from '../call.ts';
import { isAppError } from '../errors.ts';
import { wordsOf } from '../language/words.ts';
import { cosineOf } from '../meaning.ts';
import type { Embedder } from '../search/embedder.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { Evidence } from './gather-evidence.ts';
import { nearActs, questionVector } from './meaning-of-acts.ts';
import { sentenceVectors } from './sentence-vectors.ts';

/** How near a sentence is to the question in meaning, as a cosine; 0 for one that was not looked at. */
export type Nearness = (sentence: Sentence) => number;
export const NOT_NEAR: Nearness = () => 0;

/** Each sentence takes the model a few milliseconds, and further down the evidence few are quoted. */
const MOST_SEGMENTS = 16;
const MOST_OF_ACTS = 40;
const LEAST_WORDS = 4;

/** Looks at the sentences of the best evidence, unless the question quotes words or the model fails. */
export async function nearSentences(
  { embedder, scope }: { embedder: Embedder | null; scope: Scope },
  plan: QuestionPlan,
  evidence: readonly Evidence[],
): Promise<Nearness> {
  if (!embedder || plan.phrases.length > 0 || plan.meaning === '') return NOT_NEAR;
  try {
    const near =
      plan.acts.length > 0
        ? await nearActs({ embedder, scope }, plan, evidence.slice(0, MOST_OF_ACTS))
        : await nearQuestion({ embedder, scope }, plan, evidence.slice(0, MOST_SEGMENTS));
    return (sentence) => near.get(sentence) ?? 0;
  } catch (error) {
    if (!isAppError(error, 'model_unavailable')) throw error;
    return NOT_NEAR;
  }
}

/** @throws AppError `model_unavailable`. */
async function nearQuestion(
  { embedder, scope }: { embedder: Embedder; scope: Scope },
  plan: QuestionPlan,
  evidence: readonly Evidence[],
): Promise<ReadonlyMap<Sentence, number>> {
  const sentences = evidence
    .flatMap(({ segment }) => segment.sentences)
    .filter(({ text }) => wordsOf(text).length >= LEAST_WORDS);
  const texts = sentences.map(({ text }) => text);
  const [question, vectorOf] = await Promise.all([
    questionVector(embedder, plan),
    sentenceVectors(embedder, scope, texts),
  ]);
  return new Map(
    sentences.map((sentence) => {
      const vector = vectorOf.get(sentence.text);
      return [sentence, question && vector ? cosineOf(question, vector) : 0];
    }),
  );
}
