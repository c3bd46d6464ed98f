import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchSegments } from '../../src/search/search-segments.ts';
import { openAsking } from '../support/asking.ts';
import { aViewer, NOW } from '../support/builders.ts';

let asking: Awaited<ReturnType<typeof openAsking>>;
beforeAll(async () => {
  const startedAt = new Date(NOW.getTime() - 86_400_000);
  const says = (...texts: string[]) => texts.map((text): [string, string] => ['tove@acme.example', text]);
  asking = await openAsking([
    { id: '1', title: 'One', startedAt, says: says('The set up took long.', 'Our rollout begins in spring.') },
    { id: '2', title: 'Two', startedAt, says: says('The email never came.', 'We draw a line every time.') },
    { id: '3', title: 'Three', startedAt, says: says('Keep to the timeline.') },
  ]);
});
afterAll(() => asking.close());

const textsFor = async (query: string) => {
  const { hits, total } = await searchSegments(asking.deps, aViewer(), { query });
  expect(total).toBeGreaterThan(0);
  return hits.map(({ text }) => text);
};

test.each([
  ['setup', 'The set up took long.'],
  ['roll-out', 'Our rollout begins in spring.'],
  ['roll out', 'Our rollout begins in spring.'],
  ['e-mail', 'The email never came.'],
])('%j finds what was said in another spelling', async (query, text) => {
  expect((await textsFor(query))[0]).toContain(text);
});

test('a compound that was said finds nothing by its parts', async () => {
  expect(await textsFor('timeline')).toEqual(['Keep to the timeline.']);
});
