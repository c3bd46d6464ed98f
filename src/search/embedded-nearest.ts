import type { DatabaseSync } from 'node:sqlite';
import { openMeanings } from './embedded-meanings.ts';
import { conditionsOf, stemsExpression } from './embedded-query.ts';
import { openReadableCalls } from './embedded-readable.ts';
import { segmentsReader, toPassageRow } from './embedded-rows.ts';
import { openTables } from './embedded-tables.ts';
import type { SegmentQuery, Stretch } from './segment-index.ts';
import { joinStretches } from './stretches.ts';

/**
 * What is near in meaning in the file of an embedded index. It has a thread of its own, which lives as long as the
 * server and keeps all signs in memory, so nothing of ranking by words is loaded here: its lists take 60 MB.
 */
export function openEmbeddedNearest(path: string) {
  const db = openTables(path);
  const meanings = openMeanings(db);
  const readSegments = segmentsReader(db);
  const readable = openReadableCalls(db, () => 0);

  return {
    nearest(query: SegmentQuery, { limit }: { limit: number }): Stretch[] {
      if (!query.meaning) return [];
      const conditions = conditionsOf(query, 'calls', readable.rowsOf(query.scope));
      const within = db
        .prepare(
          `select words.rowid as id from call_filters words ${conditions.sql ? 'join calls on calls.id = words.rowid' : ''}
           where words.call_filters match ?${conditions.sql}`,
        )
        .all(stemsExpression(query, []), ...conditions.values);
      const callOf = db.prepare('select call as call_id, title from calls where id = ?');
      const calls = within.map(({ id }) => Number(id));
      const best = meanings
        .nearest(query.meaning, calls, speakerTest(db, query))
        .slice(0, limit)
        .map(({ call, first, last, cosine }) =>
          toPassageRow({ ...callOf.get(call), call, first, last, rank: -cosine }),
        );
      return joinStretches(best, readSegments);
    },
    close: () => db.close(),
  };
}

/**
 * Whether a stretch holds a segment of the query's speakers; null where all may speak. A call's filters only tell that
 * one is in the call.
 */
function speakerTest(db: DatabaseSync, { side, speakerIds = [] }: SegmentQuery) {
  const conditions = [
    ...(side ? ['side = ?'] : []),
    ...(speakerIds.length > 0 ? [`speaker in (${speakerIds.map(() => '?').join()})`] : []),
  ];
  if (conditions.length === 0) return null;
  const values = [...(side ? [side] : []), ...speakerIds];
  const segment = db.prepare(
    `select 1 from segments where call = ? and position between ? and ? and ${conditions.join(' and ')} limit 1`,
  );
  return (call: number, first: number, last: number) => segment.get(call, first, last, ...values) !== undefined;
}
