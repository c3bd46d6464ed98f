import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { sideSchema, toCallId } from '../call.ts';
import type { Stems } from '../language/words.ts';
import type { CallCount } from './segment-index.ts';
import type { PassageRow, SegmentRow } from './stretches.ts';

export const toCallCount = (row: Record<string, unknown>): CallCount => ({
  callId: toCallId(String(row.call)),
  startedAt: new Date(Number(row.started_at)),
  segments: Number(row.segments),
});

export const toPassageRow = (row: Record<string, unknown>): PassageRow & { call: number } => ({
  call: Number(row.call),
  callId: toCallId(String(row.call_id)),
  callTitle: stemsSchema.parse(row.title),
  first: Number(row.first),
  last: Number(row.last),
  score: -Number(row.rank),
});

const readSegmentRow = (row: Record<string, unknown>): SegmentRow => ({
  position: Number(row.position),
  side: sideSchema.parse(row.side),
  speakerId: row.speaker === null ? null : String(row.speaker),
  speakerName: stemsSchema.parse(row.speaker_name),
  text: stemsSchema.parse(row.text),
});

/** Reads a call's segments from position `first` up to and including `last`, in order; `call` is the file's number. */
export function segmentsReader(db: DatabaseSync) {
  const within = db.prepare('select * from segments where call = ? and position between ? and ? order by position');
  return ({ call }: { call: number }, first: number, last: number): SegmentRow[] =>
    within.all(call, first, last).map(readSegmentRow);
}

/** A text of the file. It is of stems already: `put` wrote it. */
const stemsSchema = z.custom<Stems>((value) => typeof value === 'string', 'The index holds no text here.');

const idsSchema = z.array(z.string());

/** Ids as the index keeps them, a list in JSON. */
export const toIds = (value: unknown): string[] => idsSchema.parse(JSON.parse(String(value)));
