import { expect, test } from 'vitest';
import { reasonToRemove } from '../support/moments.ts';
import { CLAIMS_WITH_ADDRESSES } from './address-claims.ts';
import { CLAIMS_BESIDE_WHAT_WAS_NOT } from './averted-claims.ts';
import {
  CLAIMS_IN_THE_SAME_WORDS,
  CLAIMS_OF_WHAT_WAS_NOT,
  type HostileClaim,
  MORE_CLAIMS,
  SEEN_CLAIMS,
} from './hostile-claims.ts';
import { UNSEEN_CLAIMS } from './unseen-claims.ts';

const misjudged = (claims: readonly Omit<HostileClaim, 'why'>[]) =>
  claims
    .filter((claim) => (reasonToRemove(claim) === null) !== (claim.verdict === 'kept'))
    .map((claim) => `${claim.claim} (of: ${claim.said}): ${reasonToRemove(claim) ?? 'kept'}`);

test('a claim with a true quote is removed where the quote says something else', () => {
  const hostile = [...SEEN_CLAIMS, ...MORE_CLAIMS].filter(({ verdict }) => verdict === 'removed');
  expect(hostile).toHaveLength(50);
  expect(misjudged(hostile)).toEqual([]);
});

test('right claims that look like them are kept', () => {
  const right = MORE_CLAIMS.filter(({ verdict }) => verdict === 'kept');
  expect(right).toHaveLength(25);
  expect(misjudged(right)).toEqual([]);
});

test('a claim that errs in the words of its quote is removed, and a right one beside it is kept', () => {
  expect(CLAIMS_IN_THE_SAME_WORDS.length).toBeGreaterThan(60);
  expect(misjudged(CLAIMS_IN_THE_SAME_WORDS)).toEqual([]);
});

test('what was only near, put behind something else or kept from coming about is not told as a fact', () => {
  expect(CLAIMS_OF_WHAT_WAS_NOT.length).toBeGreaterThan(40);
  expect(misjudged(CLAIMS_OF_WHAT_WAS_NOT)).toEqual([]);
});

test('words that look as if they told it excuse nothing, and what only sounds averted is kept', () => {
  expect(CLAIMS_BESIDE_WHAT_WAS_NOT.length).toBeGreaterThan(60);
  expect(misjudged(CLAIMS_BESIDE_WHAT_WAS_NOT)).toEqual([]);
});

test('an address is refused however it is spoken, and what only has its words is kept', () => {
  expect(CLAIMS_WITH_ADDRESSES.length).toBeGreaterThan(40);
  expect(misjudged(CLAIMS_WITH_ADDRESSES)).toEqual([]);
});

test('of claims that the rules were not made on, few are misjudged', () => {
  expect(UNSEEN_CLAIMS).toHaveLength(40);
  expect(misjudged(UNSEEN_CLAIMS).length).toBeLessThanOrEqual(2);
});
