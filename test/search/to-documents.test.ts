import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { segmentsWithin } from '../../src/search/segment-index.ts';
import { cutPassages, toDocuments } from '../../src/search/to-documents.ts';
import { ORG } from '../support/builders.ts';

test('every segment stands in a passage, passages follow each other with overlap, and none is much longer than it should be', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 140 }), { maxLength: 200 }), (words) => {
      const passages = cutPassages(words);
      const covered = new Set(
        passages.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, n) => first + n)),
      );
      expect(covered.size).toBe(words.length);
      for (const [at, { first, last }] of passages.entries()) {
        const next = passages[at + 1];
        if (next) expect(next.first > first && next.first <= last + 1 && next.last > last).toBe(true);
        // Without the last turn the passage is too short.
        expect(words.slice(first, last).reduce((sum, count) => sum + count, 0)).toBeLessThan(250);
      }
    }),
  );
});

test('a call without words has no passages', () => {
  expect(cutPassages([])).toEqual([]);
});

test('a passage names its segments by position, also where some were erased', () => {
  const said = (position: number, text: string) => ({
    callId: toCallId('1'),
    position,
    speakerId: null,
    startMs: position * 1000,
    endMs: position * 1000 + 900,
    sentences: [{ startMs: position * 1000, endMs: position * 1000 + 900, text }],
  });
  const { segments, passages } = toDocuments({
    organizationId: ORG,
    callId: toCallId('1'),
    revision: 1,
    workspaceId: null,
    isPrivate: false,
    accountIds: [],
    userIds: [],
    kind: 'external',
    platform: 'zoom',
    startedAt: new Date('2026-11-01T10:00:00Z'),
    title: 'Talk',
    meaning: null,
    parties: [],
    segments: [said(1, 'The ruthenium price is ours.'), said(4, 'And the rhodium one too.')],
  });
  expect(passages.flatMap((passage) => segmentsWithin(segments, passage).map(({ position }) => position))).toEqual([
    1, 4,
  ]);
});
