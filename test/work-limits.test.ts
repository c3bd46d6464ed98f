import { expect, test } from 'vitest';
import { makeWorkLimits } from '../src/work-limits.ts';
import { aViewer, NOW } from './support/builders.ts';

const RULES = {
  question: {
    member: { atOnce: 1, waiting: 2 },
    organization: { atOnce: 2, waiting: 10 },
    retryAfterSeconds: 7,
    what: 'questions',
  },
};
const open = () => {
  const limits = makeWorkLimits({ now: () => NOW }, RULES);
  const begun: string[] = [];
  const enter = (memberId: string, organizationId = 'org_1') => {
    const place = limits.enter('question', { ...aViewer(), memberId, organizationId } as ReturnType<typeof aViewer>);
    void place.ready.then(() => begun.push(memberId));
    return place;
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { limits, begun, enter, settle };
};

test('a member has some work at once, some waits, and the rest is told when to come again', async () => {
  const { begun, enter, settle } = open();
  const first = enter('mem_a');
  enter('mem_a');
  enter('mem_a');
  expect(() => enter('mem_a')).toThrow(
    expect.objectContaining({ code: 'rate_limited', retryAt: new Date(NOW.getTime() + 7000) }),
  );
  await settle();
  expect(begun).toEqual(['mem_a']);
  first.leave();
  await settle();
  expect(begun).toEqual(['mem_a', 'mem_a']);
  enter('mem_a');
});

test('members of an organization share its limit, and another organization has its own', async () => {
  const { begun, enter, settle } = open();
  for (const member of ['mem_a', 'mem_b', 'mem_c']) enter(member);
  enter('mem_d', 'org_2');
  await settle();
  expect(begun.toSorted()).toEqual(['mem_a', 'mem_b', 'mem_d']);
});

test('a place is given on by whoever left before their turn, and by work that failed', async () => {
  const { limits, begun, enter, settle } = open();
  await expect(limits.run('question', aViewer(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const first = enter('mem_a');
  enter('mem_a').leave();
  enter('mem_a');
  first.leave();
  await settle();
  expect(begun).toHaveLength(3);
});
