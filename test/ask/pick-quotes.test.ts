import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Evidence } from '../../src/ask/gather-evidence.ts';
import { pickQuotes } from '../../src/ask/pick-quotes.ts';
import { planQuestion } from '../../src/ask/plan-question.ts';
import { toCallId } from '../../src/call.ts';
import type { Tracker } from '../../src/tracker.ts';
import { openAsking } from '../support/asking.ts';
import { aCall, NOW } from '../support/builders.ts';

// The sentences of each account's call; customers and us take turns.
const CALLS: Record<string, string[]> = {
  acme: [
    'Good morning to all of you.',
    'Is there anything that people complain about?',
    'Notifications. They get one for every change, also at three in the morning.',
    'There are quiet hours in the settings, and I can switch them on.',
    'We should also speak of the weather, which was fine up here.',
  ],
  beacon: [
    'We pay the drivers at the end of each month, as ever.',
    'So they are paid every month, and that is how it was before.',
    'Two things went wrong last year, and both of them at night.',
    'Which ones were these?',
    'We had three fines. One of them was 18,000.',
    'And who had to pay in the end, the drivers or you?',
  ],
  corvo: [
    'Let us talk about the price list, as the price is what matters.',
    'The list price is 14 euros per seat per month, as the price list says.',
    'And for all four hundred and twenty of us?',
    'That would be 12.60 for each of them.',
    'The colour of the page is blue, by the way.',
  ],
  dunmore: [
    'My concern is the outage that we had in the spring.',
    'And the new plan for the shifts at the weekend?',
    'I do not see a problem with the new plan for the weekend.',
  ],
};

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking(
    Object.entries(CALLS).map(([name, said], at) => ({
      id: String(at + 1),
      title: `Talk ${at + 1}`,
      startedAt: new Date(Date.UTC(2026, 10, 3 + at, 9)),
      says: said.map((text, n): [string, string] => [n % 2 ? 'robin@ours.example' : `tove@${name}.example`, text]),
    })),
  );
});
afterAll(() => asking.close());

const quotesFor = async (question: string) => (await asking.ask(question)).answer.citations.map(({ quote }) => quote);

test('in quick talk what follows a question answers it, whatever its words', async () => {
  expect(await quotesFor('What do people at @Acme complain about?')).toContain(CALLS.acme?.[2]);
});

test('where nobody said the word itself, what was said for it counts in full', async () => {
  const quotes = await quotesFor('How many penalties did @Beacon have to pay?');
  expect(quotes).toContain('We had three fines. One of them was 18,000.');
});

test('of a topic the figures are quoted, and a sentence that holds many of its terms says it but once', async () => {
  const quotes = await quotesFor('What did we discuss with @Corvo about pricing?');
  expect(quotes).toEqual(expect.arrayContaining([CALLS.corvo?.[1], expect.stringContaining('12.60')]));
  expect(quotes.join(' ')).not.toContain('blue');
});

test('what is said to be no problem is no concern', async () => {
  expect(await quotesFor('Which concerns did @Dunmore raise?')).toEqual([CALLS.dunmore?.[0]]);
});

const callId = toCallId('1');
/** A segment of a single sentence, at a position in the call. */
const asEvidence = (text: string, at: number): Evidence => ({
  id: `s${at + 1}`,
  call: { ...aCall({ id: callId }), accounts: [], segments: 0, parties: [] } as unknown as Evidence['call'],
  segment: {
    callId,
    position: at,
    speakerId: null,
    speaker: { name: 'Tove', side: 'customer', personId: null },
    startMs: at * 1000,
    endMs: at * 1000 + 900,
    sentences: [{ text, startMs: at * 1000, endMs: at * 1000 + 900 }],
  },
  text,
  highlights: [],
  score: 1,
  isDirect: true,
});

test('for something definite, a sentence that holds a part of it is quoted where it was found first, and not far down the evidence', () => {
  const plan = planQuestion(
    'How long did moving the archive take?',
    { mentionables: [], trackers: [], calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 } },
    NOW,
  );
  const evidence = [
    'Moving the archive took two whole weekends in the end.',
    'The archive is on the second floor of this house.',
    ...Array.from({ length: 20 }, (_, n) => `The weather of day number ${n} was as fine as ever.`),
    'Moving to the third floor of that house was fine.',
  ].map(asEvidence);
  expect(pickQuotes(plan, evidence).map(({ evidence: { id } }) => id)).toEqual(['s1', 's2']);
});

