import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/ask/answer.ts';
import { openAskingDemo } from '../support/asking-demo.ts';
import { countPlaces, readRecord, type SpokenPlace } from '../support/spoken-record.ts';

const NOW = '2026-11-27T00:00:00Z';
let demo: Awaited<ReturnType<typeof openAskingDemo>>;
let record: SpokenPlace[];

beforeAll(async () => {
  demo = await openAskingDemo(new Date(NOW));
  record = await readRecord(demo.services.db, demo.viewer);
});
afterAll(() => demo.close());

const ask = (question: string) => demo.ask(question);

/** What the table asks for: those with the wanted words, or all, without any of the excluded ones. */
type Row = {
  question: string;
  of: 'accounts' | 'calls' | 'people';
  wanted?: string;
  without: string[];
  side: 'customer' | null;
  from?: string;
};

const ROWS: readonly Row[] = [
  { question: "which customers haven't mentioned tempova", of: 'accounts', without: ['tempova'], side: 'customer' },
  { question: 'which customers havent mentioned Tempova?', of: 'accounts', without: ['tempova'], side: 'customer' },
  {
    question: 'Which accounts have never brought up crewlattice',
    of: 'accounts',
    without: ['crewlattice'],
    side: 'customer',
  },
  {
    question: 'how many customers have not mentioned overtime',
    of: 'accounts',
    without: ['overtime'],
    side: 'customer',
  },
  { question: 'which customers said nothing about overtime', of: 'accounts', without: ['overtime'], side: 'customer' },
  { question: 'which calls did not mention dutyboard', of: 'calls', without: ['dutyboard'], side: null },
  {
    question: 'which calls never mentioned dutyboard since 1 September 2026',
    of: 'calls',
    without: ['dutyboard'],
    side: null,
    from: '2026-08-31T22:00:00Z',
  },
  { question: 'who never mentioned tempova', of: 'people', without: ['tempova'], side: null },
  {
    question: 'which customers mentioned Tempova but not Dutyboard',
    of: 'accounts',
    wanted: 'tempova',
    without: ['dutyboard'],
    side: 'customer',
  },
  {
    question: 'which customers mentioned overtime without mentioning payroll',
    of: 'accounts',
    wanted: 'overtime',
    without: ['payroll'],
    side: 'customer',
  },
  {
    question: "which customers mentioned dutyboard but didn't mention tempova or crewlattice",
    of: 'accounts',
    wanted: 'dutyboard',
    without: ['tempova', 'crewlattice'],
    side: 'customer',
  },
  {
    question: 'which calls mentioned Crewlattice but not Dutyboard',
    of: 'calls',
    wanted: 'crewlattice',
    without: ['dutyboard'],
    side: null,
  },
];

const isForm = (said: string, asked: string): boolean => [asked, `${asked}s`].includes(said);

/** By a plain loop over the transcripts. */
function leftByHand({ of, wanted, without, side, from }: Row): string[] {
  const inTime = record.filter(({ call }) => !from || call.startedAt >= new Date(from));
  const keys = ({ call, segment: { speaker } }: SpokenPlace) =>
    of === 'calls' ? [call.id] : of === 'people' ? [speaker.name] : call.accounts.map(({ name }) => name);
  const holding = (words: string[]) =>
    new Set(
      inTime
        .filter(({ segment }) => !side || segment.speaker.side === side)
        .filter((place) => countPlaces(place.words, words, isForm) > 0)
        .flatMap(keys),
    );
  const all = wanted ? holding([wanted]) : new Set(inTime.flatMap(keys));
  return [...all.difference(holding(without))].sort();
}

/** What the answer shows, by name; calls without a transcript hold no word by hand either. */
function leftByAnswer({ parts, census }: Answer, of: Row['of']): string[] {
  if (of === 'calls') {
    const spoken = new Set<string>(record.map(({ call }) => call.id));
    return (census?.rows ?? [])
      .map(({ callId }) => callId)
      .filter((id) => spoken.has(id))
      .sort();
  }
  return parts
    .flatMap((part) =>
      part.kind === 'count'
        ? part.accounts.map(({ account }) => account?.name ?? '')
        : part.kind === 'figures'
          ? part.rows.map(({ name }) => name)
          : [],
    )
    .sort();
}

describe('a negated question finds what a plain loop finds', () => {
  test.each(ROWS)('$question', async (row) => {
    const answer = await ask(row.question);
    const byHand = leftByHand(row);
    expect(byHand.length).toBeGreaterThan(0);
    expect(leftByAnswer(answer, row.of), JSON.stringify(answer.plan)).toEqual(byHand);
    expect(answer.census?.of).toBe(row.of);
    if (row.of === 'accounts') expect(answer.census?.accounts).toBe(byHand.length);
  });
});

test('every account without a mention stands with the number of its calls', async () => {
  const { parts } = await ask("which customers haven't mentioned tempova");
  const rows = parts.flatMap((part) => (part.kind === 'figures' ? part.rows : []));
  const ofAcme = record.filter(({ call }) => call.accounts.some(({ name }) => name === 'Acme'));
  const acme = rows.find(({ name }) => name === 'Acme');
  expect(acme?.figures).toEqual([{ value: new Set(ofAcme.map(({ call }) => call.id)).size, unit: 'calls' }]);
});

test.each([
  'who did NOT sign yet',
  "which customers don't want to pay more",
  'Which customers are not happy?',
  "who hasn't renewed",
])('a "not" that no rule reads is named first: %s', async (question) => {
  const { parts, status, plan } = await ask(question);
  expect(plan.negation?.kind).toBe('unread');
  if (status !== 'not_found')
    expect(parts[0]).toMatchObject({ kind: 'note', text: expect.stringContaining('was not read') });
  expect(status).not.toBe('answered');
});

test.each(['why have they not signed', 'who said that it does not work', 'what did Acme say about "not now"'])(
  'a "not" that changes no answer is passed over: %s',
  async (question) => {
    expect((await ask(question)).plan.negation).toBeNull();
  },
);
