import { isAppError } from '../errors.ts';
import { sayingsOf } from '../language/asked-acts.ts';
import { type MeaningVector, toMeaningVector } from '../meaning.ts';
import type { Embedder } from '../search/embedder.ts';
import { withWords } from '../search/search-segments.ts';
import type { SegmentHit, SegmentQuery, SegmentReader } from '../search/segment-index.ts';
import { toSegmentId } from '../segment.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { nearActs, questionVector } from './meaning-of-acts.ts';
import { isWanted } from './newest-moments.ts';
import { sentenceVectors } from './sentence-vectors.ts';

type Deps = { db: Db; index: SegmentReader; embedder: Embedder | null };

/** Stretches near the sayings of each act, and near the question. */
const STRETCHES = 40;
/** Segments whose sentences are looked at: of half as many a sixth less was found. A paid model is given a page. */
const MOST_SEGMENTS = 160;
const MOST_PAID = 40;

/**
 * Segments of those who do what the question asks for, by meaning alone, best first: stretches near the sayings of the
 * act, then their sentences one by one. Nothing without an act, without vectors, or when the model fails.
 */
export async function actHits(
  { db, index, embedder }: Deps,
  scope: Scope,
  plan: QuestionPlan,
  filter: EvidenceFilter,
): Promise<SegmentHit[]> {
  if (!embedder || plan.acts.length === 0) return [];
  try {
    const [asked, ...ofActs] = await Promise.all([
      questionVector(embedder, plan),
      ...plan.acts.map(async ({ act }) => [...(await sentenceVectors(embedder, scope, sayingsOf(act))).values()]),
    ]);
    // An embedder may refuse a text.
    const means = [asked ? [asked] : [], ...ofActs].filter((some) => some.length > 0).map(meanOf);
    const lists = await Promise.all(
      means.map((vector) => segmentsNear(index, { ...filter, words: [], meaning: { model: embedder.name, vector } })),
    );
    const longest = Math.max(0, ...lists.map((list) => list.length));
    const inTurn = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
    const hits = [...new Map(inTurn.map((hit) => [toSegmentId(hit), hit])).values()].slice(
      0,
      embedder.isChosen ? MOST_PAID : MOST_SEGMENTS,
    );
    const found = await withWords(db, scope, hits, { words: [] });
    const near = await nearActs({ embedder, scope }, plan, found);
    // A stretch near in meaning holds others' words too: whether Dana is happy is told by Dana.
    return found
      .filter(({ segment }) => isWanted(plan, segment.speaker))
      .map(({ segment }) => ({
        ...{ callId: segment.callId, position: segment.position },
        score: Math.max(0, ...segment.sentences.map((sentence) => near.get(sentence) ?? 0)),
      }))
      .toSorted((a, b) => b.score - a.score);
  } catch (error) {
    if (!isAppError(error, 'model_unavailable')) throw error;
    return [];
  }
}

/** The segments of the nearest stretches, the nearest stretch first. */
async function segmentsNear(index: SegmentReader, query: SegmentQuery): Promise<SegmentHit[]> {
  const stretches = await index.nearest(query, { limit: STRETCHES });
  return stretches
    .flatMap(({ callId, segments, passages }) => passages.map((passage) => ({ callId, segments, ...passage })))
    .toSorted((a, b) => b.score - a.score)
    .flatMap(({ callId, segments, first, last, score }) =>
      segments
        .filter(({ position, side }) => first <= position && position <= last && (!query.side || side === query.side))
        .map(({ position }) => ({ callId, position, score })),
    );
}

function meanOf(vectors: readonly MeaningVector[]): MeaningVector {
  const [first = new Int8Array()] = vectors;
  return toMeaningVector(Array.from(first, (_, n) => vectors.reduce((sum, vector) => sum + (vector[n] ?? 0), 0)));
}
