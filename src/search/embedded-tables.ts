import { DatabaseSync } from 'node:sqlite';

const PAGE_BYTES = 8192;
/** Waits for another process that writes to the same file. */
const LONGEST_WAIT_MS = 30_000;

// Segments of a call have consecutive ids. `filters` holds the closed filters as tokens: they narrow the match itself
// and weigh nothing in the ranking. The texts are already stems with one space between, and the `ascii` tokenizer cuts
// only at these spaces.
const TABLES = `
  create table if not exists calls (
    id integer primary key, organization text not null, call text not null, started_at integer not null, title text not null,
    platform text not null, account_ids text not null, person_ids text not null, unique (organization, call)
  );
  create table if not exists segments (
    id integer primary key, call integer not null, position integer not null, started_at integer not null, side text not null,
    speaker text, speaker_name text not null, text text not null, unique (call, position)
  );
  create table if not exists passages (
    id integer primary key, call integer not null, started_at integer not null, first integer not null, last integer not null
  );
  create table if not exists totals (passages integer not null);
  insert into totals select 0 where not exists (select 1 from totals);
  create index if not exists calls_by_time on calls (organization, started_at desc, call desc);
  create index if not exists passages_by_call on passages (call);
  create virtual table if not exists segment_words using fts5(
    text, before, speaker_name, call_title, filters, content='', contentless_delete=1, tokenize='ascii'
  );
  create virtual table if not exists passage_words using fts5(
    text, speaker_names, call_title, filters, content='', contentless_delete=1, tokenize='ascii'
  );
  create virtual table if not exists call_filters using fts5(filters, content='', contentless_delete=1, tokenize='ascii');
  create virtual table if not exists passage_vocabulary using fts5vocab(passage_words, col);
  drop table if exists passage_vectors;
`;
/** The tables with words of calls; a filter is one too, as it names people and accounts. */
export const WORD_TABLES = ['segment_words', 'passage_words', 'call_filters'];

/** A file with the tables, made where they are missing. */
export function openTables(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: LONGEST_WAIT_MS });
  db.exec(`pragma page_size = ${PAGE_BYTES}; pragma journal_mode = wal; pragma synchronous = normal;`);
  db.exec(TABLES);
  return db;
}

/** The statements that put a call. */
export function insertStatements(db: DatabaseSync) {
  const into = (table: string, columns: string) =>
    db.prepare(`insert into ${table} (${columns}) values (${columns.replace(/\w+/g, '?')})`);
  return {
    // Counting passages for each query would read the whole table.
    total: db.prepare('update totals set passages = passages + ?'),
    call: into('calls', 'organization, call, started_at, title, platform, account_ids, person_ids'),
    segment: into('segments', 'call, position, started_at, side, speaker, speaker_name, text'),
    segmentWords: into('segment_words', 'rowid, text, before, speaker_name, call_title, filters'),
    callFilters: into('call_filters', 'rowid, filters'),
    passage: into('passages', 'call, started_at, first, last'),
    passageWords: into('passage_words', 'rowid, text, speaker_names, call_title, filters'),
  };
}
