import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApiKey } from '../../src/access/create-api-key.ts';
import { readMember } from '../../src/access/read-member.ts';
import { newId } from '../../src/ids.ts';
import { saveMember } from '../../src/store/members-store.ts';
import { users } from '../../src/store/schema.ts';
import { NOW } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';

const HERS = 'The price of the forklift is too high for us.';
const OTHERS = 'Zanzibar pricing is what we never agreed on.';

let ours: Awaited<ReturnType<typeof openHttpOrganization>>;
let hers: Record<string, string>;

beforeAll(async () => {
  ours = await openHttpOrganization([
    {
      id: '1',
      title: 'With Mira',
      startedAt: new Date('2026-11-02T10:00:00Z'),
      says: [
        ['mira@ours.example', 'Hello there.'],
        ['tove@acme.example', HERS],
      ],
    },
    {
      id: '2',
      title: 'Zanzibar talks',
      startedAt: new Date('2026-11-03T10:00:00Z'),
      says: [
        ['robin@ours.example', 'Hello there.'],
        ['lee@zanzibar.example', OTHERS],
      ],
    },
  ]);
  const { db } = ours.deps;
  const userId = newId('usr');
  await db.insert(users).values({ id: userId, name: 'Mira', email: 'mira@ours.example', emailVerified: true });
  const member = {
    id: newId('mem'),
    organizationId: ours.organizationId,
    userId,
    role: 'member' as const,
    createdAt: NOW,
  };
  await saveMember(db, member);
  const mira = await readMember(ours.deps, ours.organizationId, 'mira@ours.example');
  hers = { authorization: `Bearer ${(await createApiKey(ours.deps, mira, 'hers')).key}` };
});
afterAll(() => ours?.close());
beforeEach(() => ours.request('PATCH', '/access', { mode: 'everyone' }));

test.each(['What was said about the price?', 'How many calls mention the price?'])(
  'a shared answer to "%s" is read as far as its reader may read its calls, without its counts',
  async (question) => {
    const { body: given } = await ours.request('POST', '/ask', { question });
    await ours.request('PUT', `/answers/${given.id}/sharing`, { isShared: true });
    const read = (headers = hers) => ours.request('GET', `/answers/${given.id}`, undefined, headers);
    expect((await read()).text).toContain('Zanzibar');
    await ours.request('PATCH', '/access', { mode: 'own' });
    for (const accept of ['application/json', 'text/markdown', 'text/plain']) {
      const { status, text } = await read({ ...hers, accept });
      expect(status).toBe(200);
      expect(text).toContain(HERS);
      expect(text).not.toMatch(/zanzibar|2 calls/i);
    }
    const { body } = await read();
    expect(body).toMatchObject({ status: 'partial', census: null, removed: [], suggestions: [] });
    expect(body.citations.map(({ callId }: { callId: string }) => callId)).toEqual(['1']);
  },
);

test('one’s own answer shrinks when a call of it may be read no more, and is nothing to go on from', async () => {
  const { body: given } = await ours.request('POST', '/ask', { question: 'What was said about the price?' }, hers);
  expect(JSON.stringify(given)).toContain('Zanzibar');
  await ours.request('PATCH', '/access', { mode: 'own' });
  const { text } = await ours.request('GET', `/conversations/${given.conversationId}`, undefined, hers);
  expect(text).toContain(HERS);
  expect(text).not.toMatch(/zanzibar/i);
  const replayed = await ours.request('POST', `/answers/${given.id}/replay`, undefined, hers);
  expect(replayed.text).not.toMatch(/zanzibar/i);
  const next = { question: 'Shorter, please', conversationId: given.conversationId };
  expect((await ours.request('POST', '/ask', next, hers)).text).not.toMatch(/zanzibar/i);
});

test('an answer of hidden calls alone says so, and nothing of them', async () => {
  const { body: given } = await ours.request('POST', '/ask', { question: 'What about "zanzibar pricing"?' });
  await ours.request('PUT', `/answers/${given.id}/sharing`, { isShared: true });
  await ours.request('PATCH', '/access', { mode: 'own' });
  const { body } = await ours.request('GET', `/answers/${given.id}`, undefined, hers);
  expect(body).toMatchObject({ status: 'not_found', claims: [], citations: [] });
  // The question is what its asker wrote, and shared.
  expect(JSON.stringify({ ...body, question: '' })).not.toMatch(/zanzibar/i);
});
