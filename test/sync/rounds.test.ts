import { expect, test, vi } from 'vitest';
import { makeRounds } from '../../src/sync/rounds.ts';

/** Rounds that end when they are let go, one by one. */
function heldRounds() {
  const ends: (() => void)[] = [];
  const failures: unknown[] = [];
  const rounds = makeRounds(
    () => new Promise<void>((resolve) => ends.push(resolve)),
    (error) => failures.push(error),
  );
  return { ends, failures, rounds };
}

test('a round that was asked for many times during another follows it once', async () => {
  const { ends, rounds } = heldRounds();
  for (let times = 0; times < 100; times += 1) rounds.ask();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await vi.waitFor(() => expect(ends).toHaveLength(2));
  rounds.ask();
  ends[1]?.();
  await vi.waitFor(() => expect(ends).toHaveLength(3));
  ends[2]?.();
  await rounds.stop();
  expect(ends).toHaveLength(3);
});

test('a round that fails is told of, and the next is done', async () => {
  let done = 0;
  const failures: unknown[] = [];
  const rounds = makeRounds(
    async () => {
      done += 1;
      if (done === 1) throw new Error('the store is away');
    },
    (error) => failures.push(error),
  );
  rounds.ask();
  await vi.waitFor(() => expect(failures).toEqual([new Error('the store is away')]));
  rounds.ask();
  await rounds.stop();
  expect(done).toBe(2);
});

test('what stops waits for the round in hand alone, and asks for no other', async () => {
  const { ends, rounds } = heldRounds();
  rounds.every(3_600_000);
  rounds.ask();
  const stopped = rounds.stop();
  rounds.ask();
  ends[0]?.();
  await stopped;
  expect(ends).toHaveLength(1);
});
