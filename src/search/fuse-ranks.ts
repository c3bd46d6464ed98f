import { compareCallIds } from '../call.ts';
import { toSegmentId } from '../segment.ts';
import type { SegmentHit } from './segment-index.ts';

/**
 * Reciprocal rank fusion's constant. Cormack, Clarke and Büttcher (2009) take 60 for lists a thousand deep. Our lists
 * are 60 deep, and at 60 a middle place in both lists beat the first place of a single list (docs/evaluations.md).
 */
const RRF_K = 20;

/** Reciprocal rank fusion: a hit scores the sum of weight / (k + rank) over its lists; best first. */
export function fuseRanks<Hit extends SegmentHit>(lists: readonly { hits: readonly Hit[]; weight: number }[]): Hit[] {
  const fused = new Map<string, Hit>();
  for (const { hits, weight } of lists) {
    for (const [rank, hit] of hits.entries()) {
      const key = toSegmentId(hit);
      const known = fused.get(key);
      fused.set(key, { ...(known ?? hit), score: weight / (RRF_K + rank + 1) + (known?.score ?? 0) });
    }
  }
  return [...fused.values()].sort(
    (a, b) => b.score - a.score || compareCallIds(a.callId, b.callId) || a.position - b.position,
  );
}
