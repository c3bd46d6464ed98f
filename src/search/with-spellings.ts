import { otherSpellings } from '../language/compounds.ts';
import { contentWords } from '../language/stop-words.ts';
import { wordsOf } from '../language/words.ts';
import type { SegmentQuery, SegmentReader } from './segment-index.ts';

/**
 * The query with the other spellings of its compounds: "rollout" beside "roll-out", "set up" in the place of "setup".
 * Words that stand apart are common ("time line"), so they find by themselves only where the compound was never said.
 */
export async function withSpellings(index: SegmentReader, query: SegmentQuery, text: string): Promise<SegmentQuery> {
  const spellings = query.words.length > 0 ? otherSpellings(text) : [];
  if (spellings.length === 0) return query;
  const isOne = (spelled: string) => wordsOf(spelled).length === 1;
  const standIns = spellings.map((spelling) => ({ ...spelling, worth: 1 }));
  const asOne = spellings.flatMap((spelling) => (isOne(spelling.text) ? [spelling.text] : []));
  const spelled = { ...query, words: [...query.words, ...asOne], standIns };
  const { segments } = await index.count(spelled, { atMost: 1, ofCalls: false });
  if (segments > 0) return spelled;
  const apart = spellings.flatMap(({ text: other }) => (isOne(other) ? [] : contentWords(other)));
  return { ...spelled, words: [...spelled.words, ...apart] };
}
