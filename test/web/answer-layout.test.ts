import { expect, test } from 'vitest';
import { keptPlanSchema } from '../../src/ask/answer-plan.ts';
import type { AnswerPart, NamedCall } from '../../src/http/api-types.ts';
import { layOut } from '../../src/web/ask/answer-layout.ts';
import { planWords } from '../../src/web/ask/plan-words.ts';

const plan = (changes: object) =>
  keptPlanSchema.parse({
    ...{ accounts: [], people: [], from: null, to: null, when: null, side: null },
    ...{ trackers: [], phrases: [], terms: [], warnings: [], ...changes },
  });
const lead: AnswerPart = { kind: 'lead', text: 'Both pay by the seat.' };
const theme = (heading: string): AnswerPart => ({ kind: 'theme', heading, claims: [0] });
const call: NamedCall = { id: '1' as NamedCall['id'], title: 'Talk', startedAt: '2026-11-01T09:00:00Z', accounts: [] };
const section = (name: string): AnswerPart => ({
  ...{ kind: 'section', call, claims: [0], more: 0 },
  account: { id: name, name },
});
const offer = (question: string): AnswerPart => ({ kind: 'offer', text: '', question, plan: null });

test('what is compared stands side by side, a column for each, and nothing else changes its place', () => {
  const parts = [lead, section('Acme'), section('Acme'), section('Beacon'), offer('And before?'), offer('And now?')];
  expect(layOut({ parts, plan: plan({ type: 'compare' }) })).toMatchObject([
    { kind: 'part', part: lead },
    {
      kind: 'columns',
      columns: [
        { heading: 'Acme', parts: [{}, {}] },
        { heading: 'Beacon', parts: [{}] },
      ],
    },
    { kind: 'offers', offers: [{ question: 'And before?' }, { question: 'And now?' }] },
  ]);
  const themes = [theme('Acme'), theme('Beacon')];
  expect(layOut({ parts: themes, plan: plan({ type: 'compare' }) })).toMatchObject([
    { kind: 'columns', columns: [{ heading: 'Acme' }, { heading: 'Beacon' }] },
  ]);
});

test('what changed stands in steps; a single heading, or another kind of question, in neither', () => {
  const themes = [theme('1 July 2026'), theme('18 November 2026')];
  expect(layOut({ parts: themes, plan: plan({ type: 'changed' }) })).toEqual([{ kind: 'steps', themes }]);
  for (const [type, parts] of [
    ['said', themes],
    ['changed', themes.slice(0, 1)],
    ['compare', [section('Acme')]],
  ] as const)
    expect(layOut({ parts: [...parts], plan: plan({ type }) })).toEqual(parts.map((part) => ({ kind: 'part', part })));
});

test('a plan is told in few words, each once, with its last day and what it took over', () => {
  const acme = { id: 'acc_1', name: 'Acme' };
  const pricing = { id: 'pricing', name: 'Pricing' };
  const words = (changes: object) => planWords(plan({ type: 'said', ...changes }), 'Europe/Berlin');
  expect(words({ accounts: [acme], trackers: [pricing], terms: ['pricing', 'seats'] })).toEqual([
    'Acme',
    'Pricing',
    'seats',
  ]);
  expect(words({ accounts: [acme], inherited: ['accounts'], side: 'customer' })).toEqual([
    'Acme (as before)',
    'what customers said',
  ]);
  // Midnight in Berlin, and the day named is the last one that is searched.
  const [from, to] = ['2026-06-30T22:00:00.000Z', '2026-09-30T22:00:00.000Z'];
  expect(words({ from, to })).toEqual(['1 Jul 2026 to 30 Sept 2026']);
  expect(words({ from, to: null })).toEqual(['since 1 Jul 2026']);
  expect(words({ from, to, when: 'last quarter' })).toEqual(['last quarter']);
});
