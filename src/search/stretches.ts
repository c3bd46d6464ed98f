import type { CallId } from '../call.ts';
import type { Stems } from '../language/words.ts';
import type { IndexedSegment, Passage, Stretch } from './segment-index.ts';

/** A found passage with its call. */
export type PassageRow = Passage & { callId: CallId; callTitle: Stems; score: number };
export type SegmentRow = Stretch['segments'][number];

/**
 * Joins passages that touch or overlap, so that each segment is read and ranked once. Stretches are grouped by call,
 * the call with the best passage first, then in order of position. `read` answers a call's segments from `first` to
 * `last`.
 */
export function joinStretches<Row extends PassageRow>(
  rows: readonly Row[],
  read: (row: Row, first: number, last: number) => SegmentRow[],
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const ofCall of Map.groupBy(rows, (row) => row.callId).values()) {
    const joined: Row[][] = [];
    let end = Number.NEGATIVE_INFINITY;
    for (const row of ofCall.toSorted((a, b) => a.first - b.first)) {
      if (row.first <= end + 1) joined.at(-1)?.push(row);
      else joined.push([row]);
      end = Math.max(end, row.last);
    }
    for (const group of joined) {
      const [first] = group;
      if (!first) continue;
      const segments = read(first, first.first, Math.max(...group.map(({ last }) => last)));
      const passages = group.map(({ first, last, score }) => ({ first, last, score }));
      stretches.push({ callId: first.callId, callTitle: first.callTitle, segments, passages });
    }
  }
  return stretches;
}

/** A segment's data for ranking. */
export const toSegmentRow = ({ position, side, speakerId, speakerName, text }: IndexedSegment): SegmentRow => ({
  position,
  side,
  speakerId,
  speakerName,
  text,
});
