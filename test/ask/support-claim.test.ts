import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findUnsupported, type Support } from '../../src/ask/support-claim.ts';
import { SUPPORT_PAIRS } from './support-pairs.ts';

const known: Omit<Support, 'quotes'> = {
  speakers: ['Tove Brandt'],
  accounts: ['Acme'],
  titles: ['Renewal review'],
  dates: [new Date('2026-11-09T10:00:00Z')],
};
const isCarried = (claim: string, quotes: string[]) => findUnsupported(claim, { ...known, quotes }) === null;

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

test('numbers in words are looked for as numbers, and not as words', () => {
  expect(isCarried('The rollout covers fifty seats in Bergen.', ['Bergen has 50 seats in the rollout.'])).toBe(true);
  expect(isCarried('Fifty or sixty dollars.', ['50, or 60, dollars it was.'])).toBe(true);
});
