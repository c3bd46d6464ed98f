import type { SegmentReader } from '../search/segment-index.ts';
import type { EvidenceFilter } from './evidence-filter.ts';

/** Whether any of the words or phrases was said within any of the filters. */
export async function isSaidIn(
  index: SegmentReader,
  filters: readonly EvidenceFilter[],
  texts: readonly string[],
): Promise<boolean> {
  const counts = await Promise.all(
    filters.map((filter) => index.count({ ...filter, words: [], anyOf: [[...texts]] }, { atMost: 1, ofCalls: false })),
  );
  return counts.some(({ segments }) => segments > 0);
}
