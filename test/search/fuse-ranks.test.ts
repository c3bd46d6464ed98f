import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { fuseRanks } from '../../src/search/fuse-ranks.ts';

const hit = (callId: string, position = 0) => ({ callId: toCallId(callId), position, score: 1 });
const places = (hits: ReturnType<typeof fuseRanks>) => hits.map(({ callId, position }) => `${callId} ${position}`);

test('what several lists hold comes before what one holds higher, and a heavier list counts for more', () => {
  const fused = fuseRanks([
    { hits: [hit('a'), hit('b')], weight: 1 },
    { hits: [hit('c'), hit('b')], weight: 1 },
  ]);
  expect(places(fused)).toEqual(['b 0', 'a 0', 'c 0']);
  const weighed = fuseRanks([
    { hits: [hit('a')], weight: 1 },
    { hits: [hit('c')], weight: 3 },
  ]);
  expect(places(weighed)).toEqual(['c 0', 'a 0']);
});

test('equals stand by call and place, in every language as in search', () => {
  const fused = fuseRanks(['b', 'B', 'ä', 'a'].map((callId) => ({ hits: [hit(callId)], weight: 1 })));
  expect(places(fused)).toEqual(['B 0', 'a 0', 'b 0', 'ä 0']);
  const together = fuseRanks([2, 1, 10].map((position) => ({ hits: [hit('a', position)], weight: 1 })));
  expect(places(together)).toEqual(['a 1', 'a 2', 'a 10']);
});
