import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAskingDemo } from '../support/asking-demo.ts';
import { CHANGE_QUESTIONS } from './change-questions.ts';
import { STATE_QUESTIONS } from './state-questions.ts';

let demo: Awaited<ReturnType<typeof openAskingDemo>>;
beforeAll(async () => {
  demo = await openAskingDemo(new Date('2026-11-26T12:00:00Z'));
});
afterAll(() => demo.close());

test.each(STATE_QUESTIONS)('%s', async (question, words) => {
  const { citations } = await demo.ask(question);
  expect(citations.map(({ quote }) => quote.toLowerCase()).join(' | ')).toContain(words.toLowerCase());
});

test('no list price and no mere possibility is what a figure was before', async () => {
  const { claims } = await demo.ask('how many seats does acme have now');
  expect(claims.filter(({ text }) => /Before.*(?:list price is 13|may be a volume step)/.test(text))).toEqual([]);
});

test('words like "newest" and the number of calls compared are not searched for', async () => {
  expect((await demo.ask('newest offer to acme?')).plan.terms).toEqual(['offer']);
  expect((await demo.ask('what changed between the two calls with tarn hollow')).plan.terms).toEqual([]);
});

test('a change is told by moments of then and of now', { timeout: 60_000 }, async () => {
  const missed: string[] = [];
  for (const [question, ...moments] of CHANGE_QUESTIONS) {
    const { citations } = await demo.ask(question);
    const quoted = citations.map(({ quote }) => quote).join(' | ');
    const isQuoted = (moment: string) => moment.split('|').some((words) => quoted.includes(words));
    missed.push(...moments.filter((moment) => !isQuoted(moment)).map((moment) => `${question}: ${moment}`));
  }
  // Of 32 moments. Not one question may be left without any.
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(8);
});

test('calls are named by their place, and by what their titles name', async () => {
  const titlesOf = async (question: string) => (await demo.ask(question)).plan.calls.map(({ name }) => name);
  expect(await titlesOf('what changed from the first to the last call with Corvane?')).toEqual([
    'Corvane Logistics: morning load fixed',
    'Corvane Logistics: drivers and depots',
  ]);
  const { plan } = await demo.ask('what came up with @Orrin Castings since the second call?');
  expect(plan.when).toContain('since “Orrin Castings: works council hearing”');
  expect((await demo.ask('what is new with dunmarrow since the award')).plan.when).toContain(
    'Dunmarrow Council: award',
  );
  const { plan: ofTwo } = await demo.ask('what changed between the last two calls with velmora');
  expect(ofTwo.calls.map(({ name }) => name)).toEqual([
    'Velmora Hotels: learning from Ruth',
    'Velmora Hotels: season review',
  ]);
  expect(ofTwo.warnings).toEqual([expect.stringContaining('has no transcript yet, so it is not compared')]);
  const nobodys = await demo.ask('what came up since the second call?');
  expect(nobodys.plan.warnings).toEqual([expect.stringContaining('No call fits "since the second call"')]);
  const unknown = await demo.ask('what did we promise brightwater before the renewal');
  expect(unknown.plan.warnings).toEqual([expect.stringContaining('No call fits "before the renewal"')]);
});
