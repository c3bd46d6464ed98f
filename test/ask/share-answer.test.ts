import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { shareAnswer, showShared } from '../../src/ask/share-answer.ts';
import { showAnswer } from '../../src/ask/show-answer.ts';
import { newId } from '../../src/ids.ts';
import { saveMember } from '../../src/store/members-store.ts';
import { users } from '../../src/store/schema.ts';
import type { Viewer } from '../../src/viewer.ts';
import { NOW } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';

const DAY_MS = 86_400_000;
const QUESTION = 'What was said about the price?';

let ours: Awaited<ReturnType<typeof openHttpOrganization>>;
let robin: Viewer;
let mira: Viewer;

beforeAll(async () => {
  ours = await openHttpOrganization([
    { id: '1', title: 'A talk', says: [['tove@acme.example', 'The price of the forklift is too high for us.']] },
  ]);
  const { organizationId, deps } = ours;
  const userId = newId('usr');
  await deps.db.insert(users).values({ id: userId, name: 'Mira', email: 'mira@ours.example', emailVerified: true });
  await saveMember(deps.db, { id: newId('mem'), organizationId, userId, role: 'member', createdAt: NOW });
  robin = await readMember(deps, organizationId, 'robin@ours.example');
  mira = await readMember(deps, organizationId, 'mira@ours.example');
});
afterAll(() => ours?.close());

const asked = async (): Promise<string> => (await ours.request('POST', '/ask', { question: QUESTION })).body.id;
const later = (days: number, ms = 0) => ({ ...ours.deps, now: () => new Date(NOW.getTime() + days * DAY_MS + ms) });

test.each([7, 14, 30] as const)('a link for %i days is read until then, and no longer', async (days) => {
  const answerId = await asked();
  const { until } = await shareAnswer(ours.deps, robin, { answerId, isShared: true, days });
  expect(until).toEqual(new Date(NOW.getTime() + days * DAY_MS));
  expect(await showAnswer(later(days, -1), mira, answerId)).toMatchObject({ id: answerId });
  await expect(showAnswer(later(days), mira, answerId)).rejects.toMatchObject({ code: 'not_found' });
  expect((await showShared(later(days), robin)).map((one) => one.answerId)).not.toContain(answerId);
  // Its asker keeps it.
  expect(await showAnswer(later(days), robin, answerId)).toMatchObject({ id: answerId });
});

test('a link without an end stays until its owner stops it, and its owner sees which there are', async () => {
  const [first, second] = [await asked(), await asked()];
  for (const answerId of [first, second]) await shareAnswer(ours.deps, robin, { answerId, isShared: true, days: null });
  expect(await showAnswer(later(5000), mira, first)).toMatchObject({ id: first });
  const listed = await showShared(later(5000), robin);
  expect(listed.map((one) => one.answerId).toSorted()).toEqual([first, second].toSorted());
  expect(listed[0]).toMatchObject({ question: QUESTION, until: null, url: expect.stringMatching(/\/answers\/ans_/) });
  expect(await showShared(ours.deps, mira)).toEqual([]);
  await shareAnswer(ours.deps, robin, { answerId: first, isShared: false, days: null });
  await expect(showAnswer(ours.deps, mira, first)).rejects.toMatchObject({ code: 'not_found' });
  const left = (await showShared(ours.deps, robin)).map((one) => one.answerId);
  expect(left).toContain(second);
  expect(left).not.toContain(first);
});

test('sharing anew sets another end, and a length that is not offered is refused', async () => {
  const answerId = await asked();
  await shareAnswer(ours.deps, robin, { answerId, isShared: true, days: 7 });
  await shareAnswer(ours.deps, robin, { answerId, isShared: true, days: null });
  expect(await showAnswer(later(8), mira, answerId)).toMatchObject({ id: answerId });
  const put = await ours.request('PUT', `/answers/${answerId}/sharing`, { isShared: true, days: 8 });
  expect(put.status).toBe(400);
});

test('where nothing is said, a new link ends after thirty days, and one that is there keeps its end', async () => {
  const answerId = await asked();
  const days = async (wish: object) => {
    const { body } = await ours.request('PUT', `/answers/${answerId}/sharing`, { isShared: true, ...wish });
    return body.until === null ? null : Math.round((Date.parse(body.until) - NOW.getTime()) / 86_400_000);
  };
  expect(await days({})).toBe(30);
  expect(await days({ days: 7 })).toBe(7);
  expect(await days({})).toBe(7);
  expect(await days({ days: null })).toBe(null);
  expect(await days({})).toBe(null);
  await ours.request('PUT', `/answers/${answerId}/sharing`, { isShared: false });
  expect(await days({})).toBe(30);
});
