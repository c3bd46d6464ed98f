import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { sleep } from '../src/sleep.ts';

const HOUR_MS = 3_600_000;

test('a sleeper is woken by an abort, and told why', async () => {
  const stopping = new AbortController();
  const asleep = sleep(HOUR_MS, stopping.signal);
  stopping.abort(new Error('stopping'));
  await expect(asleep).rejects.toThrow('stopping');
});

test('whoever was stopped before does not fall asleep', async () => {
  await expect(sleep(HOUR_MS, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
});

test('a sleep that nobody cuts ends by itself, and leaves nothing behind on the signal', async () => {
  const stopping = new AbortController();
  await sleep(1, stopping.signal);
  expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
});
