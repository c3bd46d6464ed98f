import { expect, test } from 'vitest';
import { planQuestion } from '../../src/ask/plan-question.ts';
import { BUILT_IN_TRACKERS } from '../../src/tracker.ts';

const plan = (question: string) =>
  planQuestion(
    question,
    {
      mentionables: [{ kind: 'account', id: 'acme', name: 'Acme', names: [], domains: [] }],
      trackers: BUILT_IN_TRACKERS,
      calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 },
    },
    new Date('2026-11-22T12:00:00Z'),
  );

/** question → accounts, topics, side, words to search for */
test.each([
  ['What did we discuss with @Acme about pricing?', ['Acme'], ['pricing'], null, ['pricing']],
  ['What concerns did @Acme raise in recent calls?', ['Acme'], ['concerns'], 'customer', ['concerns']],
  ['Find discussions about competitor mentions', [], ['competitors'], null, ['competitor']],
  ['Summarize pricing conversations from this quarter', [], ['pricing'], null, ['pricing']],
  ['What did customers say about the audit log?', [], [], 'customer', ['audit', 'log']],
  ['What did we promise @Acme about the night view?', ['Acme'], [], null, ['promise', 'night', 'view']],
  ['Is the budget a risk?', [], ['pricing', 'concerns'], null, ['budget', 'risk']],
] as const)('%j', (question, accounts, trackers, side, terms) => {
  const read = plan(question);
  expect([
    read.accounts.map((account) => account.name),
    read.trackers.map((tracker) => tracker.id),
    read.side,
    read.terms,
  ]).toEqual([accounts, trackers, side, terms]);
});

test('quoted words are phrases; operators of search are plain words here', () => {
  expect(plan('Who said "zero sum game" -training side:us?')).toMatchObject({
    phrases: ['zero sum game'],
    side: null,
    terms: ['training', 'side'],
  });
});
