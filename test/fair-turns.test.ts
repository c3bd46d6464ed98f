import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inLoopTurn, makeTurns, mapInLoopTurns, onBehalfOf } from '../src/fair-turns.ts';

/** Work that ends when the test says so, and notes its beginning. */
function openWork() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(name);
      ends.push(resolve);
    });
  /** Ends the oldest work. */
  const endOne = async () => {
    ends.shift()?.();
    for (let step = 0; step < 5; step += 1) await Promise.resolve();
  };
  return { begun, work, endOne };
}

test('whoever has a thousand waiting keeps another waiting for a single turn', async () => {
  const turns = makeTurns({ atOnce: 1 });
  const { begun, work, endOne } = openWork();
  onBehalfOf('busy', () => {
    for (let at = 0; at < 1000; at += 1) void turns.take(work('busy'));
  });
  onBehalfOf('other', () => {
    void turns.take(work('other'));
    void turns.take(work('other'));
  });
  onBehalfOf('third', () => void turns.take(work('third')));
  for (let at = 0; at < 6; at += 1) await endOne();
  expect(begun).toEqual(['busy', 'busy', 'other', 'third', 'busy', 'other', 'busy']);
});

test('as many work at once as may, each of one in the order of asking', async () => {
  const turns = makeTurns({ atOnce: 2 });
  const { begun, work, endOne } = openWork();
  for (const name of ['first', 'second', 'third', 'fourth']) void turns.take(work(name));
  expect(begun).toEqual(['first', 'second']);
  await endOne();
  expect(begun).toEqual(['first', 'second', 'third']);
});

test('work that fails gives its turn on, and what is called inside counts for whom it is done', async () => {
  const turns = makeTurns({ atOnce: 1 });
  await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const { begun, work, endOne } = openWork();
  await onBehalfOf('busy', async () => {
    await Promise.resolve();
    for (let at = 0; at < 3; at += 1) void turns.take(work('busy'));
  });
  void turns.take(work('nobody'));
  for (let at = 0; at < 2; at += 1) await endOne();
  expect(begun).toEqual(['busy', 'busy', 'nobody']);
});

test('of work that is ready at once the event loop does one piece each time that it turns, in fair turns', async () => {
  const done: string[] = [];
  const pieces: Promise<unknown>[] = [];
  onBehalfOf('busy', () => {
    for (let at = 0; at < 4; at += 1) pieces.push(inLoopTurn(() => done.push('busy')));
  });
  onBehalfOf('other', () => pieces.push(inLoopTurn(() => done.push('other'))));
  const seen: number[] = [];
  while (done.length < 5) {
    await setImmediate();
    seen.push(done.length);
  }
  expect(done).toEqual(['busy', 'busy', 'other', 'busy', 'busy']);
  expect(seen.every((count, at) => count - (seen[at - 1] ?? 0) <= 1)).toBe(true);
});

test('a long list is worked in pieces, in its order, and what fails in a piece fails the whole', async () => {
  let turns = 0;
  const list = Array.from({ length: 10 }, (_, at) => at);
  const work = mapInLoopTurns(list, { inTurn: 4 }, (one) => `${one} in ${turns}`);
  let isDone = false;
  void work.then(() => {
    isDone = true;
  });
  for (; !isDone; turns += 1) await setImmediate();
  const worked = await work;
  expect(worked.map((text) => Number.parseInt(text, 10))).toEqual(list);
  expect(new Set(worked.map((text) => text.split(' ')[2])).size).toBe(3);
  const failing = mapInLoopTurns(list, { inTurn: 4 }, (one) => {
    if (one === 5) throw new Error('no five');
  });
  await expect(failing).rejects.toThrow('no five');
});
