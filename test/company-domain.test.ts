import { expect, test } from 'vitest';
import {
  domainOf,
  domainSchema,
  endsLikeHost,
  isFreemail,
  toCompanyDomain,
  toCompanyName,
} from '../src/company-domain.ts';

/** Address → the company's domain and the name for its account; null for an address without a company. */
const TABLE: Record<string, readonly [domain: string, name: string] | null> = {
  // The label before the suffix names the company, whatever the suffix
  'tove@acme.com': ['acme.com', 'Acme'],
  'TOVE@Acme.COM': ['acme.com', 'Acme'],
  'tove@acme.com.': ['acme.com', 'Acme'],
  'tove@brightwater.co.uk': ['brightwater.co.uk', 'Brightwater'],
  'tove@brightwater-dairy.com.au': ['brightwater-dairy.com.au', 'Brightwater Dairy'],
  'tove@acme.com.br': ['acme.com.br', 'Acme'],
  'tove@acme.co.jp': ['acme.co.jp', 'Acme'],
  'tove@city.kawasaki.jp': ['city.kawasaki.jp', 'City'],
  'tove@trust.nhs.uk': ['trust.nhs.uk', 'Trust'],
  'tove@acme.io': ['acme.io', 'Acme'],
  'tove@acme.example': ['acme.example', 'Acme'],
  // Parts of a company share an account
  'tove@eu.acme.com': ['acme.com', 'Acme'],
  'tove@us.acme.com': ['acme.com', 'Acme'],
  'tove@mail.sales.brightwater.co.uk': ['brightwater.co.uk', 'Brightwater'],
  // Letters beyond ASCII, written either way
  'tove@bücher.de': ['xn--bcher-kva.de', 'Bücher'],
  'tove@xn--bcher-kva.de': ['xn--bcher-kva.de', 'Bücher'],
  'tove@mail.BÜCHER.de': ['xn--bcher-kva.de', 'Bücher'],
  'tove@über-acme.example': ['xn--ber-acme-55a.example', 'Über Acme'],
  // Rented names: a tenant's name belongs to the tenant, the landlord's own to the landlord
  'tove@acme.github.io': ['acme.github.io', 'Acme'],
  'tove@mail.acme.github.io': ['acme.github.io', 'Acme'],
  'tove@acme.uk.com': ['acme.uk.com', 'Acme'],
  'tove@acme.onmicrosoft.com': ['acme.onmicrosoft.com', 'Acme'],
  'tove@acme.mail.onmicrosoft.com': ['acme.mail.onmicrosoft.com', 'Acme'],
  'tove@onmicrosoft.com': ['onmicrosoft.com', 'Onmicrosoft'],
  'tove@github.io': ['github.io', 'Github'],
  // No company's
  'room1@intranet': null,
  'room1@localhost': null,
  'room1@acme.local': null,
  'room1@mx.acme.internal': null,
  'room1@printer.home.arpa': null,
  'room1@10.0.0.1': null,
  'room1@[10.0.0.1]': null,
  'room1@[IPv6:fe80::1]': null,
  'room1@co.uk': null,
  'room1@com': null,
  'room1@.com': null,
  'room1@-acme-.com': null,
  'room1@not a domain.com': null,
  'room1@': null,
  room1: null,
};

test.each(Object.entries(TABLE))('%s', (email, expected) => {
  const host = domainOf(email);
  const domain = host && toCompanyDomain(host);
  expect(domain && [domain, toCompanyName(domain)]).toEqual(expected);
});

test.each([
  ['gmail.com', true],
  ['yahoo.co.uk', true],
  ['eu.mail.ru', true],
  ['acme.com', false],
  ['notgmail.com', false],
  ['co.uk', false],
])('%s is a mail provider’s: %s', (host, expected) => {
  expect(isFreemail(host)).toBe(expected);
});

test('a host longer than the DNS knows is no host', () => {
  const label = 'a'.repeat(49);
  expect(domainOf(`x@${`${label}.`.repeat(5)}com`)).toBe(`${`${label}.`.repeat(5)}com`);
  expect(domainOf(`x@${`${label}.`.repeat(5)}example`)).toBeNull();
  expect(domainOf(`x@${'a.'.repeat(50_000)}com`)).toBeNull();
});

test('words with dots are told from hosts by how they end', () => {
  const texts = ['evil.example', 'acme.co.uk', 'Trip.com', 'intranet.local', 'Node.js', 'e.g', 'No.1', 'v2.4'];
  expect(texts.filter(endsLikeHost)).toEqual(['evil.example', 'acme.co.uk', 'Trip.com', 'intranet.local']);
});

test('a domain is taken as people type it, with the @ of an address too', () => {
  for (const typed of ['ours.example', '@ours.example', ' @Ours.Example '])
    expect(domainSchema.parse(typed)).toBe('ours.example');
  for (const typed of ['ours', 'robin@ours.example', '@', 'https://ours.example'])
    expect([typed, domainSchema.safeParse(typed).success]).toEqual([typed, false]);
});
