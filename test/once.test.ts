import { expect, test } from 'vitest';
import { once } from '../src/once.ts';

test('what is made is made once, also for those who ask meanwhile', async () => {
  let made = 0;
  const get = once(async () => {
    made += 1;
    return made;
  });
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  expect(await get()).toBe(1);
});

test('a failure is told to who waits for it, and the next who asks tries again', async () => {
  let tries = 0;
  const get = once(async () => {
    tries += 1;
    if (tries === 1) throw new Error('a file was being replaced');
    return tries;
  });
  const failed = await Promise.allSettled([get(), get()]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await get()).toBe(2);
});