test('a question of quick talk that is quoted brings its reply, however far down the evidence', () => {
  const plan = planQuestion(
    'Which payroll system does it read?',
    { mentionables: [], trackers: [], calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 } },
    NOW,
  );
  const said = (text: string, at: number, speakerId: string): Evidence => {
    const one = asEvidence(text, at);
    return { ...one, segment: { ...one.segment, speakerId } };
  };
  const evidence = [
    said('And which payroll system is it that you run over there?', 40, 'us'),
    ...Array.from({ length: 20 }, (_, n) => said(`The weather of day number ${n} was as fine as ever.`, n, 'us')),
    said('An old one. Nobody likes it.', 41, 'them'),
    said('We have a system for the flowers.', 42, 'us'),
  ];
  expect(pickQuotes(plan, evidence).map(({ evidence: { id } }) => id)).toEqual(['s41', 's42']);
  const alone = evidence.map((one) => ({ ...one, segment: { ...one.segment, speakerId: 'us' } }));
  expect(pickQuotes(plan, alone).map(({ evidence: { id } }) => id)).toEqual(['s41']);
});

test('what somebody does by speaking is quoted with the question that it answers', () => {
  const questions = { mentionables: [], trackers: [], calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 } };
  const plan = planQuestion('Who is our champion?', { ...questions, hasMeaning: true }, NOW);
  expect(plan.acts).not.toEqual([]);
  const said = (text: string, at: number, speakerId: string): Evidence => {
    const one = asEvidence(text, at);
    return { ...one, segment: { ...one.segment, speakerId } };
  };
  const asked = said('And who would stand up for it on your side?', 40, 'us');
  const answer = said('That would be me, and I have told the board so.', 41, 'them');
  const quoted = (evidence: Evidence[]) =>
    pickQuotes(plan, evidence, { nearness: ({ text }) => (text.startsWith('That would be me') ? 1 : 0) }).map(
      ({ sentences }) => sentences.map(({ text }) => text),
    );
  expect(quoted([answer, asked])).toEqual([
    ['And who would stand up for it on your side?'],
    ['That would be me, and I have told the board so.'],
  ]);
  const alone = { ...asked, segment: { ...asked.segment, speakerId: 'them' } };
  expect(quoted([answer, alone])).toHaveLength(1);
});

test('a turn that is picked for its subject and for its figure is quoted once, with both', () => {
  const questions = { mentionables: [], trackers: [], calendar: { timeZone: 'UTC', fiscalYearStartMonth: 1 } };
  const plan = planQuestion('How many seats do they have now?', questions, NOW);
  const quoted = (between: string) => {
    const texts = ['The seats are what the board looks at.', between, 'Thirty, to be exact.'];
    const one = asEvidence(texts.join(' '), 40);
    const sentences = texts.map((text, n) => ({ text, startMs: 40_000 + n * 100, endMs: 40_000 + n * 100 + 90 }));
    const call = { ...one.call, accounts: [{ id: 'acme', name: 'Acme' }] };
    const quotes = pickQuotes(plan, [{ ...one, call, segment: { ...one.segment, sentences } }]);
    return quotes.map((quote) => quote.sentences.map(({ text }) => texts.indexOf(text)));
  };
  const talk = 'We had a long talk on it in the spring, with all of them at the table, and nobody left.';
  expect(quoted(talk)).toEqual([[0, 1, 2]]);
  expect(quoted(`${talk} ${talk} ${talk} ${talk}`)).toEqual([[0]]);
});

test('an own topic is read for figures, or for concerns that are not denied, where it wants them', async () => {
  const trackers = (wants: Tracker['wants']) => [
    { id: 'trk_1', name: 'Fines', terms: ['fine'], cues: ['fines'], side: null, accountIds: [], wants },
  ];
  const calendar = { timeZone: 'UTC', fiscalYearStartMonth: 1 };
  const quoted = (wants: Tracker['wants'], ...said: string[]) => {
    const plan = planQuestion('What about fines?', { mentionables: [], trackers: trackers(wants), calendar }, NOW);
    return [plan.type, pickQuotes(plan, said.map(asEvidence)).map(({ evidence }) => evidence.text)];
  };
  const [figure, denied] = ['We paid a fine of 18,000 euros.', 'There was no fine that was an issue for us.'];
  const other = 'A fine is unpleasant.';
  expect(quoted('figure', other, figure)).toEqual(['said', [figure]]);
  expect(quoted(null, other, figure)).toEqual(['said', [other, figure]]);
  expect(quoted('concern', other, denied)).toEqual(['concerns', [other]]);
  expect(quoted(null, other, denied)).toEqual(['said', [other, denied]]);
});
