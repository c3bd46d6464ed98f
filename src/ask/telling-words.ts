import { isFaint } from '../search/asking-words.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { isStopWord, stemOf, wordsOf } from '../search/words.ts';
import { textOf } from '../segment.ts';
import { readCalls, readTranscript } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { EvidenceFilter } from './gather-evidence.ts';

/** The newest calls in scope tell what was talked about; more of them would blur it. */
const MOST_CALLS = 8;
/** Words whose rarity is looked up. */
const CANDIDATES = 40;
const MOST_WORDS = 8;
const SHORTEST = 4;

/**
 * The words that the newest calls in scope are most about: said often there and seldom elsewhere, names of those on the calls left out. What a question is
 * searched by that names no topic, as "What did we discuss in the last call?".
 */
export async function tellingWords(
  { db, index }: { db: Db; index: SegmentReader },
  scope: Scope,
  filters: readonly EvidenceFilter[],
): Promise<string[]> {
  const pages = await Promise.all(filters.map((filter) => readCalls(db, scope, filter, { limit: MOST_CALLS })));
  const calls = pages
    .flat()
    .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
    .slice(0, MOST_CALLS);
  const names = new Set(
    calls
      .flatMap(({ parties, accounts }) => [...parties, ...accounts].map(({ name }) => name))
      .flatMap(wordsOf)
      .map(stemOf),
  );
  const said = new Map<string, { word: string; times: number }>();
  for (const call of calls)
    for (const segment of await readTranscript(db, scope, call.id))
      for (const word of wordsOf(textOf(segment))) {
        const stem = stemOf(word);
        if (word.length < SHORTEST || /\d/.test(word) || isStopWord(word) || isFaint(stem) || names.has(stem)) continue;
        const known = said.get(stem);
        said.set(stem, { word: known?.word ?? word, times: (known?.times ?? 0) + 1 });
      }
  const candidates = [...said].sort(([, a], [, b]) => b.times - a.times).slice(0, CANDIDATES);
  const words = candidates.map(([, { word }]) => word);
  if (words.length === 0) return [];
  const { passages, holding } = await index.passages({ scope, words }, { limit: 1 });
  const weight = ([stem, { times }]: (typeof candidates)[number]) =>
    Math.log(1 + times) * Math.log(1 + passages / (1 + (holding.get(stem) ?? 0)));
  return candidates
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, MOST_WORDS)
    .map(([, { word }]) => word);
}
