import type { CallId, Side } from '../call.ts';
import type { Stems } from '../language/words.ts';
import type { CallCount } from './segment-index.ts';
import type { PassageRow, SegmentRow } from './stretches.ts';

export const toCallCount = (row: Record<string, unknown>): CallCount => ({
  callId: row.call as CallId,
  startedAt: new Date(Number(row.started_at)),
  segments: Number(row.segments),
});

export const toPassageRow = (row: Record<string, unknown>): PassageRow & { call: number } => ({
  call: Number(row.call),
  callId: row.call_id as CallId,
  callTitle: toStems(row.title),
  first: Number(row.first),
  last: Number(row.last),
  score: -Number(row.rank),
});

export const readSegmentRow = (row: Record<string, unknown>): SegmentRow => ({
  position: Number(row.position),
  side: row.side as Side,
  speakerId: row.speaker === null ? null : String(row.speaker),
  speakerName: toStems(row.speaker_name),
  text: toStems(row.text),
});

/** Texts in the file are stems already: `put` wrote them. */
const toStems = (value: unknown): Stems => String(value) as Stems;
