import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { type AccessPolicy, EVERYONE } from '../../src/access-policy.ts';
import { checkIndexByCases } from '../../src/ask/compare-cases.ts';
import { keepCase } from '../../src/ask/keep-case.ts';
import { type OrganizationId, toCallId } from '../../src/call.ts';
import { runDataCommand } from '../../src/cli/run-data-command.ts';
import { newId } from '../../src/ids.ts';
import type { Db } from '../../src/store/db.ts';
import { saveFound } from '../../src/store/eval-cases-store.ts';
import { saveAccessPolicy } from '../../src/store/organizations-store.ts';
import { answers, erasedPeople, evalCases } from '../../src/store/schema.ts';
import { erase } from '../../src/upkeep/erase.ts';
import { reindex } from '../../src/upkeep/reindex.ts';
import { asAdmin } from '../support/as-admin.ts';
import { claimsJson, excerptsOf, isJudgePrompt, isSearchPrompt, verdictsJson } from '../support/asking.ts';
import { NOW } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { makeFolder } from '../support/test-services.ts';

const CALLS = [
  { id: '1', says: [['tove@acme.example', 'The price of pallets is ninety euros.']] as [string, string][] },
  { id: '2', says: [['mo@beacon.example', 'The audit log misses exports.']] as [string, string][] },
];
const DAY_MS = 86_400_000;
const PRICE = 'What is the price of pallets?';
const MOMENT = { callId: '1', startMs: 0, endMs: 1000 };

const folder = makeFolder();
let world: Awaited<ReturnType<typeof openHttpOrganization>>;
let model: Awaited<ReturnType<typeof startScriptedModel>>;
beforeAll(async () => {
  model = await startScriptedModel();
  world = await openHttpOrganization(CALLS);
});
afterAll(async () => {
  await world?.close();
  await model?.close();
  folder.remove();
});
beforeEach(async () => {
  await world.services.db.delete(evalCases);
  await world.request('DELETE', '/model');
});

async function keep(question: string, moments: object[]) {
  const { body } = await world.request('POST', '/ask', { question });
  return world.request('PUT', `/answers/${body.id}/case`, { moments });
}
const listed = async () => (await world.request('GET', '/cases')).body.cases;
const setModel = (more: object = {}) =>
  world.request('PUT', '/model', { name: 'scripted', baseUrl: model.url, ...more });

async function command(...args: string[]) {
  const said: string[] = [];
  const shown: string[] = [];
  const io = {
    out: (line: string) => void shown.push(line),
    err: (line: string) => void said.push(line),
    signal: new AbortController().signal,
  };
  const exit = await runDataCommand(world.services, args, io, folder.path);
  return { exit, said: said.join('\n'), shown: shown.join('\n') };
}
const own = () => ['--organization', world.organizationId];

const foundOfOne = async () => (await world.services.db.select().from(evalCases))[0]?.found;
const isOfPrice = ({ text }: { text: string }) => text.includes('pallets');

/** A store where somebody is erased right after a transaction has read a table. */
function erasingAfter(db: Db, table: object, organizationId: OrganizationId): Db {
  const spied = (tx: Db): Db => {
    let isRead = false;
    return new Proxy(tx, {
      get(target, name) {
        if (name !== 'select') return Reflect.get(target, name, target);
        return (...columns: []) => {
          // Queries of a transaction run in the order they were begun.
          if (isRead)
            void tx
              .insert(erasedPeople)
              .values({ organizationId, emailHash: newId('erased'), erasedAt: NOW })
              .execute();
          isRead = false;
          const query = target.select(...columns);
          return {
            from: (from: typeof evalCases) => {
              isRead ||= (from as object) === table;
              return query.from(from);
            },
          };
        };
      },
    });
  };
  return new Proxy(db, {
    get: (target, name) =>
      name === 'transaction'
        ? (run: (tx: Db) => Promise<unknown>) => target.transaction((tx) => run(spied(tx as unknown as Db)))
        : Reflect.get(target, name, target),
  });
}

