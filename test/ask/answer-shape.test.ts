import { expect, test } from 'vitest';
import { shapeClaims } from '../../src/ask/answer-shape.ts';
import { LEAD_PART, type PlacedClaim } from '../../src/ask/judged-claims.ts';

const placed = (...claims: [text: string, part: string | null][]): PlacedClaim[] =>
  claims.map(([text, part]) => ({ claim: { text, citations: [1] }, part, isQuote: false }));
const isHeading = (text: string): boolean => ['Acme', 'Pricing'].includes(text);
/** The answer as headings with the texts below each, in the order of reading. */
function shapeOf(...claims: [text: string, part: string | null][]): [string, string[]][] {
  const shaped = shapeClaims(placed(...claims), isHeading);
  return shaped.parts.map((part) => {
    if (part.kind !== 'lead' && part.kind !== 'claims' && part.kind !== 'theme') throw new Error(part.kind);
    const heading = part.kind === 'theme' ? part.heading : part.kind;
    return [heading, (part.claims ?? []).map((at) => shaped.claims[at]?.text ?? '')];
  });
}

test('the lead comes first, then what has no heading, then sections as they were begun', () => {
  expect(shapeOf(['c', 'Pricing'], ['a', LEAD_PART], ['d', 'Acme'], ['b', null], ['e', 'Pricing'])).toEqual([
    ['lead', ['a']],
    ['claims', ['b']],
    ['Pricing', ['c', 'e']],
    ['Acme', ['d']],
  ]);
});

test('what stood under a heading of a model’s own words comes last, and under none of the others', () => {
  expect(shapeOf(['a', LEAD_PART], ['z', 'A secret plan'], ['b', 'Acme'], ['y', 'Another'])).toEqual([
    ['lead', ['a']],
    ['Acme', ['b']],
    ['Also said', ['z', 'y']],
  ]);
});

test('what is all that follows needs no heading', () => {
  expect(shapeOf(['a', LEAD_PART], ['z', 'A secret plan'], ['b', null])).toEqual([
    ['lead', ['a']],
    ['claims', ['z', 'b']],
  ]);
});
