import { isAppError } from '../errors.ts';
import { contentWords } from '../language/stop-words.ts';
import type { MeaningVector } from '../meaning.ts';
import type { Embedder } from '../search/embedder.ts';
import { nearMoments, rankings } from '../search/find-moments.ts';
import { fuseRanks } from '../search/fuse-ranks.ts';
import type { SegmentHit, SegmentReader } from '../search/segment-index.ts';
import type { Addition } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';

type Added = { text: string; byWords: number; byMeaning: number };
export type Ranked = { hits: SegmentHit[]; weight: number };

/**
 * Weights beside the question's own rank, by words and by meaning (docs/evaluations.md). Synonyms are searched
 * together: each alone finds small talk.
 */
const WEIGHTS = {
  synonym: { byWords: 0.3, byMeaning: 0.3 },
  sub_question: { byWords: 0.4, byMeaning: 0.5 },
  made_up_quote: { byWords: 0.3, byMeaning: 0.5 },
};

/** What to search for beside the question; nothing for what no model added. */
function toAdded(additions: readonly Addition[]): Added[] {
  const of = (kind: keyof typeof WEIGHTS) => additions.filter((one) => one.kind === kind).map(({ text }) => text);
  const synonyms = of('synonym');
  return [
    ...(synonyms.length > 0 ? [{ text: synonyms.join(', '), ...WEIGHTS.synonym }] : []),
    ...of('sub_question').map((text) => ({ text, ...WEIGHTS.sub_question })),
    ...of('made_up_quote').map((text) => ({ text, ...WEIGHTS.made_up_quote })),
  ];
}

/** Rankings of a model's additions within a filter, by words and by meaning. */
export async function addedRankings(
  { index, embedder }: { index: SegmentReader; embedder: Embedder | null },
  additions: readonly Addition[],
  filter: EvidenceFilter,
  reading: { depth: number; byLikeWords: boolean },
): Promise<{ byWords: Ranked[]; byMeaning: Ranked[] }> {
  const added = toAdded(additions);
  const vectors = await meaningsOf(embedder, added);
  const ranked = await Promise.all(
    added.map(async ({ text, byWords, byMeaning }, at) => {
      const words = contentWords(text);
      const vector = vectors[at];
      const meaning = embedder && vector && { model: embedder.name, vector };
      const [said, near] = await Promise.all([
        words.length > 0 ? rankings(index, { ...filter, words }, reading) : [],
        meaning ? nearMoments(index, { ...filter, words, meaning }) : [],
      ]);
      return {
        byWords: said.map((hits) => ({ hits, weight: byWords })),
        byMeaning: near.length > 0 ? [{ hits: near, weight: byMeaning }] : [],
      };
    }),
  );
  return {
    byWords: ranked.flatMap((one) => one.byWords),
    byMeaning: ranked.flatMap((one) => one.byMeaning),
  };
}

/** Vectors of the texts; none where the embedder fails, as then words alone are searched. */
async function meaningsOf(embedder: Embedder | null, added: readonly Added[]): Promise<(MeaningVector | null)[]> {
  if (!embedder || added.length === 0) return [];
  try {
    return await embedder.embedAtOnce(added.map(({ text }) => text));
  } catch (error) {
    if (!isAppError(error, 'model_unavailable')) throw error;
    return [];
  }
}

/** Rankings as one, unless there is none. */
export const fused = (lists: readonly Ranked[]): SegmentHit[] => (lists.length > 0 ? fuseRanks(lists) : []);
