import { afterAll, beforeAll, expect, test } from 'vitest';
import { TOOLS } from '../../src/mcp/tools.ts';
import { accessWorld, type WorldCall } from '../access/access-world.ts';
import { openAccessOrganization } from '../access/prove-access.ts';

// A member who reads only their own calls, and was on none: no tool shows or counts anything of what others said.
// Random policies against an oracle: test/access/prove-access.engines.test.ts.

const world = accessWorld(11, { members: 6, calls: 30 });
let opened: Awaited<ReturnType<typeof openAccessOrganization>>;
let alone = -1;

beforeAll(async () => {
  // Nobody's calls: taken off every call, and owner of no account.
  alone = world.colleagues.findIndex(({ email }) => !world.accounts.some(({ ownerEmail }) => ownerEmail === email));
  for (const call of world.calls as WorldCall[]) {
    call.colleagues = call.colleagues.filter((at) => at !== alone);
    if (call.hostUserId === world.colleagues[alone]?.userId) call.hostUserId = null;
  }
  opened = await openAccessOrganization(world);
  await opened.setPolicy({ mode: 'own', team: 'both', withoutGongUser: 'nothing', rules: [] });
});
afterAll(() => opened?.close());

test('through no tool does a member of no calls see one of 30, in words, names or numbers', async () => {
  const [call] = world.calls;
  const inputs: Record<string, object> = {
    ask: { question: 'What was said about the price?' },
    search_moments: { query: 'price' },
    count_mentions: { words: ['price'] },
    get_moment: { callId: call?.id, startMs: 0 },
    get_call: { callId: call?.id },
    get_transcript: { callId: call?.id },
    account_overview: { account: opened.accountIds[0] },
    why_missing: { callId: call?.id },
  };
  const numbers: Record<string, unknown> = {
    ask: { status: 'not_found', citations: [], searched: { calls: 0, segments: 0, withoutTranscript: 0 } },
    search_moments: { total: 0, moments: [], near: [] },
    count_mentions: { mentions: 0, calls: 0, accounts: 0, searchedCalls: 0, list: [], perAccount: [] },
    list_calls: { total: 0, calls: [] },
    find_account: { accounts: [] },
    engagement: { rows: [] },
    coverage: { calls: 0, withTranscript: 0, readsEveryCall: false, hiddenFromYou: null, notStored: null },
  };
  for (const { name } of TOOLS) {
    const { status, text } = await opened.use(alone, name, inputs[name] ?? {});
    expect([name, status]).toEqual([name, 200]);
    expect(world.calls.filter(({ mark }) => text.toLowerCase().includes(mark))).toEqual([]);
    const { structuredContent, isError } = JSON.parse(text).result;
    if (name in numbers) expect(structuredContent, name).toMatchObject(numbers[name] as object);
    else expect([name, isError]).toEqual([name, true]);
  }
});

test('a colleague with calls sees theirs, by the same tools', async () => {
  const other = world.colleagues.findIndex((_, at) => world.calls.some(({ colleagues }) => colleagues.includes(at)));
  const { text } = await opened.use(other, 'list_calls', {});
  expect(JSON.parse(text).result.structuredContent.total).toBeGreaterThan(0);
});
