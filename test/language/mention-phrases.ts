import type { Mentionable } from '../../src/language/mentionable.ts';

const account = (id: string, name: string, names: string[] = [], domains: string[] = []): Mentionable => ({
  kind: 'account',
  id,
  name,
  names,
  domains,
});
const person = (id: string, name: string, email: string): Mentionable => ({
  kind: 'person',
  id,
  name,
  names: [email],
  domains: [],
});

/**
 * Customers of an invented organization (two of the same name, a group with subsidiaries, a plain word as a name), and
 * people.
 */
export const KNOWN: readonly Mentionable[] = [
  account('acme', 'Acme', ['ACME Industries'], ['acme.example', 'acme-industries.example']),
  account('marine', 'Halvorsen Marine', ['Halvorsen Marine Services'], ['halvorsen-marine.example']),
  account('maritime', 'Halvorsen Maritime', ['Halvorsen Maritime College']),
  account('group', 'Vantor Group', ['Vantor'], ['vantor.example']),
  account('vantor-de', 'Vantor Deutschland', [], ['vantor.de.example']),
  account('bright', 'Brightwater Dairy', [], ['brightwaterdairy.example']),
  account('oconnor', "O'Connor & Sons", ['OCS']),
  account('northwind-foods', 'Northwind', ['Northwind Foods'], ['northwind-foods.example']),
  account('northwind-air', 'Northwind', ['Northwind Air'], ['northwind-air.example']),
  account('beacon', 'Beacon', [], ['beacon.example']),
  account('cafe', 'Café Müller', [], ['cafe-mueller.example']),
  account('3p', '3P Logistics', [], ['3p.example']),
  person('tove', 'Tove Brandt', 'tove@brightwater.example'),
  person('tove2', 'Tove Lindqvist', 'tove.l@acme.example'),
  person('jonas1', 'Jonas Weber', 'jonas@acme.example'),
  person('jonas2', 'Jonas Weber', 'jonas@beacon.example'),
  person('mira', 'Mira Okafor', 'mira@vantor.example'),
];

/** A mention's outcome: the id of the one meant, or `several` or `unknown` with the ids offered, best first. */
type Outcome = readonly [text: string, ...outcome: string[]];

