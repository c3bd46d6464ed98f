import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAll } from './colloquy.ts';
import { prepareSyncKills, type SyncKills } from './sync-kills.ts';

/** Each point once at the very moment, and three a while later; `npm run kills -- --only sync` tries twenty. */
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 8, 10];

let kills: SyncKills;
/** Work left undone by the killed processes, over all seeds. */
const left = { unfinishedRuns: 0, savedAndNotIndexed: 0 };

beforeAll(async () => {
  kills = await prepareSyncKills();
});
afterAll(async () => {
  killAll();
  await kills?.close();
});

test.each(SEEDS)(
  'seed %i: an import that is killed and started again loses nothing and doubles nothing',
  async (seed) => {
    const { isUnfinished, isSavedAndNotIndexed } = await kills.kill(seed);
    if (isUnfinished) left.unfinishedRuns += 1;
    if (isSavedAndNotIndexed) left.savedAndNotIndexed += 1;
  },
);

test('some of these were killed in the middle, and some between the store and the index', () => {
  expect(left.unfinishedRuns).toBeGreaterThanOrEqual(5);
  expect(left.savedAndNotIndexed).toBeGreaterThanOrEqual(1);
});
