import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Support } from '../../src/ask/support.ts';
import { findUnsupported, findVeto } from '../../src/ask/support-claim.ts';
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

/** Readings of one kind of fault each: what a careful reader would say, before the rules were written. */
const READINGS: [isSupported: boolean, claim: string, ...quotes: string[]][] = [
  // A word that only opens a sentence is no name; a place or a company is.
  [true, 'Strong demand raised the price.', 'The price rose with the demand, which is strong.'],
  [true, 'Management raised the price of seats.', 'We have raised the price of seats.'],
  [true, 'Years of delays hurt the rollout.', 'The rollout was hurt by delays over many a year.'],
  [false, 'Oslo raised the price of seats.', 'We have raised the price of seats.'],
  // Numbers as they are transcribed.
  [true, 'The fee is $2.50 a seat.', 'The fee is $2. 50 a seat.'],
  [true, 'Earnings are $2.74 to $3.02 a share.', 'Earnings are $2 and 74 cents to $3 and two cents a share.'],
  [true, 'The margin fell from April 2021.', "The margin fell from April ' 21."],
  [true, 'Half of the seats are used.', '50% of the seats are used.'],
  [true, '50% of the seats are used.', 'Half of the seats are used.'],
  [false, 'Half of the seats are used.', '40% of the seats are used.'],
  [false, 'Sales fell 19% in the pandemic.', 'Sales fell in the COVID-19 pandemic.'],
  // The day of the call is a date, and no number of anything.
  [true, 'On 9 November Tove wanted a cap on prices.', 'I want a cap on prices.'],
  [true, 'In 2026 Tove wanted a cap on prices.', 'I want a cap on prices.'],
  [false, 'Tove wanted 9 seats for the plant.', 'I want seats for the plant.'],
  [false, 'Prices rose by 11% for the plant.', 'Prices rose for the plant.'],
  [false, 'The plant has 2026 seats in use.', 'The plant has seats in use.'],
  // Denials by a syllable or another word.
  [true, 'There was no payment of the invoice.', 'The nonpayment of the invoice still stands.'],
  [true, 'The seats are unused.', 'The seats are not used.'],
  [
    true,
    'The budget was approved, and the exports are not useful.',
    'The exports are useless. They approved the budget.',
  ],
  [true, 'They could not export the report.', 'We were unable to export the report.'],
  [true, 'The export is slow and loses rows.', 'The export is not only slow, it loses rows.'],
  [false, 'They could export the report.', 'We were unable to export the report.'],
  // Short names, and signs of units.
  [true, 'The band has 50 MHz for the plant.', 'The band has 50 megahertz for the plant.'],
  [false, 'The band has 50 MHz for NATO.', 'The band has 50 megahertz for the plant.'],
];

test.each(READINGS)('it is %s that "%s" of "%s"', (isSupported, claim, ...quotes) => {
  expect(isCarried(claim, quotes)).toBe(isSupported);
});

test('the first letters of a name stand for it', () => {
  const support = { ...known, accounts: ['Northern Instruments'], quotes: ['We want a cap on prices.'] };
  expect(findUnsupported('NI wants a cap on prices.', support)).toBeNull();
  expect(findUnsupported('NA wants a cap on prices.', support)).toContain('NA');
});

test('what one account said is not said of another', () => {
  const said = ['We hope to see travel take off in the summer.', 'We are not that bullish.'];
  const saidOf = [
    { accounts: ['Acme'], quote: said[0] ?? '' },
    { accounts: ['Beacon'], quote: said[1] ?? '' },
  ];
  const support = { ...known, accounts: ['Acme', 'Beacon'], quotes: said, saidOf };
  const told = (one: string, other: string) =>
    findVeto(`${one} hopes to see travel take off in the summer, whereas ${other} is not that bullish.`, support);
  expect(told('Acme', 'Beacon')).toBeNull();
  expect(told('Beacon', 'Acme')).toBe('Its quotes say it of others than Beacon.');
});

test('a judge may count, name what the question names and hear a name otherwise; a number with a unit it may not', () => {
  const support = { ...known, quotes: ['One wants a cap on the meridian card. The other wants 30 days.'] };
  expect(findVeto('Two people want something of the Meridio card.', support)).toBeNull();
  expect(findVeto('Ingrid wants a cap.', { ...support, asked: 'What does Ingrid want?' })).toBeNull();
  expect(findVeto('Ingrid wants a cap.', support)).toContain('Ingrid');
  expect(findVeto('The other wants ten days.', support)).toContain('ten');
  expect(findUnsupported('Ingrid wants a cap.', { ...support, asked: 'What does Ingrid want?' })).toContain('Ingrid');
});

test('a call is of the day that it was for the viewer', () => {
  const quotes = ['The price is eleven euros a seat.'];
  const late = { ...known, quotes, dates: [new Date('2026-11-09T23:30:00Z')] };
  const claim = 'On 10 November the price was eleven euros a seat.';
  expect(findUnsupported(claim, late)).toContain('10');
  expect(findUnsupported(claim, { ...late, timeZone: 'Europe/Berlin' })).toBeNull();
});
