import { expect, test } from 'vitest';
import { makeTurns, onBehalfOf } from '../src/fair-turns.ts';

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
