import { type CallId, type OrganizationId, platformSchema, toCallId } from '../call.ts';
import type { Unstemmed } from '../language/words.ts';
import type { Scope } from '../viewer.ts';
import { countFacets } from './count-facets.ts';
import { openFigures } from './embedded-figures.ts';
import { openHeldWords } from './embedded-held-words.ts';
import { openMeanings } from './embedded-meanings.ts';
import {
  conditionsOf,
  passageFilters,
  segmentExpression,
  segmentFilters,
  stemsExpression,
  type Values,
} from './embedded-query.ts';
import { openReadableCalls } from './embedded-readable.ts';
import { segmentsReader, toCallCount, toIds, toPassageRow } from './embedded-rows.ts';
import { insertStatements, openTables, WORD_TABLES } from './embedded-tables.ts';
import { allWords, chooseStems, stemsOf } from './query-terms.ts';
import {
  type CallCount,
  type CallDocuments,
  type CallKey,
  type CountOptions,
  type Facets,
  type FoundPassages,
  PASSAGE_WEIGHTS,
  SEGMENT_WEIGHTS,
  type SegmentHit,
  type SegmentQuery,
  segmentsWithin,
} from './segment-index.ts';
import { joinStretches } from './stretches.ts';
import { countProposed, weighPassages, weighStems } from './weigh-passages.ts';

const SEGMENT_RANK = `bm25(segment_words, ${SEGMENT_WEIGHTS.text}, ${SEGMENT_WEIGHTS.before}, ${SEGMENT_WEIGHTS.speakerName}, ${SEGMENT_WEIGHTS.callTitle}, 0)`;
const PASSAGE_RANK = `bm25(passage_words, ${PASSAGE_WEIGHTS.text}, ${PASSAGE_WEIGHTS.speakerNames}, ${PASSAGE_WEIGHTS.callTitle}, 0)`;

/**
 * The embedded index: one SQLite file with FTS5. Synchronous; runs in a worker (embedded-worker.ts). What is near in
 * meaning is found elsewhere (embedded-nearest.ts).
 */
