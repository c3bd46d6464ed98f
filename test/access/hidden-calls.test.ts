import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../src/access/create-api-key.ts';
import { readMember } from '../../src/access/read-member.ts';
import { newId } from '../../src/ids.ts';
import { saveMember } from '../../src/store/members-store.ts';
import { users } from '../../src/store/schema.ts';
import { NOW } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

/** What Mira was on, and what she was not: the hidden calls say the words that she asks for again and again. */
const HERS: SpokenCall[] = Array.from({ length: 8 }, (_, n) => ({
  id: `${1 + n}`,
  title: `Review ${n}`,
  startedAt: new Date(Date.UTC(2026, 10, 2 + n, 10)),
  says: [
    ['mira@ours.example', n % 2 === 0 ? 'How does the forklift drive on the ramp?' : 'What does the payroll cost?'],
    ['tove@acme.example', `The price of forklift ${n} is too high for us, and the pilot of the dashboard slipped.`],
    ['mira@ours.example', n === 3 ? 'We asked for an audit of the warehouse in spring.' : 'We will come back to it.'],
  ],
}));
const HIDDEN: SpokenCall[] = Array.from({ length: 12 }, (_, n) => ({
  id: `${101 + n}`,
  title: 'Payroll and layoffs',
  startedAt: new Date(Date.UTC(2026, 10, 2 + n, 15)),
  says: [
    ['robin@ours.example', 'The payroll audit shows layoffs, and the forklift pilot ends.'],
    ['tove@acme.example', 'Layoffs again, payroll again, dashboards again, and a merger.'],
  ],
}));

type World = { read: (method: string, path: string, body?: unknown) => Promise<unknown>; close: () => Promise<void> };
const worlds: World[] = [];

async function openWorld(calls: readonly SpokenCall[]): Promise<World> {
  const ours = await openHttpOrganization(calls);
  const userId = newId('usr');
  await ours.deps.db
    .insert(users)
    .values({ id: userId, name: 'Mira', email: 'mira@ours.example', emailVerified: true });
  const { organizationId } = ours;
  const member = { id: newId('mem'), organizationId, userId, role: 'member' as const, createdAt: NOW };
  await saveMember(ours.deps.db, member);
  const mira = await readMember(ours.deps, organizationId, 'mira@ours.example');
  const authorization = `Bearer ${(await createApiKey(ours.deps, mira, 'hers')).key}`;
  await ours.request('PATCH', '/access', { mode: 'own' });
  return {
    close: ours.close,
    async read(method, path, body) {
      const { status, text } = await ours.request(method, path, body, { authorization });
      return { status, told: withoutChance(text) };
    },
  };
}

/** An answer without what chance and the clock make of it: ids become their place in the answer. */
function withoutChance(text: string): object {
  const ids = new Map<string, string>();
  const named = text.replace(/\b(?:acc|per|ans|cnv|con|req)_\w+/g, (id) => {
    const name = ids.get(id) ?? `id${ids.size}`;
    ids.set(id, name);
    return name;
  });
  const { timingsMs: _, requestId: __, ...told } = JSON.parse(named);
  return told;
}

beforeAll(async () => {
  // One after the other, as a sync takes them in: hidden calls come before, between and after.
  const mixed = [
    ...HIDDEN.slice(0, 4),
    ...HERS.slice(0, 4),
    ...HIDDEN.slice(4, 8),
    ...HERS.slice(4),
    ...HIDDEN.slice(8),
  ];
  worlds.push(await openWorld(HERS), await openWorld(mixed));
});
afterAll(async () => {
  for (const world of worlds) await world.close();
});

const QUERIES = [
  'payroll cost',
  'forklift pilot',
  '"pilot" dashboard',
  'layoffs',
  'pairoll',
  'layofs',
  'speaker:robin',
  'audit OR price',
  'price in:title',
  'review in:title',
];
const QUESTIONS = [
  'What was said about the payroll?',
  'What did they say about layoffs?',
  'What about the layoffs payroll?',
  'What did Robin say about layoffs?',
  'Which customers mention the price?',
  'Was there a merger at the warehouse?',
  'What was discussed in the last call?',
  'How many calls mention the forklift?',
  'Summarize the forklift conversations',
];

const same = async (method: string, path: string, body?: unknown) => {
  const [without, among] = await Promise.all(worlds.map(({ read }) => read(method, path, body)));
  expect(without).toMatchObject({ status: 200 });
  expect(JSON.stringify(among, null, 1)).toBe(JSON.stringify(without, null, 1));
};

test.each(QUERIES)(
  'a search for %s is the same to a member, whatever is said in calls hidden from her',
  async (query) => {
    await same('POST', '/search', { query, facets: true, limit: 20 });
    await same('POST', '/search', { query, groupBy: 'call', limit: 3 });
  },
);

test.each(QUESTIONS)(
  'the answer to "%s" is the same to a member, whatever is said in calls hidden from her',
  async (question) => {
    await same('POST', '/ask', { question });
  },
);

test('moments like one are the same, and no score is more than a share of the best', async () => {
  await same('GET', '/calls/1/related?atMs=0');
  const { told } = (await (worlds[0] as World).read('POST', '/search', { query: 'forklift price' })) as {
    told: { hits: { score: number }[] };
  };
  expect(told.hits[0]?.score).toBe(1);
  expect(told.hits.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
});
