import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallId } from '../call.ts';
import { joinStems, type Stem, type Stems } from '../language/words.ts';
import { openElasticsearchCounts } from './elasticsearch-counts.ts';
import { meaningField } from './elasticsearch-documents.ts';
import { using } from './elasticsearch-failure.ts';
import { makeMeaningFields } from './elasticsearch-meaning-fields.ts';
import { chunkFilter, DEEPEST, passageClause, segmentClause } from './elasticsearch-query.ts';
import { openElasticsearchWrites, writeAlias } from './elasticsearch-writes.ts';
import { allWords, chooseStems, stemsOf } from './query-terms.ts';
import { findsNothing, type SegmentIndex, type Stretch } from './segment-index.ts';
import { joinStretches, type PassageRow } from './stretches.ts';

/** How long word frequencies are cached: they change slowly, and a fresh look costs a round trip. */
const KNOWN_MS = 300_000;
const MOST_KNOWN = 50_000;
/** Candidates that the graph of vectors is searched for; more find hardly better. */
const MOST_CANDIDATES = 200;

/** One index, or the target of an alias. */
export function openElasticsearchIndex(client: Client, name: string): SegmentIndex {
  const fields = makeMeaningFields(client, { reads: name, writes: writeAlias(name) });
  /** The number of passages, and for each stem the passages with it. Recent counts come from the cache. */
  const known = { passages: 0, holding: new Map<Stem, { passages: number; untilMs: number }>() };
  async function passageStatistics(stems: readonly Stem[]) {
    const nowMs = Date.now();
    const asked = stems.filter((stem) => (known.holding.get(stem)?.untilMs ?? 0) < nowMs);
    if (asked.length > 0) {
      const answer = await client.termvectors({
        index: name,
        doc: { passage: asked.join(' ') },
        fields: ['passage'],
        term_statistics: true,
        positions: false,
        offsets: false,
      });
      const { field_statistics: field, terms = {} } = answer.term_vectors?.passage ?? {};
      known.passages = field?.doc_count ?? 0;
      if (known.holding.size > MOST_KNOWN) known.holding.clear();
      for (const stem of asked) {
        const passages = terms[stem]?.doc_freq ?? 0;
        // A stem found nowhere is looked up again next time: a call may just have brought it.
        known.holding.set(stem, { passages, untilMs: passages > 0 ? nowMs + KNOWN_MS : 0 });
      }
    }
    const holding = new Map(stems.map((stem) => [stem, known.holding.get(stem)?.passages ?? 0]));
    return { passages: known.passages, holding };
  }

  return {
    ...openElasticsearchWrites(client, name, fields),
    ...openElasticsearchCounts(client, name),

    search: (query, { limit, offset = 0 }) =>
      using(async () => {
        if (findsNothing(query) || offset >= DEEPEST) return [];
        const answer = await client.search({
          index: name,
          from: offset,
          size: Math.min(limit, DEEPEST - offset),
          _source: false,
          docvalue_fields: ['callId', 'position'],
          track_total_hits: false,
          query: segmentClause(query),
          sort: [{ _score: { order: 'desc' } }, { callId: 'asc' }, { position: 'asc' }],
          track_scores: true,
        });
        return answer.hits.hits.map((hit) => ({
          callId: hit.fields?.callId[0] as CallId,
          position: Number(hit.fields?.position[0]),
          score: hit._score ?? 0,
        }));
      }),

    passages: (query, { limit }) =>
      using(async () => {
        const stems = stemsOf(allWords(query));
        if (stems.length === 0) return { stretches: [], passages: 0, holding: new Map() };
        const statistics = await passageStatistics(stems);
        const answer = await client.search<PassageSource>({
          index: name,
          size: limit,
          track_total_hits: false,
          query: passageClause(query, chooseStems(query, statistics)),
          sort: [{ _score: { order: 'desc' } }, { callId: 'asc' }, '_doc'],
          track_scores: true,
        });
        const rows = toPassageRows(answer.hits.hits);
        return { stretches: joinStretches(rows, segmentsOf(rows)), ...statistics };
      }),

    nearest: (query, { limit }) =>
      using(async () => {
        const field = query.meaning && meaningField(query.meaning.model, query.meaning.vector.length);
        if (!query.meaning || !field || !(await fields.has(field))) return [];
        const answer = await client.search<ChunkSource>({
          index: name,
          size: limit,
          track_total_hits: false,
          knn: {
            field,
            query_vector: [...query.meaning.vector],
            k: limit,
            num_candidates: Math.max(MOST_CANDIDATES, 2 * limit),
            filter: chunkFilter(query),
          },
        });
        const rows = answer.hits.hits.flatMap(({ _source: row, _score: score }) =>
          row ? [{ ...row, callTitle: NO_TITLE, score: 2 * (score ?? 0) - 1 }] : [],
        );
        return joinStretches(rows, segmentsOf(rows));
      }),
  };
}

type ChunkSource = Pick<PassageRow, 'callId' | 'first' | 'last'> & { segments: Stretch['segments'] };
type PassageSource = Pick<PassageRow, 'callId' | 'first' | 'last'> & {
  passageTitle: Stems;
  segments: Stretch['segments'];
};
const toPassageRows = (hits: readonly estypes.SearchHit<PassageSource>[]) =>
  hits.flatMap(({ _source: row, _score: score }) =>
    row ? [{ ...row, callTitle: row.passageTitle, score: score ?? 0 }] : [],
  );
/** Chunks are near whatever their call's title says. */
const NO_TITLE = joinStems([]);

/** Finds a call's segments among the passages found. */
function segmentsOf(rows: readonly ChunkSource[]) {
  const byCall = new Map<CallId, Map<number, Stretch['segments'][number]>>();
  for (const { callId, segments } of rows) {
    const known = byCall.get(callId) ?? new Map();
    for (const segment of segments) known.set(segment.position, segment);
    byCall.set(callId, known);
  }
  return ({ callId }: { callId: CallId }, first: number, last: number) =>
    [...(byCall.get(callId)?.values() ?? [])]
      .filter(({ position }) => first <= position && position <= last)
      .sort((a, b) => a.position - b.position);
}
