import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHttpOrganization } from '../support/http-organization.ts';

let opened: Awaited<ReturnType<typeof openHttpOrganization>>;
beforeAll(async () => {
  opened = await openHttpOrganization([
    {
      id: '1',
      says: [
        ['tove@acme.example', 'The price is too high.'],
        ['robin@ours.example', 'We will see.'],
      ],
    },
  ]);
});
afterAll(() => opened.close());

const countOf = (answers: readonly { status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

test('of many questions at once some are answered, and the rest told when to come again', async () => {
  const asked = Array.from({ length: 40 }, () =>
    opened.http.request('/api/v1/ask', {
      method: 'POST',
      headers: { authorization: `Bearer ${opened.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ question: 'hello' }),
    }),
  );
  const answers = await Promise.all(asked);
  expect(countOf(answers, 200)).toBe(23);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(17);
  expect(refused[0]?.headers.get('retry-after')).toBe('10');
  expect(await refused[0]?.json()).toMatchObject({ error: { code: 'rate_limited', message: expect.any(String) } });
  expect((await opened.request('POST', '/ask', { question: 'What about the price?' })).status).toBe(200);
});

test('streams count until they were read to the end or their reader left', async () => {
  const start = () =>
    opened.http.request('/api/v1/ask', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${opened.apiKey}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ question: 'What about the price?' }),
    });
  const text = await (await start()).text();
  const answerId = /"answerId":"(ans_\w+)"/.exec(text)?.[1];
  const follow = () =>
    opened.http.request(`/api/v1/answers/${answerId}/events`, {
      headers: { authorization: `Bearer ${opened.apiKey}` },
    });
  const streams = await Promise.all(Array.from({ length: 30 }, follow));
  expect(countOf(streams, 200)).toBe(24);
  expect(countOf(streams, 429)).toBe(6);
  const open = streams.filter(({ status }) => status === 200);
  await open[0]?.text();
  await open[1]?.body?.cancel();
  expect(countOf([await follow(), await follow(), await follow()], 200)).toBe(2);
});

test('files that have not arrived keep nobody from importing', async () => {
  const leave = new AbortController();
  const preview = async (body: string | ReadableStream<Uint8Array>) =>
    opened.http.request('/api/v1/accounts/import/preview', {
      method: 'POST',
      headers: { authorization: `Bearer ${opened.apiKey}`, 'content-type': 'text/csv' },
      body,
      duplex: 'half',
      signal: leave.signal,
    } as RequestInit);
  const never = () => new ReadableStream<Uint8Array>({ start: (stream) => stream.enqueue(new Uint8Array([110])) });
  const slow = Array.from({ length: 12 }, () => preview(never()).catch(() => null));
  expect((await preview('name,domain\nAcme,acme.example\n')).status).toBe(200);
  leave.abort();
  await Promise.race([Promise.allSettled(slow), undefined]);
});

test('an answer gathered anew, the topics of a call and what is related are searches, and have their places', async () => {
  const { body } = await opened.request('POST', '/ask', { question: 'What about the price?' });
  const headers = { authorization: `Bearer ${opened.apiKey}` };
  for (const [method, path] of [
    ['POST', `/answers/${body.id}/replay`],
    ['GET', '/calls/1/topics'],
    ['GET', '/calls/1/related'],
  ] as const) {
    const asked = Array.from({ length: 200 }, () => opened.http.request(`/api/v1${path}`, { method, headers }));
    const answers = await Promise.all(asked);
    expect(countOf(answers, 200) + countOf(answers, 429)).toBe(200);
    expect(countOf(answers, 200)).toBeGreaterThanOrEqual(106);
    expect(countOf(answers, 429)).toBeGreaterThan(0);
  }
});
