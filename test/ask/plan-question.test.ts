import { expect, test } from 'vitest';
import { takeOver } from '../../src/ask/follow-up.ts';
import { planQuestion } from '../../src/ask/plan-question.ts';
import { BUILT_IN_TRACKERS } from '../../src/built-in-trackers.ts';
import { CALL_PHRASES } from '../language/date-phrases.ts';
import { FOLLOW_UPS } from './follow-ups.ts';

const known = {
  mentionables: ['Acme', 'Beacon'].map((name) => ({
    kind: 'account' as const,
    id: name.toLowerCase(),
    name,
    names: [],
    domains: [],
  })),
  trackers: BUILT_IN_TRACKERS,
  calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 },
};
const plan = (question: string) => planQuestion(question, known, new Date('2026-11-22T12:00:00Z'));

/** question → accounts, topics, side, words to search for */
test.each([
  ['What did we discuss with @Acme about pricing?', ['Acme'], ['pricing'], null, ['pricing']],
  ['What concerns did @Acme raise in recent calls?', ['Acme'], ['concerns'], 'customer', ['concerns']],
  ['Find discussions about competitor mentions', [], ['competitors'], null, ['competitor']],
  ['Summarize pricing conversations from this quarter', [], ['pricing'], null, ['pricing']],
  ['What did customers say about the audit log?', [], [], 'customer', ['audit', 'log']],
  ['What did we promise @Acme about the night view?', ['Acme'], [], null, ['promise', 'night', 'view']],
  ['How is the export used today at @Acme?', ['Acme'], [], null, ['export', 'used']],
  ['Is the budget a risk?', [], ['concerns'], null, ['budget', 'risk']],
] as const)('%j', (question, accounts, trackers, side, terms) => {
  const read = plan(question);
  expect([
    read.accounts.map((account) => account.name),
    read.trackers.map((tracker) => tracker.id),
    read.side,
    read.terms,
  ]).toEqual([accounts, trackers, side, terms]);
});

/** question → type, and the things to count or list */
test.each([
  ['What did we discuss with @Acme about pricing?', 'said', null],
  ['What concerns did @Acme raise in recent calls?', 'concerns', null],
  ['Summarize pricing conversations from this quarter', 'summarize', null],
  ['Give me an overview of the onboarding', 'summarize', null],
  ['Compare what @Acme and @Beacon said about support', 'compare', null],
  ['When did they sign the contract?', 'when', null],
  ['Who asked for the audit log?', 'who', null],
  ['What has changed about the rollout since May?', 'changed', null],
  ['Find every mention of the audit log', 'list', 'mentions'],
  ['List all calls where pricing came up', 'list', 'calls'],
  ['Which customers mentioned a competitor?', 'list', 'accounts'],
  ['How many calls mentioned pricing this quarter?', 'count', 'calls'],
  ['How often did @Acme mention the price cap?', 'count', 'mentions'],
  ['How many customers asked about single sign-on?', 'count', 'accounts'],
  ['How many people mentioned the outage?', 'count', 'people'],
  ['How many calls did we have with @Acme?', 'count', 'calls'],
  ['How many seats does @Acme have?', 'said', null],
  ['How many customers do they have?', 'said', null],
] as const)('%j is of type %s', (question, type, census) => {
  const read = plan(question);
  expect(read.type).toBe(type);
  if (census) expect(read.census).toBe(census);
});

test.each(CALL_PHRASES)('%j names its time by a call', (text, expected) => {
  expect(plan(text).callWords).toMatchObject(expected);
});

test('terms that stand together are one run, which a census looks for', () => {
  expect(plan('Find every mention of the audit log or night view with @Acme').runs).toEqual([
    'audit log',
    'night view',
  ]);
});

test('a word with a hyphen stays together, and asking for a need is no part of it', () => {
  expect(plan('Which customers need single sign-on?')).toMatchObject({
    type: 'list',
    census: 'accounts',
    runs: ['single sign on'],
  });
});

test.each(FOLLOW_UPS)('%j, then %j', (first, then, expected, inherited) => {
  const read = takeOver(plan(then), plan(first), { question: first, citations: [], census: null }, then);
  expect(read.inherited).toEqual(inherited);
  const actual = {
    accounts: read.accounts.map((account) => account.name),
    from: read.from?.toISOString().slice(0, 10) ?? null,
    trackers: read.trackers.map((tracker) => tracker.id),
    terms: read.terms,
    side: read.side,
    type: read.type,
  };
  expect(actual).toMatchObject(expected);
});

test('a name that is talked about is a word, and the plan says how to ask its calls', () => {
  expect(plan('Did anyone mention Beacon as a reference?')).toMatchObject({
    accounts: [],
    warnings: [expect.stringContaining('Write @Beacon')],
  });
  expect(plan('What did Beacon say about pricing?').accounts).toEqual([{ id: 'beacon', name: 'Beacon' }]);
});

test('quoted words are phrases; operators of search are plain words here', () => {
  expect(plan('Who said "zero sum game" -training side:us?')).toMatchObject({
    phrases: ['zero sum game'],
    side: null,
    terms: ['training', 'side'],
  });
});

test('what we sell is no word to look for beside what people do by speaking, and what others sell is', () => {
  const read = (question: string) =>
    planQuestion(question, { ...known, hasMeaning: true }, new Date('2026-11-22T12:00:00Z'));
  expect(read('What do they like about our new product?')).toMatchObject({ terms: [], acts: [{ act: 'praise' }] });
  expect(read('What do they like about their product?').terms).toEqual(['product']);
  expect(read('How is our product priced?').terms).toEqual(['product', 'priced']);
});
