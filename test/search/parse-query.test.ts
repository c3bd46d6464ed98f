import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from '../../src/search/parse-query.ts';

const parse = (query: string) =>
  parseQuery(
    query,
    { mentionables: [], trackers: [], calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 } },
    new Date('2026-11-22T12:00:00Z'),
  );

test('words rank, phrases and exclusions are operators, date words set the range', () => {
  expect(parse('renewal "price cap" -training -"free trial" last month side:customer kind:external')).toMatchObject({
    words: ['renewal'],
    phrases: ['price cap'],
    excluded: ['training', 'free trial'],
    side: 'customer',
    kind: 'external',
    from: new Date('2026-10-01T00:00:00Z'),
    to: new Date('2026-11-01T00:00:00Z'),
    warnings: [],
  });
});

test('what only looks like an operator is plain words, and said so', () => {
  const parsed = parse('colour:red roll-out "open quote - end');
  expect(parsed).toMatchObject({ phrases: [], excluded: [] });
  expect(parsed.words).toEqual(['colour', 'red', 'roll', 'open', 'quote', 'end']);
  expect(parsed.warnings).toHaveLength(3);
});

test('a known field with an impossible value is refused with what is possible', () => {
  expect(() => parse('side:them')).toThrow(/side:us, side:customer, side:unknown/);
});

test('no query breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (query) => {
      if (!/(side|kind):/i.test(query))
        expect(parse(query).words.every((word) => /^[\p{L}\p{N}\p{Extended_Pictographic}]+$/u.test(word))).toBe(true);
    }),
  );
});
