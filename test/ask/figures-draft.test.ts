import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { scopeOf } from '../../src/access/scope.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import type { CallSummary } from '../../src/call-summary.ts';
import { fillWithInventedWorld } from '../../src/demo/run-demo.ts';
import { reportEngagement } from '../../src/reports/report-engagement.ts';
import { readCalls } from '../../src/store/calls-reader.ts';
import { dayOf } from '../../src/time-window.ts';
import type { Viewer } from '../../src/viewer.ts';
import type { Services } from '../../src/wire.ts';
import { NOW } from '../support/builders.ts';
import { readRecord, type SpokenPlace } from '../support/spoken-record.ts';
import { openTestServices } from '../support/test-services.ts';

const { signal } = new AbortController();
const closing: (() => Promise<void>)[] = [];
let services: Services;
let viewer: Viewer;
let calls: CallSummary[];
let record: SpokenPlace[];

beforeAll(async () => {
  const opened = await openTestServices({}, () => NOW);
  closing.push(opened.close);
  services = opened.services;
  const world = await fillWithInventedWorld(services, signal);
  closing.unshift(world.close);
  viewer = await readMember(services, world.organizationId);
  calls = (await readCalls(services.db, scopeOf(viewer), {}, { limit: 1000 })).filter(
    ({ kind }) => kind !== 'internal',
  );
  record = await readRecord(services.db, viewer);
});
afterAll(async () => {
  for (const close of closing) await close();
});

const ask = (question: string) => askQuestion({ ...services, model: null }, viewer, { question }, () => {}, signal);
const callsOf = (account: string, from = '', to = '9') =>
  calls.filter(
    ({ accounts, startedAt }) =>
      accounts.some(({ name }) => name === account) && startedAt.toISOString() >= from && startedAt.toISOString() < to,
  );
/** The day of a moment in the organization's zone, as midnight UTC. */
const dayNumber = (ms: number) =>
  Date.parse(`${new Date(ms).toLocaleDateString('sv-SE', { timeZone: viewer.timeZone })}T00:00:00Z`);
const minutes = (some: readonly CallSummary[]) =>
  Math.round(some.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0) / 60);
const rowsOf = ({ parts }: Awaited<ReturnType<typeof ask>>) =>
  parts.flatMap((part) => (part.kind === 'figures' ? part.rows : []));
const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id).sort();
const listedIn = ({ parts }: Awaited<ReturnType<typeof ask>>) =>
  idsOf(parts.flatMap((part) => (part.kind === 'calls' ? part.calls : [])));