/** Question → its mentions in order. Beside an account with the `@`, an account without it is a word. */
export const MENTION_PHRASES: readonly (readonly [string, readonly Outcome[]])[] = [
  // With the sign
  ['What did we discuss with @Acme about pricing?', [['@Acme', 'acme']]],
  ['@acme', [['@acme', 'acme']]],
  ['@ACME’s concerns', [['@ACME', 'acme']]],
  ["what are @Acme's worries", [['@Acme', 'acme']]],
  ['with @ACME INDUSTRIES today', [['@ACME INDUSTRIES', 'acme']]],
  ['@acme.example and the audit log', [['@acme.example', 'acme']]],
  ['@acme-industries.example', [['@acme-industries.example', 'acme']]],
  ['(@acme)', [['@acme', 'acme']]],
  [
    '@Acme, @Beacon and @Brightwater',
    [
      ['@Acme', 'acme'],
      ['@Beacon', 'beacon'],
      ['@Brightwater', 'bright'],
    ],
  ],
  [
    '@Acme/@Beacon pricing',
    [
      ['@Acme', 'acme'],
      ['@Beacon', 'beacon'],
    ],
  ],
  [
    '@Halvorsen Marine and @Halvorsen Maritime',
    [
      ['@Halvorsen Marine', 'marine'],
      ['@Halvorsen Maritime', 'maritime'],
    ],
  ],
  ['@Halvorsen Marine Services', [['@Halvorsen Marine Services', 'marine']]],
  ['@Halvorsen Maritime College budget', [['@Halvorsen Maritime College', 'maritime']]],
  ['What worries @Halvorsen?', [['@Halvorsen', 'several', 'marine', 'maritime']]],
  ['@"Halvorsen Marine" about', [['@"Halvorsen Marine"', 'marine']]],
  ['@“Halvorsen Marine” about', [['@“Halvorsen Marine”', 'marine']]],
  ['@Brightwater said', [['@Brightwater', 'bright']]],
  ['@brightwater dairy, last quarter', [['@brightwater dairy', 'bright']]],
  ["@O'Connor & Sons?", [["@O'Connor & Sons", 'oconnor']]],
  ['@O’Connor', [['@O’Connor', 'oconnor']]],
  ['@OCS', [['@OCS', 'oconnor']]],
  ['@Cafe Muller', [['@Cafe Muller', 'cafe']]],
  ['@Café Müller', [['@Café Müller', 'cafe']]],
  ['@3P Logistics pricing', [['@3P Logistics', '3p']]],
  ['@3p.example', [['@3p.example', '3p']]],
  // A group and its subsidiaries: the whole name or alias wins over names with the same beginning
  ['@Vantor', [['@Vantor', 'group']]],
  ['@Vantor Group', [['@Vantor Group', 'group']]],
  ['@Vantor Deutschland', [['@Vantor Deutschland', 'vantor-de']]],
  ['@vantor.de.example', [['@vantor.de.example', 'vantor-de']]],
  // The same name twice
  ['@Northwind pricing', [['@Northwind', 'several', 'northwind-foods', 'northwind-air']]],
  ['@Northwind Air pricing', [['@Northwind Air', 'northwind-air']]],
  ['@northwind-foods.example', [['@northwind-foods.example', 'northwind-foods']]],
  ['@"Northwind Foods"', [['@"Northwind Foods"', 'northwind-foods']]],
  // People
  ['@Tove Brandt said', [['@Tove Brandt', 'tove']]],
  ['what did @Tove say', [['@Tove', 'several', 'tove', 'tove2']]],
  ['@tove@brightwater.example', [['@tove@brightwater.example', 'tove']]],
  ['@Jonas Weber', [['@Jonas Weber', 'several', 'jonas1', 'jonas2']]],
  ['@jonas@beacon.example about pricing', [['@jonas@beacon.example', 'jonas2']]],
  ['@Mira on the audit', [['@Mira', 'mira']]],
  [
    '@Acme and @Mira Okafor',
    [
      ['@Acme', 'acme'],
      ['@Mira Okafor', 'mira'],
    ],
  ],
  // Typos are never guessed: the nearest are offered
  ['@Acmee', [['@Acmee', 'unknown', 'acme']]],
  ['@Brightwatr', [['@Brightwatr', 'unknown', 'bright']]],
  ['@Haalvorsen Marine', [['@Haalvorsen', 'unknown', 'marine', 'maritime']]],
  ['@Vantr', [['@Vantr', 'unknown', 'group', 'vantor-de']]],
  ['@Becon', [['@Becon', 'unknown', 'beacon']]],
  ['@Zzyzx', [['@Zzyzx', 'unknown']]],
  ['@"Halvorsen Mar"', [['@"Halvorsen Mar"', 'unknown', 'marine', 'maritime']]],
  ["What are @Becon's worries?", [['@Becon', 'unknown', 'beacon']]],
  ['Ask @Becon.', [['@Becon', 'unknown', 'beacon']]],
  // None
  ['write to robin@acme.example', []],
  ['@ nobody', []],
  ['no mention', []],
  ['what about pricing?', []],
  ['a beacon in the dark', []],
  ['the acme of perfection', []],
  // Bare names
  ['What did Acme say about pricing?', [['Acme', 'acme']]],
  ['Acme pricing this quarter', [['Acme', 'acme']]],
  ["Halvorsen Marine's concerns", [['Halvorsen Marine', 'marine']]],
  [
    'How often did we talk to Brightwater Dairy and Beacon?',
    [
      ['Brightwater Dairy', 'bright'],
      ['Beacon', 'beacon'],
    ],
  ],
  ['What did Brightwater say?', [['Brightwater', 'bright']]],
  ['Pricing with Vantor', [['Vantor', 'group']]],
  ['Pricing with Northwind', [['Northwind', 'several', 'northwind-foods', 'northwind-air']]],
  ['Pricing with Northwind Air', [['Northwind Air', 'northwind-air']]],
  ['What did Tove Brandt say about the audit?', [['Tove Brandt', 'tove']]],
  ['What did Tove say?', [['Tove', 'several', 'tove', 'tove2']]],
  ['What did Jonas Weber say?', [['Jonas Weber', 'several', 'jonas1', 'jonas2']]],
  ['What did @Acme say about Beacon?', [['@Acme', 'acme']]],
  ['Who compared us with Beacon? What was said about Beacon?', []],
  ['Did anyone mention Acme as a reference?', []],
  ['acme.example pricing', [['acme.example', 'acme']]],
];
