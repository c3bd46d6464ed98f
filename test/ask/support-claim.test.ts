import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saidNumbers } from '../../src/ask/said-numbers.ts';
import { findUnsupported, type Support } from '../../src/ask/support-claim.ts';
import { SUPPORT_PAIRS } from './support-pairs.ts';

const known: Omit<Support, 'quotes'> = {
  speakers: ['Tove Brandt'],
  accounts: ['Acme'],
  titles: ['Renewal review'],
  dates: [new Date('2026-11-09T10:00:00Z')],
};
const isCarried = (claim: string, quotes: string[]) => findUnsupported(claim, { ...known, quotes }) === null;

test.each([
  ['eleven euros a seat', [11]],
  ['forty thousand dollars', [40_000]],
  ['40,000 or 40k', [40_000, 40_000]],
  ['a hundred and twenty questions', [120]],
  ['forty-five minutes and twenty two seconds', [45, 22]],
  ['1.2 million', [1_200_000]],
  ['the third of December, the 3rd', [3, 3]],
  ['eight percent, 8%', [8, 8]],
  ['two, three or four', [2, 3, 4]],
  ['two hundred thousand', [200_000]],
  ['both of them', [2]],
  ['nothing here', []],
])('%j says %j', (text, values) => {
  expect(saidNumbers(text).map(({ value }) => value)).toEqual(values);
});

test('of a hundred judged pairs the rule keeps little that is not carried', () => {
  const kept = SUPPORT_PAIRS.filter(([, claim, ...quotes]) => isCarried(claim, quotes));
  const right = kept.filter(([isSupported]) => isSupported).length;
  const all = SUPPORT_PAIRS.filter(([isSupported]) => isSupported).length;
  expect(SUPPORT_PAIRS).toHaveLength(100);
  expect(right / kept.length).toBeGreaterThanOrEqual(0.95);
  expect(right / all).toBeGreaterThanOrEqual(0.8);
});

test('a number, a name or a "not" that nobody said is never carried', () => {
  const supported = SUPPORT_PAIRS.filter(([isSupported, claim, ...quotes]) => isSupported && isCarried(claim, quotes));
  fc.assert(
    fc.property(
      fc.constantFrom(...supported),
      fc.constantFrom('number', 'name', 'not'),
      ([, claim, ...quotes], kind) => {
        const start = claim.replace(/\.$/, '');
        const mutated =
          kind === 'number'
            ? `${start} for 7,431 days.`
            : kind === 'name'
              ? `${start} with Umbrex.`
              : `${start}, and it is not so.`;
        const denies =
          /\b(?:no|not|never|cannot|misses|missing)\b/i.test(claim) ||
          /\b(?:no|not|never|cannot)\b|n't/i.test(quotes.join(' '));
        if (kind === 'not' && denies) return;
        expect(isCarried(mutated, quotes)).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});

test('what repeats its quotes word for word is carried', () => {
  const quote = 'I want a cap on price increases in the contract. Three percent a year, no more.';
  expect(isCarried(quote, [quote])).toBe(true);
  expect(isCarried('Three percent a year, no more.', [quote])).toBe(true);
});