/** A model that says the price where it is given. */
const knowsThePrice = (prompt: string) => {
  if (isSearchPrompt(prompt)) return { kind: 'says' as const, text: '{"synonyms":[],"subQuestions":[]}' };
  if (isJudgePrompt(prompt)) return { kind: 'says' as const, text: verdictsJson(prompt, () => 'carried') };
  if (prompt.includes('You grade an answer'))
    return { kind: 'says' as const, text: '{"claims":[{"id":"c1","holds":true}],"facts":[]}' };
  const price = excerptsOf(prompt).find(isOfPrice);
  const claims = price ? [{ text: 'The price of pallets is ninety euros.', quotes: [[price.id, price.text]] }] : [];
  return { kind: 'says' as const, text: claimsJson(claims as Parameters<typeof claimsJson>[0]) };
};
/** A model that never finds an answer. */
const knowsNothing = (prompt: string) =>
  isSearchPrompt(prompt) ? knowsThePrice(prompt) : { kind: 'says' as const, text: '{"claims":[],"open":[],"next":[]}' };

test('an answer becomes a case with the moments that answer it; a later one of the same answer replaces it', async () => {
  const { body: answer } = await world.request('POST', '/ask', { question: PRICE });
  const first = await world.request('PUT', `/answers/${answer.id}/case`, { moments: [] });
  expect(first.status).toBe(200);
  const second = await world.request('PUT', `/answers/${answer.id}/case`, { moments: [MOMENT] });
  expect(second.body).toMatchObject({ id: first.body.id, question: PRICE, createdBy: 'robin@ours.example' });
  expect(await listed()).toEqual([{ ...second.body, isInPart: false }]);
});

test('moments of calls that are not there, and moments that end before they begin, make no case', async () => {
  expect((await keep(PRICE, [{ ...MOMENT, callId: '77' }])).status).toBe(404);
  expect((await keep(PRICE, [{ ...MOMENT, endMs: 0 }])).status).toBe(400);
  expect((await world.request('PUT', '/answers/ans_none/case', { moments: [] })).status).toBe(404);
  expect(await listed()).toEqual([]);
});

test('an admin lists and removes cases by route and command', async () => {
  await keep(PRICE, [MOMENT]);
  await keep('What about zebras?', []);
  const { shown } = await command('cases', ...own());
  expect(shown.split('\n')).toHaveLength(2);
  expect(shown).toContain('no call answers it');
  const [one, other] = await listed();
  expect((await world.request('DELETE', `/cases/${one.id}`)).status).toBe(204);
  expect((await world.request('DELETE', `/cases/${one.id}`)).status).toBe(404);
  expect(await listed()).toEqual([other]);
  expect((await command('cases', ...own(), '--remove', other.id)).exit).toBe(0);
  expect(await listed()).toEqual([]);
});

test('a case is asked within the accounts of its request, and at its time', async () => {
  const { accounts } = (await world.request('GET', '/accounts?query=Beacon')).body;
  const accountIds = [accounts[0].id];
  const { body: answer } = await world.request('POST', '/ask', { question: PRICE, accountIds });
  expect(answer.status).toBe('not_found');
  const { services, organizationId } = world;
  const viewer = await readMember(services, organizationId);
  const later = () => new Date(NOW.getTime() + 3 * DAY_MS);
  await keepCase({ ...services, now: later }, viewer, { answerId: answer.id, moments: [] });
  const [kept] = await services.db.select().from(evalCases);
  expect(kept).toMatchObject({ accountIds, asOf: NOW });
  const { shown } = await command('eval', 'answers', ...own(), '--json');
  expect(JSON.parse(shown)).toMatchObject({ questions: 1, refusalsRight: 1 });
});

test('a call that began after the question was asked answers no case of it', async () => {
  await world.save([{ id: '3', startedAt: new Date(NOW.getTime() + DAY_MS), says: CALLS[0]?.says ?? [] }]);
  const { status, body } = await keep(PRICE, [{ ...MOMENT, callId: '3' }]);
  expect(status).toBe(400);
  expect(body.error.message).toContain('began after the question was asked');
  await asAdmin(world.services, world.organizationId, erase, { callId: toCallId('3') });
});

test('the calls that a case may hold are those of its accounts that began before it was asked', async () => {
  await world.save([{ id: '3', startedAt: new Date(NOW.getTime() + DAY_MS), says: CALLS[0]?.says ?? [] }]);
  const callsOf = async (question: string) => {
    const { body: answer } = await world.request('POST', '/ask', { question });
    const { body } = await world.request('GET', `/answers/${answer.id}/case/calls`);
    expect(body.askedAt).toBe(NOW.toISOString());
    return body.calls.map(({ id }: { id: string }) => id).toSorted();
  };
  expect(await callsOf(PRICE)).toEqual(['1', '2']);
  expect(await callsOf('What did @Beacon say about the price?')).toEqual(['2']);
  expect((await world.request('GET', '/answers/ans_none/case/calls')).status).toBe(404);
  await asAdmin(world.services, world.organizationId, erase, { callId: toCallId('3') });
});

