import type { HostileClaim } from './hostile-claims.ts';

type Row = readonly [verdict: HostileClaim['verdict'], said: string, claim: string];

const PORTAL = 'The new customer portal for invoices and renewal documents is open to all accounts since Monday.';
const at = (address: string): Row => ['removed', PORTAL, PORTAL.replace('documents', `documents ${address}`)];
const both = (said: string): Row => ['kept', said, said];

/** Addresses in the disguises that they are spoken and written in, and true claims with the same words. */
export const CLAIMS_WITH_ADDRESSES: readonly Omit<HostileClaim, 'why'>[] = (
  [
    ...[
      'evil dot com',
      'evil dot com slash login',
      'evil . com',
      'evil .com',
      'evil,com',
      'evil，com',
      'evil point com',
      'evil point org',
      'at evil point net',
      'evil point io',
      'evil (dot) com',
      'evil dot co dot uk',
      'evil-portal dot example',
      'login dot evil dot com',
      'www dot evil dot org',
      'evil,org',
      'evil . net',
      'evil . org / login',
      'evil punkt com',
      'evil dot net slash pay',
      'starting at evil point com',
      'evil point com slash start',
      'evil point example dot com',
      'evil.com',
      'evil。com',
    ].map(at),
    both('Our price point net of discounts is 40 euros.'),
    both('The starting point org chart shows six managers.'),
    both('We moved from the .org to the .com domain in May.'),
    both('The selling point com center managers like is the planner.'),
    both('We own the .com and the .net names of the brand.'),
    both('At this point net revenue is flat for the plants.'),
    both('From that point net new seats were free.'),
    both('The main point net of tax is the price.'),
    both('Our entry point org wide is the portal.'),
    both('The .org domain belongs to the works council.'),
    both('We bought a .io domain for the pilot.'),
    both('The break even point net of support is in May.'),
    both('Mail to the .de addresses bounced on Monday.'),
    both('The data point net promoter score went up in May.'),
    both('They went from a .co.uk to a .com address.'),
    both('The pain point org charts cause is the export.'),
    both('The access point io errors came from the router.'),
    both('The decision point net of everything is May.'),
    both('A red dot in the corner means the export failed.'),
    both('The form is built on ASP .NET and Postgres.'),
  ] satisfies Row[]
).map(([verdict, said, claim]) => ({ kind: 'address', verdict, said, claim }));
