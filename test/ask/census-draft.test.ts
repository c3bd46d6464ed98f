import { afterAll, beforeAll, expect, test } from 'vitest';
import { stemOf, wordsOf } from '../../src/language/words.ts';
import { openAsking } from '../support/asking.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

const SAYINGS = [
  'The audit log does not show exports.',
  'We looked at audit logs twice, and the log of audits is another thing.',
  'Pricing is fine for us.',
  'The discount was smaller than last year.',
  'Nothing new on our side.',
  'Another vendor offered a night view.',
  'The weather was dreadful.',
];
const DOMAINS = ['acme.example', 'beacon.example', 'cobalt.example'];

/** Calls of three customers over the year, each saying a few of the sayings by a fixed rule. */
const CALLS: SpokenCall[] = Array.from({ length: 60 }, (_, n) => ({
  id: String(1000 + n),
  title: `Review ${n}`,
  startedAt: new Date(Date.UTC(2026, n % 11, 1 + (n % 27), 9)),
  says: Array.from({ length: 4 }, (_, k): [string, string] => [
    k % 2 === 0 ? `tove@${DOMAINS[n % 3]}` : 'robin@ours.example',
    SAYINGS[(n * 3 + k * k) % SAYINGS.length] as string,
  ]),
}));

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  asking = await openAsking(CALLS);
});
afterAll(() => asking.close());

/** A patient reader's count: segments with one of the phrases, words in any form, next to each other. */
function byHand(phrases: string[], filter: (call: SpokenCall, speaker: string) => boolean = () => true) {
  const holds = (text: string) => {
    const said = ` ${wordsOf(text).map(stemOf).join(' ')} `;
    return phrases.some((phrase) => said.includes(` ${wordsOf(phrase).map(stemOf).join(' ')} `));
  };
  const hits = CALLS.flatMap((call) =>
    call.says.filter(([speaker, text]) => holds(text) && filter(call, speaker)).map(() => call),
  );
  return {
    mentions: hits.length,
    calls: new Set(hits).size,
    accounts: new Set(hits.map((call) => call.says[0]?.[0].split('@')[1])).size,
  };
}
const since = (month: number) => (call: SpokenCall) => (call.startedAt?.getTime() ?? 0) >= Date.UTC(2026, month, 1);

test.each([
  ['How often was the audit log mentioned?', byHand(['audit log'])],
  ['Find every mention of the night view', byHand(['night view'])],
  ['How many calls mentioned "audit log" since October?', byHand(['audit log'], since(9))],
  ['Which customers mentioned the weather?', byHand(['weather'], (_, speaker) => !speaker.endsWith('ours.example'))],
  ['Find every mention of the night view or weather', byHand(['night view', 'weather'])],
  [
    'How many calls mentioned the audit log with @Acme?',
    byHand(['audit log'], (call) => call.says[0]?.[0].endsWith('acme.example') ?? false),
  ],
  [
    'How often did the customer mention the audit log?',
    byHand(['audit log'], (_, speaker) => !speaker.endsWith('ours.example')),
  ],
])('%s: counted as by hand', async (question, expected) => {
  const { answer } = await asking.ask(question);
  expect(answer.census).toMatchObject(expected);
  expect(answer.census?.rows).toHaveLength(expected.calls);
  expect(answer.census?.rows.reduce((sum, row) => sum + row.mentions, 0)).toBe(expected.mentions);
  expect(answer).toMatchObject({ status: 'answered', model: null });
  // Each mention is quoted with the counted words.
  expect(answer.citations).toHaveLength(new Set(answer.citations.map((citation) => citation.n)).size);
  expect(answer.claims).toHaveLength(expected.mentions);
});

test('a topic is counted by its tracker, a tracker and a month together', async () => {
  const { answer } = await asking.ask('Which customers mentioned competitors in March?');
  expect(answer.plan.trackers.map(({ id }) => id)).toEqual(['competitors']);
  expect(answer.census).toMatchObject(
    byHand(
      ['another vendor'],
      (call, speaker) => call.startedAt?.getUTCMonth() === 2 && !speaker.endsWith('ours.example'),
    ),
  );
  for (const { accounts } of answer.census?.rows ?? []) expect(answer.text).toContain(accounts[0]?.name);
});

test('a number of one side’s words says whose words they are', async () => {
  const { answer } = await asking.ask('How often did customers mention hurricanes?');
  expect(answer.text).toMatch(/^“hurricanes” came up in no call, in customers’ words \(of 60 calls\)\./);
});

test('without a topic the calls themselves are counted', async () => {
  const { answer } = await asking.ask('How many calls did we have with @Beacon?');
  expect(answer.census).toMatchObject({ of: 'calls', calls: 20, accounts: 1 });
  expect(answer.text).toMatch(/^20 calls with Beacon \(of 20 calls\)/);
});

test('what nobody said is counted as none, and the nearest moments are shown as such', async () => {
  const { answer } = await asking.ask('How often was the exports log mentioned?');
  expect(answer.census).toMatchObject({ mentions: 0, calls: 0, rows: [] });
  expect(answer.text).toMatch(
    /came up in no call \(of 60 calls\) in one piece; its words were said apart\. These moments come nearest\. What comes closest to .*, word for word/s,
  );
});

test('where nothing comes near what nobody said, no moments are announced', async () => {
  const { answer } = await asking.ask('How often were hurricanes mentioned?');
  expect(answer).toMatchObject({ status: 'not_found', census: { mentions: 0 } });
  expect(answer.text).toBe('“hurricanes” came up in no call (of 60 calls).');
});

test('the number of calls does not pass for how often something was said that the question does not name', async () => {
  const { answer } = await asking.ask('How many times did @Acme say so?');
  expect(answer.status).toBe('partial');
  expect(answer.text).toMatch(
    /^The question names no word to count: put it in quotes, as "no"\. It would be looked for in/,
  );
});

test.each([
  ['How often did customers mention it?', 'it'],
  ['how many times did they bring that up', 'that'],
  ['how many customers mentioned this', 'this'],
  ['how many calls mention that', 'that'],
  ['did anyone mention it?', 'it'],
  ['which customers mentioned that', 'that'],
  ['how frequently does it come up', 'it'],
  ['How often did @Acme mention it?', 'it'],
])('%s: nothing is counted for a word that only points, and neither is who says it', async (question, word) => {
  const { answer } = await asking.ask(question);
  expect(answer.status).toBe('partial');
  expect(answer.text).toMatch(new RegExp(`^Nothing asked before tells what “${word}” means`));
});

test('how often one was heard from is told by calls', async () => {
  const { answer } = await asking.ask('How often did we hear from @Acme?');
  expect(answer.status).toBe('answered');
  expect(answer.text).toMatch(/^\d+ calls with Acme/);
});

test('a model is never asked to count', async () => {
  await asking.ask('How often was the audit log mentioned?', { withModel: true });
  expect(asking.server.prompts).toEqual([]);
});
