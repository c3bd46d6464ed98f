import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimReader } from '../../src/ask/claim-reader.ts';

const claims = [
  { citations: [{ quote: 'He said "no {really}" \\ twice', id: 's1' }], text: 'A "claim" with } braces' },
  { citations: [], text: 'Another' },
];

const readInPieces = (text: string, cuts: number[]) => {
  const reader = claimReader();
  const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  const pieces = [0, ...at].map((start, index) => text.slice(start, at[index] ?? text.length));
  return { found: pieces.flatMap((piece) => reader.push(piece)), sawFrame: reader.sawFrame() };
};

test('claims are read alike however the text is cut, fenced or introduced', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.constantFrom('', '```json\n', 'Here you go: '), (cuts, before) => {
      const { found } = readInPieces(`${before}${JSON.stringify({ claims }, null, 1)}\n\`\`\``, cuts);
      expect(found).toEqual([
        { text: 'A "claim" with } braces', citations: [{ quote: 'He said "no {really}" \\ twice', evidenceId: 's1' }] },
        { text: 'Another', citations: [] },
      ]);
    }),
  );
});

test('an answer that breaks off gives the claims before the break', () => {
  const text = JSON.stringify({ claims });
  expect(readInPieces(text.slice(0, text.indexOf('Another') + 3), []).found).toHaveLength(1);
});

test('rubbish is told from an honest nothing', () => {
  expect(readInPieces('{"claims": []}', [])).toEqual({ found: [], sawFrame: true });
  expect(readInPieces('I think that {prices} went up.', [])).toEqual({ found: [], sawFrame: false });
});

test('an answer in lines instead of the form gives its quoted lines', () => {
  const reader = claimReader();
  reader.push(
    'Here is what I found:\n- Tove said: "The price went up by eight percent" [s3]\n2. No quotation here [s4]\n* “We will renew anyway” (s1) [2]\n',
  );
  expect(reader.readLines()).toEqual([
    {
      text: 'Tove said: "The price went up by eight percent"',
      citations: [{ quote: 'The price went up by eight percent', evidenceId: 's3' }],
    },
    { text: '“We will renew anyway” (s1)', citations: [{ quote: 'We will renew anyway', evidenceId: 's2' }] },
  ]);
});

test('quotation marks that open and never close are no quotation', () => {
  const reader = claimReader();
  reader.push('- They said “we “will “renew anyway” [s1]\n- and “another that never closes [s2]');
  expect(reader.readLines()).toEqual([
    { text: 'They said “we “will “renew anyway”', citations: [{ quote: 'renew anyway', evidenceId: 's1' }] },
  ]);
});

test('whatever a model writes into a claim is text that can be kept', () => {
  const reader = claimReader();
  const said = String.raw`{"claims":[{"text":"The price\u0000 is \ud83c high","citations":[{"quote":"Cafe\u0301\u0007","id":"s1"}]}]}`;
  expect(reader.push(said)).toEqual([
    { text: 'The price is \ufffd high', citations: [{ quote: 'Café', evidenceId: 's1' }] },
  ]);
});

test('the list is found wherever its name is cut, and a name alone is no list', () => {
  for (const text of [
    '""claims" \n : [{"text":"A"}]',
    '"claims"claims":[{"text":"A"}]',
    '"claims","claims":[{"text":"A"}]',
  ])
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        expect(readInPieces(text, cuts).found).toEqual([{ text: 'A', citations: [] }]);
      }),
    );
  expect(readInPieces('"claims" are {"text":"A"}', [])).toEqual({ found: [], sawFrame: false });
});

test.each([
  ['before the list', '', ' "claims" {'],
  ['in a claim that never ends', '{"claims":[{"text":"', 'and so on '],
  ['in objects that never close', '{"claims":[', '{'],
])('a million signs %s are read once each', (_, start, repeated) => {
  const reader = claimReader();
  reader.push(start);
  // Reading from the start at each piece would take hours.
  let found = 0;
  for (let at = 0; at < 1_000_000; at += 1) found += reader.push(repeated[at % repeated.length] as string).length;
  expect(found).toBe(0);
});

test('a claim that runs on is no claim, and a claim has so many citations at most', () => {
  const reader = claimReader();
  const citations = Array.from({ length: 500 }, () => ({ quote: 'We sign on Friday.', id: 's1' }));
  const found = reader.push(
    JSON.stringify({
      claims: [
        { text: 'x'.repeat(1001), citations: [] },
        { text: 'They sign.', citations },
      ],
    }),
  );
  expect(found.map(({ text, citations }) => [text, citations.length])).toEqual([['They sign.', 12]]);
});

test('citations point at sentences, alone, in a row and by whole excerpts, in whatever hand they are written', () => {
  const read = (citations: unknown) => {
    const reader = claimReader();
    return reader.push(JSON.stringify({ claims: [{ text: 'x', citations }] }))[0]?.citations;
  };
  const points = (first: number, last: number, evidenceId = 's3') => ({ evidenceId, first, last });
  expect(read(['s3.2', 's1.4'])).toEqual([points(2, 2), points(4, 4, 's1')]);
  for (const written of ['s3.2-s3.4', 's3.2–s3.4', 's3.2 — s3.4', '[S3.2-4]', 's3.2…s3.4'])
    expect(read([written])).toEqual([points(2, 4)]);
  expect(read(['s3.2, s3.5'])).toEqual([points(2, 2), points(5, 5)]);
  expect(read(['s3'])).toEqual([points(1, Number.MAX_SAFE_INTEGER)]);
  expect(read(['s3.2-s4.1'])).toEqual([points(2, Number.MAX_SAFE_INTEGER), points(1, 1, 's4')]);
  expect(read([{ id: 's3.2' }])).toEqual([points(2, 2)]);
  expect(read([{ id: 's3.2', quote: 'said so' }])).toEqual([{ evidenceId: 's3', quote: 'said so' }]);
  expect(read(['nothing', 7, null, {}])).toEqual([]);
});

test('a line without a quotation may point at sentences', () => {
  const reader = claimReader();
  reader.push('- The price went up [s3.2-s3.4].\n- No proof [s3].');
  expect(reader.readLines()).toEqual([
    { text: 'The price went up.', citations: [{ evidenceId: 's3', first: 2, last: 4 }] },
  ]);
});