describe('numbers that the record holds are answered with the calls behind each', () => {
  test('minutes with an account in a month, as the report of engagement has them', async () => {
    const answer = await ask('How many minutes did we talk to Acme this month?');
    const expected = callsOf('Acme', '2026-10-31T23:00:00.000Z');
    expect(expected.length).toBeGreaterThan(0);
    expect(answer).toMatchObject({ status: 'answered', census: { calls: expected.length } });
    expect(answer.text).toMatch(new RegExp(`^${minutes(expected)} minutes? in ${expected.length} call`));
    expect(listedIn(answer)).toEqual(idsOf(expected));
    const period = { from: new Date('2026-10-31T23:00:00Z'), to: new Date('2026-11-30T23:00:00Z') };
    const { rows } = await reportEngagement(services, viewer, { by: 'account', ...period });
    const reported = rows.find(({ name }) => name === 'Acme');
    expect(answer.text).toContain(`${Math.round(reported?.minutes ?? 0)} minute`);
  });

  test.each([
    ['Which customers have not talked to us for 60 days?', 60],
    ['which accounts have gone quiet in the last two weeks', 14],
    ["Which customers haven't we spoken to for a month?", 30],
  ])('%s', async (question, days) => {
    const last = new Map<string, number>();
    for (const { accounts, startedAt } of calls)
      for (const { name } of accounts) last.set(name, Math.max(last.get(name) ?? 0, startedAt.getTime()));
    const silent = [...last]
      .map(([name, at]) => ({ name, days: (dayNumber(NOW.getTime()) - dayNumber(at)) / 86_400_000 }))
      .filter((one) => one.days >= days);
    const answer = await ask(question);
    expect(
      rowsOf(answer)
        .map(({ name, figures }) => `${name} ${figures[0]?.value}`)
        .sort(),
    ).toEqual(silent.map((one) => `${one.name} ${one.days}`).sort());
    // A later call of nobody's account is listed too.
    const later = rowsOf(answer).filter(({ detail }) => detail !== '').length;
    expect(listedIn(answer)).toHaveLength(silent.length + later);
  });

  test('calls of nobody’s account are said to be in no number by account', async () => {
    const nobodys = calls.filter(({ accounts }) => accounts.length === 0).length;
    expect(nobodys).toBe(1);
    for (const question of ['Which customers have not talked to us for 60 days?', 'Which customer do we talk to most?'])
      expect((await ask(question)).text).toContain('1 call with customers belongs to no account yet');
    expect((await ask('How many minutes did we talk?')).text).not.toContain('belongs to no account');
  });

  test('a silence tells of a later call of nobody’s account with somebody of the account', async () => {
    const answer = await ask("which accounts haven't we talked to in a month");
    const fennel = rowsOf(answer).find(({ name }) => name === 'Fennel Street Kitchens');
    expect(fennel?.detail).toMatch(/^Rosa Quillan joined a call that belongs to no account, on \d+ \w+ 2026$/);
    expect(rowsOf(answer).filter(({ detail }) => detail !== '')).toHaveLength(1);
  });

  test('days of silence are calendar days in the zone of the organization', async () => {
    const { text } = await ask('when did we last talk to Lindqvist Bakeries?');
    const [last] = callsOf('Lindqvist Bakeries').toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
    const days = (dayNumber(NOW.getTime()) - dayNumber(last?.startedAt.getTime() ?? 0)) / 86_400_000;
    expect(text).toContain(`${days} days ago`);
  });

  test('a silence since a day leaves out every account with a call since then', async () => {
    const answer = await ask("which customers haven't we spoken to since 10 November 2026");
    const since = (name: string) => callsOf(name, '2026-11-09T23:00:00.000Z').length;
    const names = [...new Set(calls.flatMap(({ accounts }) => accounts.map(({ name }) => name)))];
    expect(
      rowsOf(answer)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.filter((name) => since(name) === 0).sort());
  });

  test.each([
    ['which customers have we not spoken to last month', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
    ['which accounts did we not talk to in October?', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
    ['who have we not met this month', '2026-10-31T23:00:00.000Z', '9'],
  ])('a silence of a time on the calendar is one without a call in it: %s', async (question, from, to) => {
    const answer = await ask(question);
    const names = [...new Set(calls.flatMap(({ accounts }) => accounts.map(({ name }) => name)))];
    const silent = names.filter((name) => callsOf(name, from, to).length === 0).sort();
    expect(silent.length).toBeGreaterThan(0);
    expect(
      rowsOf(answer)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(silent);
    expect(answer.text).toContain(`${silent.length} account`);
  });

  test('two months compared get a figure each', async () => {
    const { text } = await ask('how many minutes did we talk to customers in november vs october');
    const within = (from: string, to: string) =>
      calls.filter(({ startedAt }) => startedAt.toISOString() >= from && startedAt.toISOString() < to);
    const october = within('2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z');
    const november = within('2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z');
    expect(text).toContain(`October 2026: ${minutes(october)} minutes in ${october.length} calls`);
    expect(text).toContain(`November 2026: ${minutes(november)} minutes in ${november.length} calls`);
  });

  test('how many customers there are, and who of one was on calls', async () => {
    const names = new Set(calls.flatMap(({ accounts }) => accounts.map(({ name }) => name)));
    expect((await ask('how many customers do we have')).text).toContain(`${names.size} accounts with`);
    const people = new Set(
      callsOf('Pellworth Grocers', '2025-12-31T23:00:00.000Z')
        .flatMap(({ parties }) => parties.filter(({ side }) => side === 'customer'))
        .map(({ name }) => name),
    );
    const answer = await ask('how many people from pellworth joined calls this year');
    expect(
      rowsOf(answer)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...people].sort());
  });

  test("a person's share of the talk with customers, by what the transcripts last", async () => {
    const answer = await ask('share of talking robin vs customers');
    const robin = (one: SpokenPlace) => one.segment.speaker.name === 'Robin Vantongel';
    const onCalls = new Set<string>(
      calls.filter(({ parties }) => parties.some(({ name }) => name === 'Robin Vantongel')).map(({ id }) => id),
    );
    const spoken = record.filter(({ call }) => onCalls.has(call.id));
    const sum = (of: (one: SpokenPlace) => boolean) =>
      spoken.filter(of).reduce((all, { segment }) => all + segment.endMs - segment.startMs, 0);
    const [his, theirs] = [sum(robin), sum(({ segment }) => segment.speaker.side === 'customer')];
    expect(answer.text).toContain(`${Math.round((100 * his) / (his + theirs))}%`);
  });

  test('who talks most with an account, by what the transcripts last', async () => {
    const answer = await ask('who talks most on our calls with Velmora?');
    const expected = callsOf(
      calls.flatMap(({ accounts }) => accounts).find(({ name }) => /^Velmora/.test(name))?.name ?? '',
    );
    const spoken = new Map<string, number>();
    for (const { call, segment } of record)
      if (expected.some(({ id }) => id === call.id))
        spoken.set(segment.speaker.name, (spoken.get(segment.speaker.name) ?? 0) + segment.endMs - segment.startMs);
    const [most] = [...spoken].sort((a, b) => b[1] - a[1]);
    expect(rowsOf(answer)[0]?.name).toBe(most?.[0]);
    expect(rowsOf(answer)[0]?.figures[1]?.value).toBeCloseTo((most?.[1] ?? 0) / 60_000);
    expect(answer.text).toContain(`${most?.[0]} talks most`);
  });

  test.each([
    ['What was our longest call?', 1],
    ['what was the shortest call', -1],
  ])('%s', async (question, sign) => {
    const [call] = calls.toSorted((a, b) => sign * (b.durationSeconds - a.durationSeconds));
    const answer = await ask(question);
    expect(answer.text).toContain(call?.title);
    expect(listedIn(answer)).toHaveLength(1);
  });

  test('who is on our side, and whom we know of a customer', async () => {
    const onCalls = (side: string) =>
      new Set(
        callsOf('Acme').flatMap(({ parties }) =>
          parties.filter((party) => party.side === side).map(({ name }) => name),
        ),
      );
    expect(
      rowsOf(await ask('who is on our side on calls with @Acme?'))
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...onCalls('us')].sort());
    expect(
      rowsOf(await ask('How many contacts do we have at @Acme?'))
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...onCalls('customer')].sort());
  });

  test.each(['who works at dunmarrow', 'our contacts at Dunmarrow?', 'who do we know at @Dunmarrow Council'])(
    '%s: each with a title, calls and the day of the last one',
    async (question) => {
      const rows = rowsOf(await ask(question));
      expect(rows.map(({ name, detail, figures }) => [name, detail, figures[0]?.value])).toEqual(
        ['Beth Carrow', 'Fergus Hallett-Oyelaran'].map((person) => {
          const own = callsOf('Dunmarrow Council').filter(({ parties }) => parties.some(({ name }) => name === person));
          const { title } = own[0]?.parties.find(({ name }) => name === person) ?? {};
          const last = own.map(({ startedAt }) => startedAt).sort((a, b) => b.getTime() - a.getTime())[0] ?? NOW;
          return [person, `${title}, last on ${dayOf(last, viewer.timeZone)}`, own.length];
        }),
      );
    },
  );

  test.each([
    ['who is fergus', 'Fergus Hallett-Oyelaran is Procurement Officer at Dunmarrow Council: 3 calls, last on '],
    ["what's salla's role?", 'Salla Ruhonen is one of us, Head of Sales: 2 calls with customers, last on '],
  ])('%s: who they are, with every call they were on', async (question, lead) => {
    const answer = await ask(question);
    expect(answer).toMatchObject({ status: 'answered', plan: { measure: { of: 'person' } } });
    expect(answer.text).toMatch(new RegExp(`^${lead}`));
    const [{ name } = { name: '' }] = answer.plan.people;
    const own = calls.filter(({ parties }) => parties.some((party) => party.name === name));
    expect(listedIn(answer)).toEqual(idsOf(own));
  });

  test('how many calls we had is a count of calls, each listed', async () => {
    const answer = await ask('how many calls did we have with @Acme');
    expect(answer.census).toMatchObject({ of: 'calls', calls: callsOf('Acme').length });
  });

  test.each([
    'What did @Acme say about minutes?',
    'How long did the outage take?',
    'Who asked about the longest break?',
  ])('%s: what was said is no number of the record', async (question) => {
    expect((await ask(question)).plan.measure).toBeNull();
  });
});
