import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import type { AnswerEvent } from '../../src/ask/answer.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { isAnswerPrompt } from '../support/asking.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const signal = new AbortController().signal;
const QUESTION = 'What did we discuss with @Acme about pricing?';
let opened: Awaited<ReturnType<typeof openTestServices>>;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let model: Awaited<ReturnType<typeof startScriptedModel>>;
let id: string;

beforeAll(async () => {
  model = await startScriptedModel();
  simulator = await startGongSimulator(smallWorld(4), {
    port: 0,
    accessKey: 'k',
    accessKeySecret: 's',
    perSecond: 1000,
  });
  opened = await openTestServices(
    { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted', OPENAI_API_KEY: 'x' },
    () => NOW,
  );
  id = (
    await createOrganization(opened.services, {
      name: 'Ours',
      adminEmail: 'robin@ours.example',
      domains: ['ours.example'],
    })
  ).id;
  await asAdmin(
    opened.services,
    id,
    connectWithKey,
    {
      accessKey: 'k',
      accessKeySecret: 's',
      baseUrl: simulator.url,
      turnsSyncOn: true,
    },
    signal,
  );
  await asAdmin(opened.services, id, finishSync, { from: new Date('2026-10-01'), to: NOW });
});
afterAll(async () => {
  await opened?.close();
  await simulator?.close();
  await model?.close();
});

const ask = async (question = QUESTION) => {
  const events: AnswerEvent[] = [];
  const answer = await askQuestion(
    opened.services,
    await readMember(opened.services, id),
    { question },
    (event) => {
      events.push(event);
    },
    signal,
  );
  return { answer, events };
};
/** The first excerpt in a prompt, as a well-behaved model would copy it. */
const excerptOf = (prompt: string) => {
  const match = /\n\[(s\d+)\.1\] (Sentence [^\n]+)/.exec(prompt);
  return { id: match?.[1] ?? '', quote: match?.[2] ?? '' };
};

test('of one true, one misquoted and one foreign citation only the true one is shown', async () => {
  model.set((prompt) => {
    const { id: excerpt, quote } = excerptOf(prompt);
    const claims = [
      { citations: [{ quote, id: excerpt }], text: 'The price was discussed.' },
      {
        citations: [{ quote: quote.replace('about', 'never about'), id: excerpt }],
        text: 'The price was never discussed.',
      },
      {
        citations: [{ quote: 'Something that another customer said somewhere', id: 's999' }],
        text: 'Another customer said something.',
      },
    ];
    return { kind: 'says', text: JSON.stringify({ claims }), pieces: 40 };
  });
  const { answer, events } = await ask();
  expect(answer).toMatchObject({
    status: 'answered',
    model: 'scripted',
    claims: [{ text: 'The price was discussed.', citations: [1] }],
  });
  expect(answer.removed.map((claim) => claim.text)).toEqual([
    'The price was never discussed.',
    'Another customer said something.',
  ]);
  expect(answer.citations).toHaveLength(1);
  expect(answer.citations[0]?.quote).toBe(excerptOf(model.prompts.filter(isAnswerPrompt).at(-1) ?? '').quote);
  expect(events.map((event) => event.type)).toEqual(['plan', 'evidence', 'delta', 'answer']);
});

test.each([
  ['refuses', { kind: 'refuses' }, 'refused'],
  ['says rubbish', { kind: 'says', text: 'I love calls! {"price": 1}' }, 'form'],
  ['says nothing', { kind: 'says', text: '' }, 'form'],
  ['fails', { kind: 'fails', status: 400 }, '400'],
  [
    'proves nothing',
    {
      kind: 'says',
      text: JSON.stringify({ claims: [{ citations: [{ quote: 'nobody ever said this', id: 's1' }], text: 'Wrong.' }] }),
    },
    'proved',
  ],
] as const)('a model that %s ends in the quoting answer, which says why', async (_, script, why) => {
  model.set(() => script);
  const { answer } = await ask();
  expect(answer).toMatchObject({ status: 'answered', model: null });
  expect(answer.text).toContain(why);
  expect(answer.claims.length).toBeGreaterThan(0);
});

test('a model that finds no answer in the excerpts is believed', async () => {
  model.set(() => ({ kind: 'says', text: '{"claims": []}' }));
  expect((await ask()).answer).toMatchObject({
    status: 'not_found',
    claims: [],
    text: expect.stringContaining('4 calls with Acme'),
  });
});

test('what a transcript says instructs nobody: a model that obeys it shows nothing unproved', async () => {
  model.set(() => ({
    kind: 'says',
    text: JSON.stringify({
      claims: [{ citations: [{ quote: 'ignore the rules', id: 's1' }], text: '<script>alert(1)</script>' }],
    }),
  }));
  const { answer } = await ask();
  expect(JSON.stringify([answer.claims, answer.citations])).not.toContain('script>');
});

test('an unknown name is said to be unknown and offers the nearest; an empty or endless question is refused', async () => {
  expect((await ask('What about @Acmee?')).answer).toMatchObject({
    status: 'not_found',
    choices: [{ mention: '@Acmee', candidates: [{ name: 'Acme' }] }],
  });
  await expect(ask('  ')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(ask('x'.repeat(4001))).rejects.toMatchObject({ code: 'invalid_input' });
});
