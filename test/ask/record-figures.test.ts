import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopeOf } from '../../src/access/scope.ts';
import type { Answer } from '../../src/ask/answer.ts';
import type { AskRequest } from '../../src/ask/ask-request.ts';
import type { CallSummary } from '../../src/call-summary.ts';
import { readCalls } from '../../src/store/calls-reader.ts';
import { dayOf } from '../../src/time-window.ts';
import { openAsking } from '../support/asking.ts';
import { openAskingDemo } from '../support/asking-demo.ts';

const TODAY = new Date('2026-11-24T10:00:00Z');
let demo: Awaited<ReturnType<typeof openAskingDemo>>;
let calls: CallSummary[];

beforeAll(async () => {
  demo = await openAskingDemo(TODAY);
  calls = await readCalls(demo.services.db, scopeOf(demo.viewer), {}, { limit: 1000 });
});
afterAll(() => demo.close());

const day = ({ startedAt }: CallSummary) => dayOf(startedAt, demo.viewer.timeZone);
const monthOf = (call: CallSummary) => day(call).replace(/^\d+ /, '');
/** Newest first, as the store has them. */
const callsOf = (account: string) => calls.filter(({ accounts }) => accounts.some(({ name }) => name === account));
const callsWith = (person: string) => calls.filter(({ parties }) => parties.some(({ name }) => name === person));
const rowsOf = ({ parts }: Answer) => parts.flatMap((part) => (part.kind === 'figures' ? part.rows : []));
const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id).sort();
const listedIn = ({ parts }: Answer) => idsOf(parts.flatMap((part) => (part.kind === 'calls' ? part.calls : [])));
const namesOn = (some: readonly CallSummary[], isMeant: (side: string) => boolean = () => true) =>
  [...new Set(some.flatMap(({ parties }) => parties.flatMap(({ name, side }) => (isMeant(side) ? name : []))))].sort();

/** Asked one after the other in a conversation; the last answer. */
async function askInTurn(...questions: string[]): Promise<Answer> {
  let before: Partial<AskRequest> = {};
  let answer: Answer | null = null;
  for (const question of questions) {
    answer = await demo.ask(question, before);
    before = { conversationId: answer.conversationId };
  }
  if (!answer) throw new Error('Nothing was asked.');
  return answer;
}

