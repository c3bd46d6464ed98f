import { expect, test } from 'vitest';
import { sayingSeldom } from '../src/log.ts';

test('a failure that comes every second is said once in ten minutes, and another kind at once', () => {
  const said: unknown[] = [];
  let nowMs = 0;
  const say = sayingSeldom(
    (error) => said.push(error),
    () => nowMs,
  );
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  for (; nowMs < 599_000; nowMs += 1000) say(full);
  expect(said).toEqual([full]);
  const away = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  say(away);
  nowMs = 600_000;
  say(full);
  expect(said).toEqual([full, away, full]);
});
