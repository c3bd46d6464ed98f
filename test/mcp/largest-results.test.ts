import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { showAccounts } from '../../src/directory/show-accounts.ts';
import { getMomentTool } from '../../src/mcp/get-moment-tool.ts';
import { runTool } from '../../src/mcp/run-tool.ts';
import { keepWithin, MOST_RESULT_BYTES, toToolResult } from '../../src/mcp/tool-result.ts';
import { TOOLS } from '../../src/mcp/tools.ts';
import type { Viewer } from '../../src/viewer.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

// Letters of three bytes in every turn and title, long names, and many people on each call.

const LONG = 'y'.repeat(60);
const WIDE = '会議の価格'.repeat(150);
const speakers = Array.from({ length: 30 }, (_, n) => `dana${n}.${LONG}@${LONG}${n % 12}.example`);
const calls: SpokenCall[] = Array.from({ length: 13 }, (_, n) => ({
  id: String(1000 + n),
  title: `${n} ${WIDE.slice(0, 500)}`,
  says: speakers.slice(0, n === 0 ? 30 : 4).map((one) => [one, `The price of ${WIDE}`]),
}));

let world: Awaited<ReturnType<typeof openHttpOrganization>>;
let viewer: Viewer;
let account = '';
beforeAll(async () => {
  world = await openHttpOrganization(calls);
  viewer = await readMember(world.services, world.organizationId);
  account = (await showAccounts(world.services, viewer, { limit: 1 }))[0]?.id ?? '';
}, 240_000);
afterAll(() => world?.close());

const LARGEST: Record<string, () => object[]> = {
  ask: () => [
    { question: 'What was said about the price?' },
    { question: `What did @${LONG} say of the price ${'and so on '.repeat(170)}?` },
  ],
  search_moments: () => [{ query: 'price', limit: 25 }],
  count_mentions: () => [{ words: ['price'] }],
  get_moment: () => [{ callId: '1000', startMs: 60_000, before: 5, after: 5 }],
  list_calls: () => [{ limit: 50 }],
  get_call: () => [{ callId: '1000' }],
  get_transcript: () => [{ callId: '1000' }],
  find_account: () => [{ limit: 50 }],
  account_overview: () => [{ account }],
  engagement: () => [{ by: 'account', from: '2020-01-01' }],
  coverage: () => [{}],
  why_missing: () => [{ callId: '1000' }, { title: '会議' }],
};

test.each(TOOLS)(
  '$name answers no more than a result holds',
  async (tool) => {
    const signal = new AbortController().signal;
    for (const input of LARGEST[tool.name]?.() ?? [null]) {
      const outcome = await runTool(world.services, async () => viewer, tool, input, { signal, onProgress: () => {} });
      if (!('data' in outcome)) throw new Error(`${tool.name}: ${outcome.failure}`);
      expect(Buffer.byteLength(JSON.stringify(toToolResult(outcome.data)))).toBeLessThanOrEqual(MOST_RESULT_BYTES);
      expect(tool.output.parse(outcome.data)).toEqual(outcome.data);
    }
  },
  240_000,
);

test('around a moment the nearest turns are shown, in order, and the others counted', async () => {
  const input = { callId: '1000', startMs: 60_000, before: 5, after: 5 };
  const context = { signal: new AbortController().signal, onProgress: () => {} };
  const { result } = await getMomentTool.run(world.services, viewer, input, context);
  const { turns, turnsLeft } = result as { turns: { startMs: number; isTheMoment: boolean }[]; turnsLeft: number };
  expect(turns.some(({ isTheMoment }) => isTheMoment)).toBe(true);
  expect(turns).toEqual(turns.toSorted((a, b) => a.startMs - b.startMs));
  expect(turnsLeft).toBeGreaterThan(0);
});

test('what no page keeps short is cut shorter, and what leads on stays whole', () => {
  const url = `https://colloquy.example/${'u'.repeat(3000)}`;
  const kept = keepWithin({ url, title: 'A title', lines: [{ said: '価'.repeat(9000) }, { said: 'short' }] });
  expect(Buffer.byteLength(JSON.stringify(toToolResult(kept)))).toBeLessThanOrEqual(MOST_RESULT_BYTES);
  expect(kept).toMatchObject({ url, title: 'A title', lines: [{ said: '価'.repeat(1000) }, { said: 'short' }] });
});
