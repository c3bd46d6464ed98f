import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAll } from './colloquy.ts';
import { KILL_KINDS, prepareKills } from './kills.ts';

/** A moment in the middle of each; `npm run kills` tries twenty. */
const SEED = 6;
let kills: Awaited<ReturnType<typeof prepareKills>>;
beforeAll(async () => {
  kills = await prepareKills();
});
afterAll(async () => {
  killAll();
  await kills?.close();
});

test.each(KILL_KINDS)('%s: killed in the middle, nothing is lost, doubled, or kept that was to go', async (kind) => {
  expect(await kills.kill(kind, SEED)).toMatch(/after \d+ ms/);
});
