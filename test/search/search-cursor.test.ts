import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { readCursor, shownName, writeCursor } from '../../src/search/search-cursor.ts';

const query = { query: 'price' };

test('a cursor says again what it was made of', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string(), { maxLength: 50 }),
      fc.option(fc.date({ min: new Date(0), max: new Date('9999-12-29T00:00:00.000Z'), noInvalidDate: true })),
      (results, time) => {
        const shown = new Set(results.map(shownName));
        const after = time && { startedAt: time, callId: toCallId('9042719935518820417') };
        expect(readCursor(query, writeCursor(query, { shown, after }))).toEqual({ shown, after });
      },
    ),
  );
});

test('no text breaks it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(() => readCursor(query, text)).toThrow(/cursor/);
    }),
  );
});
