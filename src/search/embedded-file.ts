import { DatabaseSync } from 'node:sqlite';
import type { CallId, OrganizationId } from '../call.ts';
import { matchExpression, toFilterTokens } from './embedded-query.ts';
import { type CallDocuments, FIELD_WEIGHTS, type SegmentHit, type SegmentQuery } from './segment-index.ts';

const PAGE_BYTES = 8192;

// `filters` holds the closed filters as tokens, so that they narrow the match itself; it weighs nothing in the ranking.
const TABLES = `
  create table if not exists documents (
    id integer primary key, organization text not null, call text not null, position integer not null, started_at integer not null,
    unique (organization, call, position)
  );
  create virtual table if not exists words using fts5(
    text, neighbours, speaker_name, call_title, filters, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
  );
`;
const RANK = `bm25(words, ${FIELD_WEIGHTS.text}, ${FIELD_WEIGHTS.neighbours}, ${FIELD_WEIGHTS.speakerName}, ${FIELD_WEIGHTS.callTitle}, 0)`;

/** The embedded index: one SQLite file with FTS5. Synchronous; runs in a worker (embedded-worker.ts). */
export function openEmbeddedFile(path: string) {
  const db = open(path);

  const where = (query: SegmentQuery) => {
    const dates = `documents.started_at >= ? and documents.started_at < ?`;
    const from = query.from?.getTime() ?? Number.MIN_SAFE_INTEGER;
    const until = Math.min(
      query.to?.getTime() ?? Number.MAX_SAFE_INTEGER,
      query.scope.until?.getTime() ?? Number.MAX_SAFE_INTEGER,
    );
    const sql = `from words join documents on documents.id = words.rowid where words match ? and ${dates}`;
    return { sql, values: [matchExpression(query), from, until] as (string | number)[] };
  };

  const removeCall = (organizationId: OrganizationId, callId: CallId) => {
    db.prepare('delete from words where rowid in (select id from documents where organization = ? and call = ?)').run(
      organizationId,
      callId,
    );
    db.prepare('delete from documents where organization = ? and call = ?').run(organizationId, callId);
  };

  const inTransaction = (work: () => void) => {
    db.exec('begin immediate');
    try {
      work();
      db.exec('commit');
    } catch (error) {
      db.exec('rollback');
      throw error;
    }
  };

  return {
    put(calls: readonly CallDocuments[]): void {
      inTransaction(() => {
        const document = db.prepare(
          'insert into documents (organization, call, position, started_at) values (?, ?, ?, ?)',
        );
        const words = db.prepare(
          'insert into words (rowid, text, neighbours, speaker_name, call_title, filters) values (?, ?, ?, ?, ?, ?)',
        );
        for (const { organizationId, callId, documents } of calls) {
          removeCall(organizationId, callId);
          for (const doc of documents) {
            const { lastInsertRowid } = document.run(organizationId, callId, doc.position, doc.startedAt.getTime());
            words.run(
              lastInsertRowid,
              doc.text,
              doc.neighbours,
              doc.speakerName,
              doc.callTitle,
              toFilterTokens(doc).join(' '),
            );
          }
        }
      });
    },

    removeCalls(organizationId: OrganizationId, callIds: readonly CallId[]): void {
      inTransaction(() => {
        for (const callId of callIds) removeCall(organizationId, callId);
      });
    },

    search(query: SegmentQuery, page: { limit: number; offset?: number }): SegmentHit[] {
      const { sql, values } = where(query);
      const rows = db
        .prepare(
          `select documents.call, documents.position, ${RANK} as rank ${sql} order by rank, documents.call, documents.position limit ? offset ?`,
        )
        .all(...values, page.limit, page.offset ?? 0);
      // FTS5 ranks are negative, the best lowest.
      return rows.map((row) => ({
        callId: row.call as CallId,
        position: Number(row.position),
        score: -Number(row.rank),
      }));
    },

    count(query: SegmentQuery): { segments: number; calls: number } {
      const { sql, values } = where(query);
      const row = db
        .prepare(`select count(*) as segments, count(distinct documents.call) as calls ${sql}`)
        .get(...values);
      return { segments: Number(row?.segments), calls: Number(row?.calls) };
    },

    problem(): string | null {
      const [check] = db.prepare('pragma quick_check(1)').all();
      return check?.quick_check === 'ok'
        ? null
        : 'The search index is damaged. Run `colloquy reindex`: it is rebuilt from the store.';
    },

    close: () => db.close(),
  };
}

function open(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 5000 });
  db.exec(`pragma page_size = ${PAGE_BYTES}; pragma journal_mode = wal; pragma synchronous = normal;`);
  db.exec(TABLES);
  return db;
}
