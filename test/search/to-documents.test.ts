import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPassages } from '../../src/search/to-documents.ts';

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
        // Without its last turn it is shorter than asked for.
        expect(words.slice(first, last).reduce((sum, count) => sum + count, 0)).toBeLessThan(250);
      }
    }),
  );
});

test('a call without words has no passages', () => {
  expect(cutPassages([])).toEqual([]);
});
