import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchSegments } from '../../src/search/search-segments.ts';
import type { SegmentReader } from '../../src/search/segment-index.ts';
import { openAsking } from '../support/asking.ts';
import { aViewer, NOW } from '../support/builders.ts';

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  const startedAt = new Date(NOW.getTime() - 86_400_000);
  const says = (...texts: string[]) => texts.map((text): [string, string] => ['tove@acme.example', text]);
  asking = await openAsking([
    { id: '1', startedAt, says: says('The lessons went well.', 'Locking the vendor took a while.') },
    { id: '2', startedAt, says: says('Our pricing changed.', 'The fees went up and the renewal waits.') },
  ]);
});
afterAll(() => asking.close());

test.each([
  ['Lesons -fees', 'lesson -fees'],
  ['pricng "pricng of lesons" lesons', 'pricing "pricng of lesons" lesson'],
  ['lesons speaker:"Lesons Brandt"', 'lesson speaker:"Lesons Brandt"'],
  ['lesons speaker:lesons', 'lesson speaker:lesons'],
  ['lesons -lesons', 'lesson -lesons'],
  ['lesons last week', 'lesson last week'],
])('%j is offered as %j: what is not a plain word stays as it was typed', async (typed, offered) => {
  expect((await searchSegments(asking.deps, aViewer(), { query: typed })).didYouMean).toBe(offered);
});

test.each(['vendor lock-in', 'lessons', 'rockets', 'fees', 'account:"Lesons Works"'])(
  '%j is not offered again as it was typed',
  async (typed) => {
    expect((await searchSegments(asking.deps, aViewer(), { query: typed })).didYouMean).toBeNull();
  },
);

test('however many words are misspelt, the index is looked into a few times', async () => {
  const typed = 'lesons vendro renewl pricng lockng wellx whilee chnged';
  const looks: string[] = [];
  const watched = new Proxy(asking.deps.index, {
    get(index, name: keyof SegmentReader) {
      looks.push(name);
      return index[name];
    },
  });
  const { didYouMean } = await searchSegments({ ...asking.deps, index: watched }, aViewer(), { query: typed });
  expect(didYouMean).toMatch(/^lesson vendor renew pricing/);
  expect(looks.length).toBeLessThan(10);
});
