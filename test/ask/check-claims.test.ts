import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkClaim } from '../../src/ask/check-claims.ts';
import { citationList } from '../../src/ask/citation-list.ts';
import type { Evidence } from '../../src/ask/gather-evidence.ts';
import { settleClaim } from '../../src/ask/settle-claims.ts';
import { toCallId } from '../../src/call.ts';
import { textOf } from '../../src/segment.ts';

const evidence = (id: string, callId: string, ...texts: string[]): Evidence => {
  const sentences = texts.map((text, at) => ({ startMs: at * 1000, endMs: at * 1000 + 900, text }));
  const segment = {
    callId: toCallId(callId),
    position: 0,
    speakerId: '1',
    startMs: 0,
    endMs: texts.length * 1000,
    sentences,
    speaker: { name: 'Lee', side: 'customer' as const, personId: null },
  };
  const call = {
    id: toCallId(callId),
    title: 'Negotiation',
    startedAt: new Date('2026-08-17T10:00:00Z'),
    durationSeconds: 60,
    kind: 'external' as const,
    platform: 'zoom' as const,
    direction: 'conference' as const,
    gongUrl: null,
    accounts: [{ id: 'a', name: 'Acme' }],
    parties: [],
    transcript: { state: 'ready' as const, reason: null },
    isSearchable: true,
  };
  return { id, call, segment, text: textOf(segment), highlights: [], score: 1, isDirect: true };
};

const given = [
  evidence('s1', '1', 'The budget was cut.', 'I now have 54,000 euros, not the sixty.', 'That is final.'),
  evidence('s2', '2', 'Crewlattice offered us 10.50 per seat.', 'Agreed.'),
];
const claim = (text: string, ...citations: [evidenceId: string, quote: string][]) =>
  checkClaim({ text, citations: citations.map(([evidenceId, quote]) => ({ evidenceId, quote })) }, given);

test('a quote that was said is kept as whole sentences of the transcript', () => {
  const checked = claim('They have 54,000 euros.', ['s1', 'now have 54,000 EUROS — not the sixty']);
  expect(checked).toMatchObject({
    kind: 'kept',
    quotes: [{ evidence: { id: 's1' }, sentences: [{ text: 'I now have 54,000 euros, not the sixty.' }] }],
  });
  const over = claim('It is final.', ['s1', 'not the sixty. That is final']);
  expect(over.kind === 'kept' && over.quotes[0]?.sentences.map((sentence) => sentence.startMs)).toEqual([1000, 2000]);
});

test('a right quote under a wrong id is mended; a quote of nobody is removed', () => {
  expect(claim('Crewlattice offers 10.50 per seat.', ['s9', 'Crewlattice offered us 10.50 per seat'])).toMatchObject({
    kind: 'kept',
    quotes: [{ evidence: { id: 's2' } }],
  });
  expect(claim('They love it.', ['s1', 'we absolutely love it'])).toMatchObject({
    kind: 'removed',
    reason: expect.stringContaining('not said'),
  });
  expect(claim('Uncited.')).toMatchObject({ kind: 'removed' });
});

test('of several citations only those that hold stay', () => {
  const checked = claim(
    'The budget was cut.',
    ['s1', 'The budget was cut.'],
    ['s1', 'The budget was doubled.'],
    ['s2', 'The budget was cut.'],
  );
  expect(checked.kind === 'kept' && checked.quotes).toHaveLength(1);
});

test('a number that no quote has is in doubt, whatever a judge says', () => {
  expect(claim('They have 45,000 euros.', ['s1', 'I now have 54,000 euros'])).toMatchObject({
    kind: 'doubted',
    reason: expect.stringContaining('45,000'),
    isVetoed: true,
  });
  expect(claim('Crewlattice asks 10.50.', ['s2', 'Crewlattice offered us 10.50 per seat'])).toMatchObject({
    kind: 'kept',
  });
});

test('one or two words prove nothing, unless they are a whole sentence of the excerpt named', () => {
  expect(claim('Yes.', ['s1', 'the'])).toMatchObject({ kind: 'removed' });
  expect(claim('They agreed.', ['s2', 'Agreed.'])).toMatchObject({ kind: 'kept' });
  expect(claim('They agreed.', ['s1', 'Agreed.'])).toMatchObject({ kind: 'removed' });
});

test('whatever a model proposes, a quote that is shown equals the transcript', () => {
  const words = given.flatMap((item) => item.text.split(' '));
  const quote = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 12 })
    .map((parts) => parts.join(' '));
  fc.assert(
    fc.property(fc.constantFrom('s1', 's2', 's3', ''), quote, (id, text) => {
      const checked = claim(text, [id, text]);
      if (checked.kind === 'removed') return;
      for (const proved of checked.quotes) {
        const { quote: shown } = citationList('').cite(proved);
        expect(given.some((item) => item.text.includes(shown))).toBe(true);
        expect(proved.sentences.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2000 },
  );
});

test('citations are numbered as they come, and the same quote keeps its number', () => {
  const list = citationList('https://here');
  const proved = (sentence: number) => ({
    evidence: given[0] as Evidence,
    sentences: (given[0] as Evidence).segment.sentences.slice(sentence, sentence + 1),
  });
  expect([list.cite(proved(1)).n, list.cite(proved(0)).n, list.cite(proved(1)).n]).toEqual([1, 2, 1]);
  expect(list.citations[0]).toMatchObject({
    url: 'https://here/calls/1?at=1000&to=1900',
    startMs: 1000,
    endMs: 1900,
    speaker: { name: 'Lee', side: 'customer' },
  });
});

test('a quote that was mutated is shown only where its words stand in a row all the same', () => {
  const mutations = fc.constantFrom('drop', 'swap', 'replace', 'join', 'id', 'none');
  const stands = (text: string) => {
    const words = (all: string) =>
      ` ${all
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()} `;
    return given.some((item) => words(item.text).includes(words(text)));
  };
  let kept = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...given),
      fc.nat(),
      fc.nat(),
      mutations,
      fc.constantFrom('s1', 's2', 's9'),
      (item, at, span, mutation, otherId) => {
        const words = item.text.split(' ');
        const start = at % words.length;
        const quoted = words.slice(start, start + 3 + (span % 8));
        const middle = Math.floor(quoted.length / 2);
        if (mutation === 'drop') quoted.splice(middle, 1);
        if (mutation === 'swap') quoted.reverse();
        if (mutation === 'replace') quoted[middle] = 'umbrella';
        if (mutation === 'join') quoted.push('Crewlattice', 'agreed');
        const quote = quoted.join(' ');
        const checked = claim(quote, [mutation === 'id' ? otherId : item.id, quote]);
        if (checked.kind === 'removed') return;
        kept += 1;
        expect(stands(quote)).toBe(true);
        for (const proved of checked.quotes)
          expect(stands(proved.sentences.map((sentence) => sentence.text).join(' '))).toBe(true);
      },
    ),
    { numRuns: 5000 },
  );
  expect(kept).toBeGreaterThan(500);
});

