import { contentWords } from '../language/stop-words.ts';
import { type Stem, stemOf, wordsOf } from '../language/words.ts';
import { cosineOf, type MeaningVector } from '../meaning.ts';
import type { Embedder } from './embedder.ts';

/** Texts, and questions with the places of the texts they are asked of and of those that answer them. */
export type Probe = {
  texts: string[];
  questions: { question: string; among: number[]; answers: number[] }[];
};

/**
 * How well a model finds what answers, beside words on the same questions: means of 1/rank of the first answer.
 * `weight` is that of a rank by its vectors beside a rank by words.
 */
export type Strength = { byMeaning: number; byWords: number; weight: number };

const BATCH = 32;
/**
 * Clearly better: it misses half as much as words do, and the difference is two standard errors. The small model inside
 * misses .70 as much, and on calls of its own weight 2 brings nothing to it (docs/evaluations.md).
 */
const MISSES = 0.5;
const ERRORS = 2;

/**
 * Measures a model. Words are plain BM25, which every model is measured beside alike.
 * @throws AppError `model_unavailable`; whatever the signal was aborted with, between two batches.
 */
export async function probeEmbedder(
  embedder: Pick<Embedder, 'embedTexts'>,
  { texts, questions }: Probe,
  signal: AbortSignal,
): Promise<Strength> {
  const vectors: (MeaningVector | null)[] = [];
  const all = [...texts, ...questions.map(({ question }) => question)];
  for (let start = 0; start < all.length; start += BATCH) {
    signal.throwIfAborted();
    vectors.push(...(await embedder.embedTexts(all.slice(start, start + BATCH))));
  }
  const bm25 = bm25Of(texts);
  const pairs = questions.map(({ question, among, answers }, n) => {
    const asked = vectors[texts.length + n];
    return {
      byMeaning: firstRank(among, answers, (at) => nearness(asked, vectors[at])),
      byWords: firstRank(among, answers, bm25(question)),
    };
  });
  const gains = pairs.map(({ byMeaning, byWords }) => byMeaning - byWords);
  const gain = mean(gains);
  const error = Math.sqrt(mean(gains.map((one) => (one - gain) ** 2)) / Math.max(1, gains.length - 1));
  const byMeaning = mean(pairs.map((pair) => pair.byMeaning));
  const byWords = mean(pairs.map((pair) => pair.byWords));
  const isClearlyBetter = gain > 0 && 1 - byMeaning <= MISSES * (1 - byWords) && gain >= ERRORS * error;
  return { byMeaning, byWords, weight: isClearlyBetter ? 2 : 1 };
}

/** What the model refuses is near nothing. */
const nearness = (a: MeaningVector | null | undefined, b: MeaningVector | null | undefined): number =>
  a && b ? cosineOf(a, b) : -1;

/** 1/rank of the best answer; what scores alike stands before it. */
function firstRank(among: readonly number[], answers: readonly number[], score: (at: number) => number): number {
  const best = Math.max(...answers.map(score));
  const before = among.filter((at) => !answers.includes(at) && score(at) >= best).length;
  return 1 / (1 + before);
}

const [K1, B] = [1.2, 0.75];

function bm25Of(texts: readonly string[]): (question: string) => (at: number) => number {
  const docs = texts.map((text) => {
    const counts = new Map<Stem, number>();
    const stems = wordsOf(text).map(stemOf);
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    return { counts, length: stems.length };
  });
  const meanLength = mean(docs.map(({ length }) => length)) || 1;
  return (question) => {
    const terms = [...new Set(contentWords(question).map(stemOf))].map((stem) => {
      const holding = docs.filter(({ counts }) => counts.has(stem)).length;
      return { stem, idf: Math.log(1 + (docs.length - holding + 0.5) / (holding + 0.5)) };
    });
    return (at) => {
      const { counts, length } = docs[at] as (typeof docs)[number];
      return terms.reduce((sum, { stem, idf }) => {
        const count = counts.get(stem) ?? 0;
        return sum + (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / meanLength));
      }, 0);
    };
  };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
