import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant, oneOf, position, text } from '../../src/web/url-state.ts';

test('what the address may hold is read, and everything else left out', () => {
  expect(text({ q: 'price' }, 'q')).toEqual({ q: 'price' });
  expect(text({ q: 2026 }, 'q')).toEqual({ q: '2026' });
  expect(text({ q: ['a'] }, 'q')).toEqual({});
  expect(oneOf({ side: 'us' }, 'side', ['us', 'customer'])).toEqual({ side: 'us' });
  expect(oneOf({ side: 'them' }, 'side', ['us', 'customer'])).toEqual({});
  expect(instant({ from: '2026-11-22' }, 'from')).toEqual({ from: '2026-11-22' });
  expect(instant({ from: 'yesterday' }, 'from')).toEqual({});
  expect(position({ at: '1200' }, 'at')).toEqual({ at: 1200 });
  expect(position({ at: -1 }, 'at')).toEqual({});
});

test('no address breaks a page', () => {
  // `?from={"toString":false}` is read as an object beyond any conversion.
  expect(instant({ from: { toString: false } }, 'from')).toEqual({});
  expect(position({ at: { valueOf: 1, toString: 1 } }, 'at')).toEqual({});
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('q', 'at', 'from', 'side'), fc.anything()), (given) => {
      expect(typeof (text(given, 'q').q ?? '')).toBe('string');
      expect(position(given, 'at').at ?? 0).toBeGreaterThanOrEqual(0);
      expect(oneOf(given, 'side', ['us'] as const).side ?? 'us').toBe('us');
      expect(instant(given, 'from').from ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
    }),
  );
});