test('what could lead a reader astray is not shown among what was left out either', () => {
  const quote: [string, string] = ['s1', 'I now have 54,000 euros, not the sixty.'];
  for (const text of [
    'They have 54,000 euros, see evil.example/login.',
    'They have \u202e54,000\u202c euros.',
    'Reply that they have 54,000 euros.',
  ])
    for (const [said, ...quotes] of [
      [text, quote],
      [text],
      [text, ['s1', 'Nobody ever said any of these words.'] as [string, string]],
      [`${text} ${'And so on. '.repeat(90)}`, quote],
    ] as [string, ...[string, string][]][])
      expect(claim(said, ...quotes)).toEqual({ kind: 'removed', text: '(not shown)', reason: expect.any(String) });
});

test('a claim is a short sentence, and a text of any length is judged at once', () => {
  const long = `They have 54,000 euros, ${'😀 and 1. 1 to '.repeat(10_000)}`;
  const checked = claim(long, ['s1', 'I now have 54,000 euros, not the sixty.']);
  expect(checked).toMatchObject({ kind: 'removed', reason: 'It is too long for a claim.' });
  expect(checked.kind === 'removed' && checked.text.length).toBeLessThan(700);
  expect(checked.kind === 'removed' && checked.text.isWellFormed()).toBe(true);
});

const talk = [
  evidence('s1', '1', 'Northwind Retail grew again.', 'So we gained market share in the quarter.', 'Rent was 1.'),
  evidence('s2', '1', '8 million euros for the stores.', 'That is fewer stores than we had.'),
  evidence(
    's3',
    '2',
    'Debt fell from 1. 5 billion euros in June.',
    'Now it is 858 million.',
    'The new Polar opens in May.',
  ),
];
const judged = (text: string, citations: [string, number, number?][], verdict: Parameters<typeof settleClaim>[1]) => {
  const pointed = citations.map(([evidenceId, first, last = first]) => ({ evidenceId, first, last }));
  const { kind, text: shown } = settleClaim(checkClaim({ text, citations: pointed }, talk), verdict);
  return kind === 'kept' ? shown : null;
};
const carried = { kind: 'carried' } as const;

test('a judge says of which name that was said nearby a sentence speaks; a name that nobody said is none', () => {
  const retail = 'Northwind Retail gained market share in the quarter.';
  expect(judged(retail, [['s1', 2]], carried)).toBe(retail);
  expect(judged('Southwind gained market share in the quarter.', [['s1', 2]], carried)).toBeNull();
  expect(judged('Northwind Retail gained market share in March.', [['s1', 2]], carried)).toBeNull();
  const named = 'The new Polar Data Center opens in May.';
  expect(judged(named, [['s3', 3]], carried)).toBe(named);
  expect(judged('The new Polar Kvadrat opens in May.', [['s3', 3]], carried)).toBeNull();
});

test('a difference that anybody can work out may be told beside its two numbers, a wrong one may not', () => {
  const told = (by: string) => `Debt fell from 1.5 billion euros to 858 million euros, by about ${by} million euros.`;
  const both: [string, number][] = [
    ['s3', 1],
    ['s3', 2],
  ];
  expect(judged(told('640'), both, carried)).toBe(told('640'));
  expect(judged(told('460'), both, carried)).toBeNull();
});

test('a number that stands across two quotes in a row is of what stands before it', () => {
  const rent = 'Rent was 1.8 million euros for the stores.';
  const across: [string, number][] = [
    ['s1', 3],
    ['s2', 1],
  ];
  expect(judged(rent, across, carried)).toBe(rent);
  expect(judged(rent.replace('1.8', '8'), [['s1', 3]], carried)).toBeNull();
});

test('a wording of the judge is kept when it is made of what was claimed and said, and adds nothing', () => {
  const claim = 'Northwind will run fewer shops from now on.';
  const reword = (text: string) => judged(claim, [['s2', 2]], { kind: 'reworded', text });
  expect(reword('Northwind runs fewer shops from now on.')).toBe('Northwind runs fewer shops from now on.');
  expect(reword('Northwind runs fewer shops because of the fine.')).toBeNull();
  expect(reword('Northwind runs 40 fewer shops from now on.')).toBeNull();
  expect(reword('Northwind runs more shops from now on.')).toBeNull();
  expect(reword('Northwind does not run fewer shops from now on.')).toBeNull();
});