export function openEmbeddedFile(path: string) {
  const db = openTables(path);
  const insert = insertStatements(db);
  const meanings = openMeanings(db);

  const removeCall = (organizationId: OrganizationId, callId: CallId) => {
    const row = db.prepare('select id from calls where organization = ? and call = ?').get(organizationId, callId);
    if (!row) return;
    meanings.remove(Number(row.id));
    db.prepare('delete from call_filters where rowid = ?').run(Number(row.id));
    for (const [words, rows] of [
      ['segment_words', 'segments'],
      ['passage_words', 'passages'],
    ]) {
      db.prepare(`delete from ${words} where rowid in (select id from ${rows} where call = ?)`).run(Number(row.id));
      const { changes } = db.prepare(`delete from ${rows} where call = ?`).run(Number(row.id));
      if (rows === 'passages') insert.total.run(-Number(changes));
    }
    db.prepare('delete from calls where id = ?').run(Number(row.id));
  };

  const putCall = (call: CallDocuments) => {
    removeCall(call.organizationId, call.callId);
    const startedAt = call.startedAt.getTime();
    const callRow = insert.call.run(
      call.organizationId,
      call.callId,
      startedAt,
      call.callTitle,
      call.platform,
      JSON.stringify(call.accountIds),
      JSON.stringify(call.personIds),
    ).lastInsertRowid;
    for (const segment of call.segments) {
      const { position, side, speakerId, speakerName, text, before } = segment;
      const { lastInsertRowid } = insert.segment.run(callRow, position, startedAt, side, speakerId, speakerName, text);
      insert.segmentWords.run(
        lastInsertRowid,
        text,
        before,
        speakerName,
        call.callTitle,
        segmentFilters(call, segment),
      );
    }
    insert.total.run(call.passages.length);
    insert.callFilters.run(callRow, passageFilters(call, call.segments));
    if (call.meaning) meanings.put(callRow, call.meaning);
    for (const { first, last } of call.passages) {
      const segments = segmentsWithin(call.segments, { first, last });
      const { lastInsertRowid } = insert.passage.run(callRow, startedAt, first, last);
      const text = segments.map((segment) => segment.text).join(' ');
      const names = [...new Set(segments.map((segment) => segment.speakerName))].join(' ');
      insert.passageWords.run(lastInsertRowid, text, names, call.callTitle, passageFilters(call, segments));
    }
  };

  let changes = 0;
  const inTransaction = (work: () => void) => {
    db.exec('begin immediate');
    try {
      work();
      db.exec('commit');
      changes += 1;
    } catch (error) {
      db.exec('rollback');
      throw error;
    }
  };

  const readable = openReadableCalls(db, () => changes);
  const figures = openFigures(db, readable);
  const heldWords = openHeldWords(db, { figures, readable });
  const conditions = (query: SegmentQuery, table: 'segments' | 'passages') =>
    conditionsOf(query, table, readable.rowsOf(query.scope));

  /** The matching segments joined to their rows, as `words` and `segments`. */
  const found = (query: SegmentQuery, within = conditions(query, 'segments')) => ({
    sql: `from segment_words words join segments on segments.id = words.rowid where words.segment_words match ?${within.sql}`,
    values: [segmentExpression(query), ...within.values] satisfies Values,
  });

  const readSegments = segmentsReader(db);

  return {
    put(calls: readonly CallDocuments[]): void {
      inTransaction(() => {
        for (const call of calls) putCall(call);
      });
    },

    removeCalls(organizationId: OrganizationId, callIds: readonly CallId[]): void {
      inTransaction(() => {
        for (const callId of callIds) removeCall(organizationId, callId);
      });
    },

    search(query: SegmentQuery, page: { limit: number; offset?: number }): SegmentHit[] {
      const within = conditions(query, 'segments');
      const rows = figures.isWhole(query.scope)
        ? db
            .prepare(
              `select calls.call, segments.position, best.rank from (
                 select words.rowid as id, ${SEGMENT_RANK} as rank from segment_words words
                 ${within.sql ? 'join segments on segments.id = words.rowid' : ''}
                 where words.segment_words match ?${within.sql} order by rank, words.rowid limit ? offset ?
               ) best join segments on segments.id = best.id join calls on calls.id = segments.call order by best.rank, best.id`,
            )
            .all(segmentExpression(query), ...within.values, page.limit, page.offset ?? 0)
        : heldWords.segments(query, page);
      // FTS5 ranks are negative, the best lowest.
      return rows.map((row) => ({
        callId: toCallId(String(row.call)),
        position: Number(row.position),
        score: -Number(row.rank),
      }));
    },

    passages(query: SegmentQuery, page: { limit: number }): FoundPassages {
      const { isWhole, ...told } = figures.of(query.scope, stemsOf(allWords(query)));
      const stems = chooseStems(query, told);
      if (!isWhole) {
        const proposed = heldWords.passages(query, weighStems(stems, told), countProposed(page.limit)).map((row) => ({
          ...row,
          segments: readSegments(row, row.first, row.last),
        }));
        const best = weighPassages(proposed, stems, { figures: told, limit: page.limit });
        return { stretches: joinStretches(best, readSegments), ...told };
      }
      const within = conditions(query, 'passages');
      const rows = db
        .prepare(
          `select calls.id as call, calls.call as call_id, calls.title, passages.first, passages.last, best.rank from (
             select words.rowid as id, ${PASSAGE_RANK} as rank from passage_words words
             ${within.sql ? 'join passages on passages.id = words.rowid' : ''}
             where words.passage_words match ?${within.sql} order by rank, words.rowid limit ?
           ) best join passages on passages.id = best.id join calls on calls.id = passages.call order by best.rank, best.id`,
        )
        .all(stemsExpression(query, stems), ...within.values, page.limit)
        .map(toPassageRow);
      return { stretches: joinStretches(rows, readSegments), ...told };
    },

    count(
      query: SegmentQuery,
      { atMost = -1, ofCalls = true }: CountOptions = {},
    ): { segments: number; calls: number } {
      const within = conditions(query, 'segments');
      const { sql, values } = found(query, within);
      const row = ofCalls
        ? db
            .prepare(
              `select count(*) as segments, count(distinct call) as calls from (select segments.call ${sql} limit ?)`,
            )
            .get(...values, atMost)
        : db
            .prepare(
              `select count(*) as segments, 0 as calls from (select 1 from segment_words words
               ${within.sql ? 'join segments on segments.id = words.rowid' : ''} where words.segment_words match ?${within.sql} limit ?)`,
            )
            .get(segmentExpression(query), ...within.values, atMost);
      return { segments: Number(row?.segments), calls: Number(row?.calls) };
    },

    said(scope: Scope, texts: readonly Unstemmed[]): Unstemmed[] {
      const within = conditions({ scope, words: [] }, 'segments');
      const one = db.prepare(
        `select 1 from segment_words words ${within.sql ? 'join segments on segments.id = words.rowid' : ''}
         where words.segment_words match ?${within.sql} limit 1`,
      );
      return texts.filter((text) =>
        one.get(segmentExpression({ scope, words: [], anyOf: [[text]] }), ...within.values),
      );
    },

    listCalls(organizationId: OrganizationId, { limit, after }: { limit: number; after?: CallKey }): CallCount[] {
      const rows = db
        .prepare(
          `select calls.call, calls.started_at, count(*) as segments from calls join segments on segments.call = calls.id
           where calls.organization = ? ${after ? 'and (calls.started_at, calls.call) < (?, ?)' : ''}
           group by calls.id order by calls.started_at desc, calls.call desc limit ?`,
        )
        .all(organizationId, ...(after ? [after.startedAt.getTime(), after.callId] : []), limit);
      return rows.map(toCallCount);
    },

    calls(query: SegmentQuery, { limit, after }: { limit: number; after?: CallKey }): CallCount[] {
      const { sql, values } = found(query);
      const rows = db
        .prepare(
          `select calls.call, calls.started_at, per.segments from (select segments.call, count(*) as segments ${sql} group by segments.call) per
           join calls on calls.id = per.call ${after ? 'where (calls.started_at, calls.call) < (?, ?)' : ''}
           order by calls.started_at desc, calls.call desc limit ?`,
        )
        .all(...values, ...(after ? [after.startedAt.getTime(), after.callId] : []), limit);
      return rows.map(toCallCount);
    },

    facets(query: SegmentQuery, shape: { timeZone: string; limit: number }): Facets {
      const { sql, values } = found(query);
      const rows = db
        .prepare(
          `select started_at, platform, account_ids, person_ids from calls where id in (select distinct segments.call ${sql})`,
        )
        .all(...values);
      const calls = rows.map((row) => ({
        startedAt: new Date(Number(row.started_at)),
        platform: platformSchema.parse(row.platform),
        accountIds: toIds(row.account_ids),
        personIds: toIds(row.person_ids),
      }));
      return countFacets(calls, shape);
    },

    /** Reads a little of everything; damage elsewhere shows when it is met. */
    check(): void {
      for (const table of ['calls', 'segments', 'passages', 'meanings', ...WORD_TABLES])
        db.prepare(`select rowid from ${table} limit 1`).all();
    },

    /**
     * Deleted words stay in FTS5's segments until a merge, in the file's pages until a rewrite, and in the log until a
     * checkpoint.
     */
    scrub(): void {
      for (const table of WORD_TABLES) db.exec(`insert into ${table}(${table}) values('optimize')`);
      db.exec('vacuum');
      db.exec('pragma wal_checkpoint(truncate)');
    },
    close: () => db.close(),
  };
}
