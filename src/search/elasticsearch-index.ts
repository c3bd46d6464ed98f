import type { Client, estypes } from '@elastic/elasticsearch';
import { type CallId, toCallId } from '../call.ts';
import { joinStems, type Stems } from '../language/words.ts';
import { openElasticsearchCounts } from './elasticsearch-counts.ts';
import { meaningField } from './elasticsearch-documents.ts';
import { using } from './elasticsearch-failure.ts';
import { openElasticsearchFigures } from './elasticsearch-figures.ts';
import { makeMeaningFields } from './elasticsearch-meaning-fields.ts';
import {
  chunkFilter,
  DEEPEST,
  passageClause,
  passagesHolding,
  segmentClause,
  segmentsHolding,
} from './elasticsearch-query.ts';
import { openElasticsearchWrites, writeAlias } from './elasticsearch-writes.ts';
import { allWords, chooseStems, stemsOf } from './query-terms.ts';
import { findsNothing, type SegmentIndex, type SegmentQuery, type Stretch } from './segment-index.ts';
import { joinStretches, type PassageRow } from './stretches.ts';
import { countProposed, weighPassages, weighStems } from './weigh-passages.ts';

/** Candidates that the graph of vectors is searched for; more find hardly better. */
const MOST_GRAPH_CANDIDATES = 200;

/** One index, or the target of an alias. */
export function openElasticsearchIndex(client: Client, name: string): SegmentIndex {
  const fields = makeMeaningFields(client, { reads: name, writes: writeAlias(name) });
  const figures = openElasticsearchFigures(client, name);

  const weightsIn = async ({ scope, words }: SegmentQuery) => {
    const told = await figures.of(scope, stemsOf(words));
    return weighStems(chooseStems({ words }, told), told);
  };

  return {
    ...openElasticsearchWrites(client, name, fields),
    ...openElasticsearchCounts(client, name),

    search: (query, { limit, offset = 0 }) =>
      using(async () => {
        if (findsNothing(query) || offset >= DEEPEST) return [];
        const isWhole = await figures.isWhole(query.scope);
        const answer = await client.search({
          index: name,
          from: offset,
          size: Math.min(limit, DEEPEST - offset),
          _source: false,
          docvalue_fields: ['callId', 'position'],
          track_total_hits: false,
          query: isWhole ? segmentClause(query) : segmentsHolding(query, await weightsIn(query)),
          sort: [
            { _score: { order: 'desc' } },
            ...(isWhole ? [{ callId: 'asc' as const }] : NEWEST_CALLS),
            { position: 'asc' },
          ],
          track_scores: true,
        });
        return answer.hits.hits.map((hit) => ({
          callId: toCallId(String(hit.fields?.callId[0])),
          position: Number(hit.fields?.position[0]),
          score: hit._score ?? 0,
        }));
      }),

    passages: (query, { limit }) =>
      using(async () => {
        const stems = stemsOf(allWords(query));
        if (stems.length === 0) return { stretches: [], passages: 0, holding: new Map() };
        const { isWhole, ...told } = await figures.of(query.scope, stems);
        const chosen = chooseStems(query, told);
        if (!isWhole && chosen.length === 0) return { stretches: [], ...told };
        const answer = await client.search<PassageSource>({
          index: name,
          size: isWhole ? limit : countProposed(limit),
          track_total_hits: false,
          query: isWhole ? passageClause(query, chosen) : passagesHolding(query, weighStems(chosen, told)),
          sort: isWhole
            ? [{ _score: { order: 'desc' } }, { callId: 'asc' }, '_doc']
            : [{ _score: { order: 'desc' } }, ...NEWEST_CALLS, { first: 'asc' }],
          track_scores: true,
        });
        const rows = toPassageRows(answer.hits.hits);
        const best = isWhole ? rows : weighPassages(rows, chosen, { figures: told, limit });
        return { stretches: joinStretches(best, segmentsOf(rows)), ...told };
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
            num_candidates: Math.max(MOST_GRAPH_CANDIDATES, 2 * limit),
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

const NEWEST_CALLS: estypes.SortCombinations[] = [{ startedAt: 'desc' }, { callId: 'desc' }];

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
