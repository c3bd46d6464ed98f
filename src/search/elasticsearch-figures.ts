import type { Client } from '@elastic/elasticsearch';
import { isEveryCall, nameAccess } from '../access-filter.ts';
import type { Stem } from '../language/words.ts';
import type { Scope } from '../viewer.ts';
import { passageFilter } from './elasticsearch-query.ts';
import type { WordFigures } from './weigh-passages.ts';

/** How long word frequencies are cached: they change slowly, and a fresh look costs a round trip. */
const KNOWN_MS = 300_000;
const MOST_KNOWN = 50_000;
/** For so long an organization counts as alone in the index after a look. */
const ALONE_MS = 10_000;

type Known = { passages: number; holding: Map<Stem, { passages: number; untilMs: number }> };

/**
 * How many passages there are, and how many hold a word, within a scope. `isWhole`: the scope has everything in the
 * index, so that the engine's own figures, which cover the whole index, are the scope's.
 */
export function openElasticsearchFigures(client: Client, name: string) {
  const scopes = new Map<string, Known>();
  const alone = new Map<string, { isAlone: boolean; untilMs: number }>();

  const isAlone = async ({ organizationId }: Scope, nowMs: number): Promise<boolean> => {
    const known = alone.get(organizationId);
    if (known && known.untilMs > nowMs) return known.isAlone;
    const ours = [{ term: { organizationId } }, { term: { isPrivate: false } }];
    const { hits } = await client.search({
      index: name,
      size: 1,
      _source: false,
      terminate_after: 1,
      track_total_hits: false,
      query: { bool: { must_not: [{ bool: { filter: ours } }] } },
    });
    const found = { isAlone: hits.hits.length === 0, untilMs: nowMs + ALONE_MS };
    alone.set(organizationId, found);
    return found.isAlone;
  };

  const ofWhole = async (stems: readonly Stem[]) => {
    const answer = await client.termvectors({
      index: name,
      doc: { passage: stems.join(' ') },
      fields: ['passage'],
      term_statistics: true,
      positions: false,
      offsets: false,
    });
    const { field_statistics: field, terms = {} } = answer.term_vectors?.passage ?? {};
    return { passages: field?.doc_count ?? 0, holding: (stem: Stem) => terms[stem]?.doc_freq ?? 0 };
  };

  const within = async (scope: Scope, stems: readonly Stem[]) => {
    const filters = Object.fromEntries(stems.map((stem, at) => [String(at), { term: { passage: stem } }]));
    const answer = await client.search<unknown, { held: { buckets: Record<string, { doc_count: number }> } }>({
      index: name,
      size: 0,
      track_total_hits: true,
      query: { bool: { filter: passageFilter({ scope, words: [] }) } },
      aggs: { held: { filters: { filters } } },
    });
    const { total } = answer.hits;
    const buckets = answer.aggregations?.held.buckets ?? {};
    return {
      passages: typeof total === 'number' ? total : (total?.value ?? 0),
      holding: (stem: Stem) => buckets[String(stems.indexOf(stem))]?.doc_count ?? 0,
    };
  };

  const isWhole = async (scope: Scope): Promise<boolean> =>
    isEveryCall(scope.access) && (await isAlone(scope, Date.now()));

  return {
    isWhole,
    async of(scope: Scope, stems: readonly Stem[]): Promise<WordFigures & { isWhole: boolean }> {
      const nowMs = Date.now();
      const isOfAll = await isWhole(scope);
      const title = isOfAll ? '' : `${scope.organizationId} ${nameAccess(scope.access)}`;
      const known: Known = scopes.get(title) ?? { passages: 0, holding: new Map() };
      const asked = stems.filter((stem) => (known.holding.get(stem)?.untilMs ?? 0) < nowMs);
      if (asked.length > 0) {
        // A moment in the past hides calls that the reader may read: they count.
        const found = await (isOfAll ? ofWhole(asked) : within({ ...scope, until: null }, asked));
        if ([...scopes.values()].reduce((all, { holding }) => all + holding.size, 0) > MOST_KNOWN) scopes.clear();
        scopes.set(title, known);
        known.passages = found.passages;
        for (const stem of asked) {
          const passages = found.holding(stem);
          // A stem found nowhere is looked up again next time: a call may just have brought it.
          known.holding.set(stem, { passages, untilMs: passages > 0 ? nowMs + KNOWN_MS : 0 });
        }
      }
      const holding = new Map(stems.map((stem) => [stem, known.holding.get(stem)?.passages ?? 0]));
      return { isWhole: isOfAll, passages: known.passages, holding };
    },
  };
}