test('with as many cases as are possible one can still be replaced, and none added', async () => {
  const { body: answer } = await world.request('POST', '/ask', { question: PRICE });
  const path = `/answers/${answer.id}/case`;
  expect((await world.request('PUT', path, { moments: [] })).status).toBe(200);
  const [kept] = await world.services.db.select().from(evalCases);
  if (!kept) throw new Error('No case was kept.');
  const others = Array.from({ length: 199 }, (_, n) => ({ ...kept, id: `cas_${n}`, answerId: `ans_${n}` }));
  await world.services.db.insert(evalCases).values(others);
  expect((await world.request('PUT', path, { moments: [MOMENT] })).status).toBe(200);
  expect((await keep(PRICE, [])).body.error.code).toBe('conflict');
});

test('a person who is erased while a case is kept stands in none', async () => {
  const { body: answer } = await world.request('POST', '/ask', { question: PRICE });
  const { services, organizationId } = world;
  const viewer = await readMember(services, organizationId);
  const db = erasingAfter(services.db, answers, organizationId);
  await expect(keepCase({ ...services, db }, viewer, { answerId: answer.id, moments: [] })).rejects.toThrow(
    'removed just now',
  );
  expect(await listed()).toEqual([]);
});

test('eval answers asks the cases by their plans, scores them, and leaves no conversation', async () => {
  await keep(PRICE, [MOMENT]);
  const before = (await world.request('GET', '/conversations')).text;
  const { exit, said, shown } = await command('eval', 'answers', ...own(), '--json');
  expect(exit).toBe(0);
  expect(said).toContain("the organization's own cases");
  expect(JSON.parse(shown)).toMatchObject({ questions: 1, evidenceRecall: 1, citationRecall: 1, refusalsRight: 1 });
  expect((await world.request('GET', '/conversations')).text).toBe(before);
});

test('an evaluation that fails leaves no conversation either', async () => {
  await keep(PRICE, [MOMENT]);
  const before = (await world.request('GET', '/conversations')).text;
  await world.services.engine.drop((await world.services.engine.liveName()) ?? '');
  expect((await command('eval', 'answers', ...own())).exit).not.toBe(0);
  expect((await world.request('GET', '/conversations')).text).toBe(before);
  expect((await command('reindex', '--anyway')).exit).toBe(0);
});

test('a worded answer is judged: its lead, its claims, the facts expected of it', async () => {
  model.set(knowsThePrice);
  await setModel();
  await keep(PRICE, [MOMENT]);
  const { shown } = await command('eval', 'answers', ...own(), '--json');
  expect(JSON.parse(shown)).toMatchObject({ claimsCarried: 1, leadsPresent: 0, unjudged: 0, factsFound: null });
});

test('another model that loses on the cases is refused, unless it is to be used anyway', async () => {
  await keep(PRICE, [MOMENT]);
  model.set(knowsNothing);
  const refused = await setModel();
  expect(refused.body.error).toMatchObject({ code: 'cases_lost' });
  expect(refused.body.error.message).toContain(
    'scripted gets 0% of your one test question right, the current model 100%. Nothing was changed. See Settings → Cases.',
  );
  expect((await world.request('GET', '/model')).body.setBy).toBe(null);
  expect((await setModel({ anyway: true })).body).toMatchObject({ setBy: 'admin', name: 'scripted' });
});

test('a model that cannot be reached is told apart from a worse one, and asked no case', async () => {
  await keep(PRICE, [MOMENT]);
  const asked = model.prompts.length;
  model.set(() => ({ kind: 'fails', status: 401 }));
  const refused = await setModel();
  expect(refused).toMatchObject({ status: 503, body: { error: { code: 'cases_unmeasured' } } });
  expect(refused.body.error.message).toMatch(
    /^scripted couldn’t be compared on your one test question, so nothing was changed\..*Check the key/,
  );
  expect(model.prompts.slice(asked).filter((prompt) => prompt.includes('pallets'))).toEqual([]);
  expect((await world.request('GET', '/model')).body).toMatchObject({ setBy: null, casesAsked: 1 });
  expect((await setModel({ anyway: true })).body).toMatchObject({ setBy: 'admin' });
});

test('a model that fails at a case is not measured by the quotes that stand in for it', async () => {
  await keep(PRICE, [MOMENT]);
  const before = (await world.request('GET', '/conversations')).text;
  model.set((prompt) => (excerptsOf(prompt).some(isOfPrice) ? { kind: 'fails', status: 401 } : knowsThePrice(prompt)));
  expect((await setModel()).body.error.code).toBe('cases_unmeasured');
  expect((await world.request('GET', '/conversations')).text).toBe(before);
});

