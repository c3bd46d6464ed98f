import { withWords } from '../search/search-segments.ts';
import { toSegmentId } from '../segment.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { Evidence } from './gather-evidence.ts';

/** How many of the best pieces are surrounded, and how far: what is meant by "that" stands before, its answer after. */
const MOST_SURROUNDED = 40;
const NEAR = [-1, 1, -2];

/** The evidence with what stands around its best pieces behind it, for a model that has room to read on. */
export async function withAround(db: Db, scope: Scope, evidence: readonly Evidence[]): Promise<Evidence[]> {
  const has = new Set(evidence.map(({ segment }) => toSegmentId(segment)));
  const best = evidence.slice(0, MOST_SURROUNDED);
  const around = NEAR.flatMap((by) =>
    best.flatMap(({ segment, score }) => {
      const hit = { callId: segment.callId, position: segment.position + by, score: score / 2 };
      const key = toSegmentId(hit);
      if (hit.position < 0 || has.has(key)) return [];
      has.add(key);
      return [hit];
    }),
  );
  const found = await withWords(db, scope, around, { words: [] });
  const next = Math.max(0, ...evidence.map(({ id }) => Number(id.slice(1)))) + 1;
  return [...evidence, ...found.map((one, at) => ({ ...one, id: `s${next + at}` }))];
}