describe('what the record holds of calls and people is told from it, with the calls behind it', () => {
  test.each([
    ['who was on the last call with Acme?', 'both'],
    ['how many people were on the last Acme call', 'both'],
    ['was Salla on the last call with Acme?', 'both'],
    ['who joined from their side on the last call with Acme?', 'customer'],
    ['who of us was on the last call with Acme', 'us'],
  ])('%s', async (question, of) => {
    const [last] = callsOf('Acme');
    const answer = await demo.ask(question);
    expect(
      rowsOf(answer)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(namesOn(last ? [last] : [], (side) => of === 'both' || side === of));
    expect(listedIn(answer)).toEqual([last?.id]);
  });

  test('who was on a call that is named by its title, or by its place', async () => {
    const named = callsOf('Acme').filter(({ title }) => /price negotiation/.test(title));
    const byTitle = await demo.ask('who was on the price negotiation call with Acme');
    expect(
      rowsOf(byTitle)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(namesOn(named));
    const first = await demo.ask('who attended our first call with Acme?');
    expect(listedIn(first)).toEqual(idsOf(callsOf('Acme').slice(-1)));
  });

  test.each([
    'when did we first talk to Brightwater?',
    'how long have we been talking to Brightwater',
    'since when do we know Brightwater?',
  ])('%s', async (question) => {
    const first = callsOf('Brightwater Dairy').at(-1);
    const answer = await demo.ask(question);
    expect(answer.text).toContain(`The first recorded call with Brightwater Dairy was on ${first && day(first)}`);
    expect(listedIn(answer)).toEqual([first?.id]);
  });

  test.each(['when was our last call with Brightwater', 'date of the latest meeting with Brightwater'])(
    '%s',
    async (question) => {
      const [last] = callsOf('Brightwater Dairy');
      const answer = await demo.ask(question);
      expect(answer.text).toContain(`was on ${last && day(last)}`);
      expect(listedIn(answer)).toEqual([last?.id]);
    },
  );

  test('lists of calls are lists of calls, of internal ones too', async () => {
    expect(listedIn(await demo.ask('show me the calls with Acme'))).toEqual(idsOf(callsOf('Acme')));
    expect(listedIn(await demo.ask('which calls did Dana have'))).toEqual(idsOf(callsWith('Dana Whitlock')));
    const salla = callsWith('Salla Ruhonen');
    expect(new Set(salla.map(({ kind }) => kind))).toEqual(new Set(['internal', 'external']));
    expect(listedIn(await demo.ask('which calls was Salla on?'))).toEqual(idsOf(salla));
    const october = calls.filter((call) => monthOf(call) === 'October 2026');
    expect(listedIn(await demo.ask('all calls in October'))).toEqual(idsOf(october));
    expect((await demo.ask('list my calls this week')).text).toMatch(/^There are no calls with Robin Vantongel/);
  });

  test('where calls were held', async () => {
    const [last] = callsOf('Acme');
    expect(last?.platform).toBe('zoom');
    for (const question of ['was the last call with Acme on Teams?', 'which platform was our last call with Acme on?'])
      expect((await demo.ask(question)).text).toContain(`“${last?.title}” on ${last && day(last)} was on Zoom.`);
    const onTeams = calls.filter(({ platform }) => platform === 'teams');
    const answer = await demo.ask('how many calls were on Teams');
    expect(answer.text).toContain(`${onTeams.length} of ${calls.length} calls were on Microsoft Teams.`);
    expect(listedIn(answer)).toEqual(idsOf(onTeams));
    expect((await demo.ask('which calls with Acme were on Webex')).text).toMatch(
      /^None of 5 calls with Acme was on Webex\./,
    );
  });

  test('how long calls are on average', async () => {
    const seconds = callsOf('Acme').map(({ durationSeconds }) => durationSeconds);
    const mean = Math.round(seconds.reduce((sum, one) => sum + one, 0) / seconds.length / 60);
    const answer = await demo.ask('what is the average call length with Acme');
    expect(answer.text).toContain(`A call with Acme lasts ${mean} minutes on average`);
    expect(listedIn(answer)).toEqual(idsOf(callsOf('Acme')));
  });

  test('calls by month, a month without any among them', async () => {
    const rows = rowsOf(await demo.ask('how many calls per month with Acme'));
    expect(rows.map(({ name, figures }) => [name, figures[0]?.value])).toEqual(
      ['November', 'October', 'September', 'August', 'July', 'June', 'May', 'April'].map((month) => [
        `${month} 2026`,
        callsOf('Acme').filter((call) => monthOf(call) === `${month} 2026`).length,
      ]),
    );
    expect(rows[0]?.detail).toBe('so far');
    const months = [...Map.groupBy(calls, monthOf)].map(([month, some]) => ({ month, count: some.length }));
    const most = Math.max(...months.map(({ count }) => count));
    const { text } = await demo.ask('which month had the most calls?');
    for (const { month } of months.filter(({ count }) => count === most)) expect(text.split('\n')[0]).toContain(month);
  });

  test('who is called least, and who talks least', async () => {
    const accounts = [...new Set(calls.flatMap((call) => call.accounts.map(({ name }) => name)))];
    const fewest = Math.min(...accounts.map((name) => callsOf(name).length));
    const rows = rowsOf(await demo.ask('which customer has the fewest calls?'));
    expect(rows[0]?.figures[0]?.value).toBe(fewest);
    expect(callsOf(rows[0]?.name ?? '')).toHaveLength(fewest);
    const shares = rowsOf(await demo.ask('who has talked least on calls with Acme')).map(
      ({ figures }) => figures[0]?.value ?? 0,
    );
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  test('addresses are those of the directory', async () => {
    expect((await demo.ask("what is Lee's email?")).text).toMatch(
      /^The email address of Lee Marchetti is lee\.marchetti@acme\.example\./,
    );
    const all = rowsOf(await demo.ask('email addresses of our contacts at Acme'));
    expect(all.map(({ detail }) => detail.split(',')[0]).sort()).toEqual(
      ['dana.whitlock', 'lee.marchetti', 'yusuf.adeyinka'].map((name) => `${name}@acme.example`),
    );
  });

  test('“her role” is that of the one asked about before; of nobody, it is words to search', async () => {
    expect((await askInTurn('what did Dana Whitlock say about training?', 'what is her email')).text).toContain(
      'dana.whitlock@acme.example',
    );
    expect((await demo.ask('what is her email?')).plan.measure).toBeNull();
  });

  test('“show me the calls” goes on with the topic before, “who was on the last call” does not', async () => {
    const shown = await askInTurn('what did Acme say about pricing?', 'show me the calls');
    expect(shown.plan).toMatchObject({ measure: null, trackers: [{ name: 'Pricing' }] });
    const asked = await askInTurn('what did Acme say about pricing?', 'who was on the last call?');
    expect(asked.plan).toMatchObject({ measure: { of: 'attendees' }, trackers: [], terms: [] });
    expect(listedIn(asked)).toEqual([callsOf('Acme')[0]?.id]);
  });

  test('a plan sent again is answered alike', async () => {
    const question = 'which calls with Acme were on Zoom';
    const asked = await demo.ask(question);
    const again = await demo.ask(question, { plan: asked.plan });
    expect(again.text).toBe(asked.text);
    expect(asked.plan.measure).toMatchObject({ of: 'platform', platform: 'zoom' });
  });

  test.each([
    'who joined the pilot at Acme',
    'when did we first talk to Acme about pricing',
    'calls with Acme about training',
    'how long have we been talking about the cap with Acme?',
    'what did the email of Dana say',
  ])('%s: what was said is searched', async (question) => {
    expect((await demo.ask(question)).plan.measure).toBeNull();
  });
});

test('who was invited and did not come was not there', async () => {
  const asking = await openAsking([
    {
      id: '1',
      says: [
        ['ada.lund@ours.example', 'Hello.'],
        ['tove.brandt@brightwater.example', 'Good morning.'],
      ],
    },
    {
      id: '2',
      title: 'Second look',
      startedAt: new Date('2026-11-09T10:00:00Z'),
      says: [['ada.lund@ours.example', 'Hello again.']],
      absent: ['tove.brandt@brightwater.example'],
    },
  ]);
  const { answer: there } = await asking.ask('who was on the last call?');
  expect(rowsOf(there).map(({ name }) => name)).toEqual(['Ada Lund']);
  expect(there.text).toContain('Invited, and not there: Tove Brandt.');
  const { answer: last } = await asking.ask('when did we last talk to Tove Brandt?');
  expect(last.text).toContain('was on 2 November 2026');
  expect(listedIn((await asking.ask('which calls was Tove Brandt on')).answer)).toEqual(['1']);
  await asking.close();
});

test('the first of more calls than are counted is the first all the same', async () => {
  const asking = await openAsking([
    {
      id: '1',
      title: 'The first talk',
      startedAt: new Date('2020-03-02T09:00:00Z'),
      says: [['tove@acme.example', 'Thank you for making time today.']],
    },
  ]);
  const later = sql`jsonb_build_object('id', n::text, 'started_at', timestamptz '2026-01-01' + n * interval '1 minute')`;
  await asking.deps.db.execute(
    sql`insert into calls select added.* from calls one, generate_series(2, 10002) n, jsonb_populate_record(null::calls, to_jsonb(one) || ${later}) added`,
  );
  const { answer } = await asking.ask('when was our first call?');
  expect(answer).toMatchObject({ status: 'answered', census: { rows: [{ callTitle: 'The first talk' }] } });
  expect(answer.text).toMatch(/^The first recorded call was on 2 March 2020/);
  await asking.close();
});
