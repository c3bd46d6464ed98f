import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Offer } from '../../src/ask/answer-parts.ts';
import { openAsking } from '../support/asking.ts';

const SUMMER = new Date('2026-08-03T09:00:00Z');
let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking([
    {
      id: '1',
      title: 'Talk with Acme',
      startedAt: SUMMER,
      says: [
        ['tove@acme.example', 'The price of a seat is too high for a plant of our size.'],
        ['robin@ours.example', 'The new hall has forty machines and a canteen.'],
      ],
    },
    {
      id: '2',
      title: 'Talk with Beacon',
      startedAt: SUMMER,
      says: [['mo@beacon.example', 'Our auditors want an escrow agreement before they sign.']],
    },
  ]);
});
afterAll(() => asking.close());

const offerOf = async (question: string): Promise<Offer> => {
  const { answer } = await asking.ask(question);
  expect(answer.status).toBe('not_found');
  const offers = answer.parts.filter((part) => part.kind === 'offer');
  expect(offers).toHaveLength(1);
  expect(answer.suggestions).toEqual(offers.map((offer) => offer.question));
  return offers[0] as Offer;
};
const take = async ({ question, plan }: Offer) => (await asking.ask(question, plan ? { plan } : {})).answer;

test('words that were said in other calls are offered, and the offer finds them', async () => {
  const offer = await offerOf('What did @Acme say about an escrow agreement since July?');
  expect(offer.text).toMatch(/ask without the name, the time and the side to see 1 call\.$/);
  expect(offer.plan).toMatchObject({ accounts: [], from: null, to: null, ranges: [], inherited: [] });
  const taken = await take(offer);
  expect(taken.citations.map(({ callTitle }) => callTitle)).toEqual(['Talk with Beacon']);
  expect(taken.plan).toEqual(offer.plan);
});

test('where one person’s or one side’s words alone were searched, that is said: another said it on the same call', async () => {
  const { answer: hers } = await asking.ask('What did Tove say about the canteen?');
  expect(hers.text).toMatch(/^Tove did not say “canteen” in 1 call\. Others said the words/);
  const { answer: theirs } = await asking.ask('What do customers say about the canteen?');
  expect(theirs.text).toMatch(/^Customers did not say “canteen” in 2 calls\. Others said/);
  const { answer: anyones } = await asking.ask('What was said about a zebra?');
  expect(anyones.text).toBe('Nobody said “zebra” in 2 calls.');
});

test('only a word that stands nowhere in these calls is told as not said', async () => {
  const { answer } = await asking.ask('What did @Acme say about zebras and an escrow agreement?');
  expect(answer.status).toBe('not_found');
  expect(answer.text).toMatch(/^Customers did not say “zebras” or “escrow” or “agreement” in 1 call/);
  const { answer: anyone } = await asking.ask('What was said about zebras in the canteen?');
  expect(anyone.text).not.toMatch(/(?:Nobody said|did not say) [^.]*“canteen”/);
});

test('no word that the question does not have is told as unsaid', async () => {
  const { answer } = await asking.ask('Does Tove like us?');
  expect(answer.text).not.toMatch(/Nobody said/);
});

test('what was to be counted is offered to be listed', async () => {
  const offer = await offerOf('How many times did @Acme mention "escrow agreement"?');
  expect(offer.question).toBe('Find every mention of "escrow agreement"');
  expect((await take(offer)).census).toMatchObject({ calls: 1, mentions: 1 });
});

test.each([
  [
    'about a topic',
    'Summarize pricing with @Acme from this quarter',
    'Summarize pricing conversations with @Acme from last quarter',
  ],
  [
    'about nothing in particular',
    'What did we discuss with @Acme this quarter?',
    'Summarize conversations with @Acme from last quarter',
  ],
])('an empty quarter offers the last one %s, and the offer is answered from it', async (_, question, expected) => {
  const offer = await offerOf(question);
  expect(offer.question).toBe(expected);
  expect(offer.plan).toMatchObject({ type: 'summarize', when: 'last quarter', from: '2026-07-01T00:00:00.000Z' });
  const taken = await take(offer);
  expect(taken.status).toBe('answered');
  expect(taken.citations.map(({ callTitle }) => callTitle)).toContain('Talk with Acme');
});

test('a week without calls offers the month around it, and the offer is answered from it', async () => {
  const asOf = new Date('2026-08-20T09:00:00Z');
  const { answer } = await asking.ask('What did we discuss with @Acme last week?', { asOf });
  const [offer] = answer.parts.filter((part) => part.kind === 'offer') as Offer[];
  expect(offer?.text).toBe('This month (since 1 August 2026) has 1 call: ask about that instead.');
  expect(offer?.question).toBe('Summarize conversations with @Acme from this month');
  expect(offer && (await take(offer)).citations.map(({ callTitle }) => callTitle)).toContain('Talk with Acme');
});

test('a misspelt name that nobody bears is offered as the name that it is like', async () => {
  const { answer } = await asking.ask('What does Beacom want?');
  expect(answer.suggestions).toEqual(['What does @"Beacon" want?']);
  expect(answer.text).toContain('Nobody said “beacom”, and nobody is called so. Did you mean Beacon?');
  const { answer: unlike } = await asking.ask('What does Tempova want?');
  expect(unlike.suggestions).toEqual([]);
});

test('where the words were said nowhere, nothing is offered', async () => {
  const { answer } = await asking.ask('What did @Acme say about hurricanes?');
  expect(answer).toMatchObject({ status: 'not_found', suggestions: [] });
  expect(answer.parts.map(({ kind }) => kind)).not.toContain('offer');
});
