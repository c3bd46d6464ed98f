import type { Sentence } from '../call.ts';
import { isAppError } from '../errors.ts';
import { wordsOf } from '../language/words.ts';
import { cosineOf } from '../meaning.ts';
import type { Embedder } from '../search/embedder.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { Evidence } from './gather-evidence.ts';
import { nearActs } from './meaning-of-acts.ts';

/** How near a sentence is to the question in meaning, as a cosine; 0 for one that was not looked at. */
export type Nearness = (sentence: Sentence) => number;
export const NOT_NEAR: Nearness = () => 0;

/** Each sentence takes the model a few milliseconds, and further down the evidence few are quoted. */
const MOST_SEGMENTS = 16;
const MOST_OF_ACTS = 40;
const LEAST_WORDS = 4;

/** Looks at the sentences of the best evidence, unless the question quotes words or the model fails. */
export async function nearSentences(
  { embedder }: { embedder: Embedder | null },
  plan: QuestionPlan,
  evidence: readonly Evidence[],
): Promise<Nearness> {
  if (!embedder || plan.phrases.length > 0 || plan.meaning === '') return NOT_NEAR;
  try {
    const near =
      plan.acts.length > 0
        ? await nearActs(embedder, plan, evidence.slice(0, MOST_OF_ACTS))
        : await nearQuestion(embedder, plan.meaning, evidence.slice(0, MOST_SEGMENTS));
    return (sentence) => near.get(sentence) ?? 0;
  } catch (error) {
    if (!isAppError(error, 'model_unavailable')) throw error;
    return NOT_NEAR;
  }
}

/** @throws AppError `model_unavailable`. */
async function nearQuestion(
  embedder: Embedder,
  meaning: string,
  evidence: readonly Evidence[],
): Promise<ReadonlyMap<Sentence, number>> {
  const sentences = evidence
    .flatMap(({ segment }) => segment.sentences)
    .filter(({ text }) => wordsOf(text).length >= LEAST_WORDS);
  const [question, ...vectors] = await embedder.embedAtOnce([meaning, ...sentences.map(({ text }) => text)]);
  return new Map(
    sentences.map((sentence, n) => [sentence, question && vectors[n] ? cosineOf(question, vectors[n]) : 0]),
  );
}
