import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMentions, type Mentionable } from '../../src/search/find-mentions.ts';

const account = (id: string, name: string, names: string[] = [], domains: string[] = []): Mentionable => ({
  kind: 'account',
  id,
  name,
  names,
  domains,
});
const known: Mentionable[] = [
  account('acme', 'Acme', ['ACME Industries'], ['acme.example']),
  account('marine', 'Halvorsen Marine', ['Halvorsen Marine Services']),
  account('maritime', 'Halvorsen Maritime', ['Halvorsen Maritime College']),
  account('bright', 'Brightwater Dairy', [], ['brightwaterdairy.example']),
  account('oconnor', "O'Connor & Sons", []),
  { kind: 'person', id: 'tove', name: 'Tove Brandt', names: ['tove@brightwater.example'], domains: [] },
  { kind: 'person', id: 'acme-person', name: 'Acme', names: [], domains: [] },
];

/** What each mention of a text came to: an id, several, or what was offered for an unknown one. */
const read = (text: string) =>
  findMentions(text, known).map((mention) => {
    if (mention.state === 'found') return [mention.text, mention.target.id];
    return [mention.text, mention.state, ...mention.candidates.map((candidate) => candidate.id)];
  });

test.each([
  ['What did we discuss with @Acme about pricing?', [['@Acme', 'acme']]],
  ['@acme’s concerns', [['@acme', 'acme']]],
  ['with @ACME INDUSTRIES today', [['@ACME INDUSTRIES', 'acme']]],
  ['@acme.example', [['@acme.example', 'acme']]],
  [
    '@Halvorsen Marine and @Halvorsen Maritime',
    [
      ['@Halvorsen Marine', 'marine'],
      ['@Halvorsen Maritime', 'maritime'],
    ],
  ],
  ['@Halvorsen Marine Services', [['@Halvorsen Marine Services', 'marine']]],
  ['What worries @Halvorsen?', [['@Halvorsen', 'several', 'marine', 'maritime']]],
  ['@"Halvorsen Marine" about', [['@"Halvorsen Marine"', 'marine']]],
  ['@Brightwater said', [['@Brightwater', 'bright']]],
  ["@O'Connor & Sons?", [["@O'Connor & Sons", 'oconnor']]],
  ['@Tove Brandt said', [['@Tove Brandt', 'tove']]],
  ['@Tove', [['@Tove', 'tove']]],
  ['(@acme)', [['@acme', 'acme']]],
  ['write to robin@acme.example', []],
  ['@ nobody', []],
  ['no mention', []],
])('%j', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('an unknown name is offered the nearest, a misspelt one too', () => {
  expect(read('@Brightwatr Diary')[0]?.slice(0, 3)).toEqual(['@Brightwatr', 'unknown', 'bright']);
  expect(read('@Zzyzx')[0]).toEqual(['@Zzyzx', 'unknown']);
});

test('whatever is written, mentions lie in the text, in order, and do not overlap', () => {
  const piece = fc.oneof(
    fc.constantFrom('@', '@Acme', '@Halvorsen', ' ', '"', '“', 'İ', '@"', '’s', '@Tove Brandt'),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((parts) => parts.join('')),
      (text) => {
        let end = 0;
        for (const mention of findMentions(text, known)) {
          expect(mention.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(mention.start, mention.end)).toBe(mention.text);
          end = mention.end;
        }
      },
    ),
  );
});
