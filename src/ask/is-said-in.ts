import { stemmed } from '../language/words.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import type { AskContext } from './draft.ts';
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

/**
 * Whether a word was said by those whose words are asked for, or by who asked one of them: what somebody replied to a
 * question about Tempova is what they said about it.
 */
export const isSaidOrAsked = async (
  { index, filters, evidence }: Pick<AskContext, 'index' | 'filters' | 'evidence'>,
  word: string,
): Promise<boolean> =>
  evidence.some(({ repliesTo }) => ` ${stemmed(repliesTo?.text ?? '')} `.includes(` ${stemmed(word)} `)) ||
  (await isSaidIn(index, filters, [word]));
