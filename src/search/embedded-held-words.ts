import type { DatabaseSync } from 'node:sqlite';
import type { openFigures } from './embedded-figures.ts';
import { conditionsOf, rankedColumns, segmentExpression, stemsExpression } from './embedded-query.ts';
import type { ReadableCalls } from './embedded-readable.ts';
import { toPassageRow } from './embedded-rows.ts';
import { chooseStems, stemsOf } from './query-terms.ts';
import type { SegmentQuery } from './segment-index.ts';
import { SAID_TIMES, type StemWeight, weighStems } from './weigh-passages.ts';

type Deps = { figures: ReturnType<typeof openFigures>; readable: ReadableCalls };
type Held = { columns: string; weights: readonly StemWeight[] };

/**
 * Ranks by the stems that are held, equals the newest first. FTS5's bm25 knows the words of the whole file; no call
 * outside the query changes these.
 */
export function openHeldWords(db: DatabaseSync, { figures, readable }: Deps) {
  /** Rows of `id` and `weight` for each stem held in the columns. */
  const holding = (table: 'segment_words' | 'passage_words', query: SegmentQuery, held: readonly Held[]) => {
    const parts = held.flatMap(({ columns, weights }) =>
      weights.map(({ stem, weight }) => [weight, stemsExpression(query, [stem], columns)]),
    );
    const part = `select rowid as id, ? as weight from ${table} where ${table} match ?`;
    return { sql: parts.map(() => part).join(' union all '), values: parts.flat() };
  };

  return {
    /** What was said counts more than a name or title. */
    passages(query: SegmentQuery, stems: readonly StemWeight[], limit: number) {
      if (stems.length === 0) return [];
      const within = conditionsOf(query, 'passages', readable.rowsOf(query.scope));
      const said = stems.map(({ stem, weight }) => ({ stem, weight: SAID_TIMES * weight }));
      const held = holding('passage_words', query, [
        { columns: 'text', weights: said },
        { columns: 'speaker_names call_title', weights: stems },
      ]);
      return db
        .prepare(
          `select calls.id as call, calls.call as call_id, calls.title, passages.first, passages.last, -sum(held.weight) as rank
           from (${held.sql}) held join passages on passages.id = held.id join calls on calls.id = passages.call
           where true${within.sql}
           group by passages.id order by rank, passages.started_at desc, calls.call desc, passages.first limit ?`,
        )
        .all(...held.values, ...within.values, limit)
        .map(toPassageRow);
    },

    segments(query: SegmentQuery, { limit, offset = 0 }: { limit: number; offset?: number }) {
      const told = figures.of(query.scope, stemsOf(query.words));
      const weights = weighStems(chooseStems({ words: query.words }, told), told);
      const within = conditionsOf(query, 'segments', readable.rowsOf(query.scope));
      const held = holding('segment_words', query, [{ columns: rankedColumns(query), weights }]);
      const [rank, join] =
        weights.length > 0
          ? [
              '-coalesce(held.weight, 0)',
              `left join (select id, sum(weight) as weight from (${held.sql}) group by id) held on held.id = segments.id`,
            ]
          : ['0', ''];
      return db
        .prepare(
          `select calls.call, segments.position, ${rank} as rank
           from segment_words words join segments on segments.id = words.rowid join calls on calls.id = segments.call ${join}
           where words.segment_words match ?${within.sql}
           order by rank, calls.started_at desc, calls.call desc, segments.position limit ? offset ?`,
        )
        .all(...held.values, segmentExpression(query), ...within.values, limit, offset);
    },
  };
}
