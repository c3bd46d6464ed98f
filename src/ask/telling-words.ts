import { isFaint } from '../language/asking-words.ts';
import { saidNumbers } from '../language/said-numbers.ts';
import { isStopWord } from '../language/stop-words.ts';
import { type Stem, stemOf, wordsOf } from '../language/words.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { textOf } from '../segment.ts';
import { readCalls, readTranscript } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { EvidenceFilter } from './evidence-filter.ts';

/** The newest calls in scope tell the subject; more calls would blur it. */
const MOST_CALLS = 8;
/** Words looked up for rarity. */
const CANDIDATES = 40;
const MOST_WORDS = 8;
/** Of the heaviest word's weight: where calls are few, words of greeting would make up the number. */
const LEAST_SHARE = 0.3;
const SHORTEST = 4;
const FEW_SHARED = 4;

/**
 * The words the newest calls in scope are most about: said often there and seldom elsewhere, without the names of
 * people and accounts on the calls. `isShared`: only words of several of the calls, as far as there are some, since
 * what changed between calls is what both speak of. A question without a topic is searched by these words, as "What did
 * we discuss in the last call?".
 */
export async function tellingWords(
  { db, index }: { db: Db; index: SegmentReader },
  scope: Scope,
  filters: readonly EvidenceFilter[],
  { isShared = false }: { isShared?: boolean } = {},
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
  const said = new Map<Stem, { word: string; times: number; calls: Set<string> }>();
  for (const call of calls)
    for (const segment of await readTranscript(db, scope, call.id))
      for (const word of wordsOf(textOf(segment))) {
        const stem = stemOf(word);
        if (
          word.length < SHORTEST ||
          /\d/.test(word) ||
          saidNumbers(word).length > 0 ||
          isStopWord(word) ||
          isFaint(stem) ||
          names.has(stem)
        )
          continue;
        const known = said.get(stem);
        said.set(stem, {
          word: known?.word ?? word,
          times: (known?.times ?? 0) + 1,
          calls: (known?.calls ?? new Set()).add(call.id),
        });
      }
  const shared = [...said].filter(([, { calls: some }]) => some.size > 1);
  const candidates = (isShared && shared.length >= FEW_SHARED ? shared : [...said])
    .sort(([, a], [, b]) => b.times - a.times)
    .slice(0, CANDIDATES);
  const words = candidates.map(([, { word }]) => word);
  if (words.length === 0) return [];
  const { passages, holding } = await index.passages({ scope, words }, { limit: 1 });
  const weight = ([stem, { times }]: (typeof candidates)[number]) =>
    Math.log(1 + times) * Math.log(1 + passages / (1 + (holding.get(stem) ?? 0)));
  const heaviest = candidates.toSorted((a, b) => weight(b) - weight(a)).slice(0, MOST_WORDS);
  const least = heaviest[0] ? LEAST_SHARE * weight(heaviest[0]) : 0;
  return heaviest.filter((candidate) => weight(candidate) >= least).map(([, { word }]) => word);
}