test('where the model in use fails, the comparison names it', async () => {
  await keep(PRICE, [MOMENT]);
  const other = await startScriptedModel();
  other.set(() => ({ kind: 'fails', status: 401 }));
  model.set(knowsThePrice);
  await world.request('PUT', '/model', { name: 'of before', baseUrl: other.url, anyway: true });
  const { code, message } = (await setModel()).body.error;
  await other.close();
  expect(code).toBe('cases_unmeasured');
  expect(message).toContain('so nothing was changed. of before: ');
});

test('a model that does as well is taken', async () => {
  await keep(PRICE, [MOMENT]);
  model.set(knowsThePrice);
  expect((await setModel()).status).toBe(200);
});

test('an index that finds less of the cases is not used', async () => {
  await keep(PRICE, [MOMENT]);
  const { services } = world;
  const { engine } = services;
  const { signal } = new AbortController();
  await engine.create('v0-empty');
  const live = await engine.liveName();
  const swap = () =>
    reindex(
      services,
      signal,
      () => {},
      () => checkIndexByCases(services, { index: engine.open('v0-empty'), anyway: false }, signal),
    );
  await expect(swap()).rejects.toThrow(
    'The new index finds 0% of what answers the one test question of Ours, the current one 100%. Nothing was changed.',
  );
  expect(await engine.liveName()).toBe(live);
  expect(await foundOfOne()).toBe(null);
  expect((await command('reindex')).exit).toBe(0);
  expect(await foundOfOne()).toBe(1);
  expect(await engine.liveName()).not.toBe(live);
});

test('what an index finds is noted once it is in use, whether it was compared or used anyway', async () => {
  const { id } = (await keep(PRICE, [MOMENT])).body;
  const { services, organizationId } = world;
  const live = (await services.engine.liveName()) ?? '';
  const { signal } = new AbortController();
  const note = await checkIndexByCases(services, { index: services.engine.open(live), anyway: false }, signal);
  expect(await foundOfOne()).toBe(null);
  await note();
  expect(await foundOfOne()).toBe(1);
  await saveFound(services.db, organizationId, id, 0.5);
  expect((await command('reindex', '--anyway')).exit).toBe(0);
  expect(await foundOfOne()).toBe(1);
});

test.each<AccessPolicy['mode']>(['own', 'gong'])(
  'an index is measured by every call, where members read as by the mode %s',
  async (mode) => {
    await keep(PRICE, [MOMENT]);
    const { services, organizationId } = world;
    const { signal } = new AbortController();
    const { engine, db } = services;
    // Nobody reads anything: the admin was on no call, and Gong's rights were never read.
    await saveAccessPolicy(db, organizationId, { ...EVERYONE, mode });
    try {
      const index = engine.open('v0-nothing');
      await engine.create('v0-nothing');
      const check = checkIndexByCases(services, { index, anyway: false }, signal);
      await expect(check).rejects.toThrow('The new index finds 0');
      expect((await command('reindex')).exit).toBe(0);
      expect(await foundOfOne()).toBe(1);
    } finally {
      await saveAccessPolicy(db, organizationId, EVERYONE);
      await engine.drop('v0-nothing');
    }
  },
);

test('where the index in use cannot be read, the new one is compared with what that one last found', async () => {
  const { id } = (await keep(PRICE, [{ ...MOMENT, startMs: 500_000, endMs: 501_000 }])).body;
  const { engine, db } = world.services;
  await saveFound(db, world.organizationId, id, 1);
  await engine.drop((await engine.liveName()) ?? '');
  const { exit, said } = await command('reindex');
  expect(exit).not.toBe(0);
  expect(said).toContain(
    'the current one 100%. Nothing was changed. To use the new index anyway, run `colloquy reindex --anyway`',
  );
  expect((await command('reindex', '--anyway')).exit).toBe(0);
  expect((await world.request('POST', '/ask', { question: PRICE })).body.status).toBe('answered');
});

test('a case leaves with a call that it names', async () => {
  await keep(PRICE, [MOMENT]);
  await keep('What is missing in the audit log?', [{ callId: '2', startMs: 0, endMs: 1000 }]);
  await asAdmin(world.services, world.organizationId, erase, { callId: toCallId('2') });
  expect((await listed()).map(({ question }: { question: string }) => question)).toEqual([PRICE]);
});
