import { DatabaseSync } from 'node:sqlite';
import { toCallId } from '../../src/call.ts';
import { transcriptSchema } from '../../src/gong/gong-schemas.ts';
import { toTurns } from '../../src/gong/to-call.ts';
import type { SimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { contentWords } from '../../src/language/stop-words.ts';
import { plainWords } from '../../src/language/words.ts';
import { cutSegments, textOf } from '../../src/segment.ts';

export type Stretch = { callId: string; startMs: number; endMs: number };

/**
 * The baseline of every run: BM25 over single-speaker stretches of at most 120 words, the question's words (less stop
 * words) as an OR, English stems, nothing else.
 */
export function plainBm25(data: SimulatedData) {
  const db = new DatabaseSync(':memory:');
  db.exec(
    `create virtual table stretches using fts5(text, call unindexed, start unindexed, end unindexed, tokenize='porter unicode61')`,
  );
  const insert = db.prepare('insert into stretches values (?, ?, ?, ?)');
  const all: Stretch[] = [];
  db.exec('begin');
  for (const transcript of data.transcripts.values()) {
    for (const segment of cutSegments(
      toCallId(transcript.callId),
      toTurns(transcriptSchema.parse(transcript)) ?? [],
      120,
    )) {
      insert.run(plainWords(textOf(segment)), segment.callId, segment.startMs, segment.endMs);
      all.push(segment);
    }
  }
  db.exec('commit');
  const toStretch = (row: Record<string, unknown>): Stretch => ({
    callId: String(row.call),
    startMs: Number(row.start),
    endMs: Number(row.end),
  });
  return {
    all,
    /** Best first; searches the given calls, or all calls for null. */
    search(question: string, callIds: readonly string[] | null, limit: number): Stretch[] {
      const words = contentWords(question);
      if (words.length === 0) return [];
      const match = words.map((word) => `"${word}"`).join(' OR ');
      const within = callIds ? `and call in (${callIds.map(() => '?').join(',') || 'null'})` : '';
      return db
        .prepare(`select call, start, end from stretches where stretches match ? ${within} order by rank limit ?`)
        .all(match, ...(callIds ?? []), limit)
        .map(toStretch);
    },
  };
}
