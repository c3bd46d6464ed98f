import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CallId, toCallId } from '../../src/call.ts';
import { cutSegments } from '../../src/segment.ts';
import { rowsOf } from '../../src/store/db.ts';
import { readOrganization } from '../../src/store/organizations-store.ts';
import { createSyncRun, startSyncRun } from '../../src/store/sync-runs-store.ts';
import { withoutErasedWords } from '../../src/sync/erase.ts';
import { readKeepRules, whyLeftOut } from '../../src/sync/leave-out.ts';
import { readDirectory } from '../../src/sync/link-calls.ts';
import { savePage } from '../../src/sync/save-page.ts';
import { aCall, aParty, NOW, turns } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import { speakerIdOf } from '../support/spoken-calls.ts';

/** Each call has a word of its own, which must be nowhere once the call is gone. */
const CALLS = [
  {
    id: '1',
    title: 'Quarterly zirconium review',
    startedAt: new Date('2026-11-01T10:00:00Z'),
    says: [['tove@acme.example', 'The zirconium price is fine.']],
  },
  {
    id: '2',
    title: 'Legal matter',
    startedAt: new Date('2026-11-02T10:00:00Z'),
    says: [['tove@acme.example', 'About the palladium price dispute.']],
  },
  {
    id: '3',
    title: 'Board',
    startedAt: new Date('2026-11-03T10:00:00Z'),
    says: [['x@secret.example', 'The rhodium price is a secret.']],
  },
  {
    id: '4',
    title: 'Old talk',
    startedAt: new Date('2024-01-03T10:00:00Z'),
    says: [['tove@acme.example', 'The osmium price was high.']],
  },
  {
    id: '6',
    title: 'Another workspace',
    workspaceId: '1000000000000000002',
    startedAt: new Date('2026-11-06T10:00:00Z'),
    says: [['tove@acme.example', 'The gallium price is open.']],
  },
  {
    id: '7',
    title: 'Among us',
    kind: 'internal',
    startedAt: new Date('2026-11-07T10:00:00Z'),
    says: [['robin@ours.example', 'The thallium price is ours to set.']],
  },
  {
    id: '5',
    title: 'Talk with Ilse Quandt',
    startedAt: new Date('2026-11-05T10:00:00Z'),
    says: [
      ['ilse.quandt@acme.example', 'The iridium price is mine.'],
      ['robin@ours.example', 'The ruthenium price is ours.'],
    ],
  },
] as const;

let world: Awaited<ReturnType<typeof openHttpOrganization>>;
beforeAll(async () => {
  world = await openHttpOrganization(
    CALLS.map((call) => ({ ...call, says: call.says.map(([who, text]) => [who, text]) })),
  );
});
afterAll(() => world.close());

/** Where a word stands: in which tables, in search, and in which files of the data folder. */
async function whereabouts(word: string): Promise<string[]> {
  const { db } = world.deps;
  const places: string[] = [];
  const tables = rowsOf<{ tablename: string }>(
    await db.execute(sql`select tablename from pg_tables where schemaname = 'public'`),
  );
  for (const { tablename } of tables) {
    const rows = rowsOf<{ hits: number }>(
      await db.execute(
        sql`select count(*)::int as hits from ${sql.identifier(tablename)} t where strpos(lower(t::text), ${word.toLowerCase()}) > 0`,
      ),
    );
    if ((rows[0]?.hits ?? 0) > 0) places.push(`table ${tablename}`);
  }
  if ((await world.request('POST', '/search', { query: `"${word}"` })).body.total > 0) places.push('search');
  for (const file of readdirSync(world.config.dataDir, { recursive: true, encoding: 'utf8' })) {
    const path = join(world.config.dataDir, file);
    if (!statSync(path).isFile()) continue;
    const bytes = readFileSync(path).toString('latin1').toLowerCase();
    if (bytes.includes(word.toLowerCase())) places.push(`file ${file}`);
  }
  return places;
}
const ask = async (question: string) => (await world.request('POST', '/ask', { question })).body;

test('rules show what would go, then leave nothing of it in store, search and answers', async () => {
  const answer = await ask('Summarize what was said about the price');
  expect(answer.text).toMatch(/zirconium[\s\S]*palladium/);
  expect(await whereabouts('palladium')).toEqual(expect.arrayContaining(['table segments', 'table answers', 'search']));
  const rules = {
    exclusions: {
      titles: ['legal'],
      domains: ['secret.example'],
      workspaceIds: ['1000000000000000002'],
      internalOnly: true,
    },
    retentionMonths: 12,
  };
  const preview = await world.request('POST', '/rules/preview', rules);
  expect(preview.body).toMatchObject({ calls: 5, excluded: 4, tooOld: 1 });
  expect(await whereabouts('palladium')).toContain('search');
  const changed = await world.request('PUT', '/rules', rules);
  expect(changed.body).toMatchObject({ ...rules, removed: 5 });
  for (const word of ['palladium', 'rhodium', 'osmium', 'gallium', 'thallium'])
    expect([word, await whereabouts(word)]).toEqual([word, []]);
  expect((await world.request('GET', `/answers/${answer.id}`)).status).toBe(404);
  expect((await world.request('GET', '/calls/2/status')).body.reason.code ?? '').toContain('excluded_by_rule');
  expect(await whereabouts('zirconium')).toContain('search');
});

test('a person is forgotten with their words, their name and what was answered by them, and a later sync brings nothing back', async () => {
  const { id } = await ask('What did Ilse Quandt say about the iridium price?');
  expect(await whereabouts('iridium')).toContain('search');
  const erased = await world.request('POST', '/erasures', { person: 'Ilse.Quandt@acme.example' });
  expect(erased.body).toMatchObject({ people: 1, calls: 1, segments: 1 });
  expect(erased.body.answers).toBeGreaterThan(0);
  for (const word of ['iridium', 'quandt']) expect([word, await whereabouts(word)]).toEqual([word, []]);
  expect((await world.request('GET', `/answers/${id}`)).status).toBe(404);
  // What others said on the call stays.
  expect(await whereabouts('ruthenium')).toContain('search');
  // Gong tells the call again, and its transcript.
  const { db, organizationId } = { db: world.deps.db, organizationId: world.organizationId };
  const party = aParty({
    email: 'ilse.quandt@acme.example',
    name: 'Ilse Quandt',
    speakerId: speakerIdOf('ilse.quandt@acme.example'),
  });
  const call = aCall({
    id: toCallId('5'),
    title: 'Talk with Ilse Quandt',
    startedAt: new Date('2026-11-05T10:00:00Z'),
    parties: [party],
  });
  const window = { from: new Date('2026-11-01'), to: NOW };
  const wish = { organizationId, kind: 'history' as const, window, asksAll: false, windows: [window] };
  const run = await createSyncRun(db, wish, NOW);
  await startSyncRun(db, run.id, NOW);
  const context = { db, run, now: () => NOW, changed: new Set<CallId>() };
  const saved = await savePage(context, { calls: [call], unreadable: [] }, await readDirectory(db, organizationId));
  expect(saved).toMatchObject({ changed: 1, leftOut: 0 });
  const kept = await withoutErasedWords(
    db,
    organizationId,
    new Map([
      [toCallId('5'), turns([speakerIdOf('ilse.quandt@acme.example'), 'The iridium price.'], ['other', 'Fine.'])],
    ]),
  );
  expect([...kept.values()].flat().map(({ speakerId }) => speakerId)).toEqual(['other']);
  expect(cutSegments(toCallId('5'), [...(kept.get(toCallId('5')) ?? [])])).toHaveLength(1);
  expect(await whereabouts('quandt')).toEqual([]);
});

test('a call that turns private goes, with every answer that quotes it', async () => {
  const { db } = world.deps;
  await ask('What was said about the ruthenium price?');
  expect(await whereabouts('ruthenium')).toContain('table answers');
  const window = { from: new Date('2026-11-01'), to: NOW };
  const wish = {
    organizationId: world.organizationId,
    kind: 'history' as const,
    window,
    asksAll: false,
    windows: [window],
  };
  const run = await createSyncRun(db, wish, NOW);
  await startSyncRun(db, run.id, NOW);
  const call = aCall({ id: toCallId('5'), isPrivate: true, startedAt: new Date('2026-11-05T10:00:00Z') });
  const context = { db, run, now: () => NOW, changed: new Set<CallId>() };
  expect(
    await savePage(context, { calls: [call], unreadable: [] }, await readDirectory(db, world.organizationId)),
  ).toMatchObject({ removed: 1, leftOut: 1 });
  await world.deps.scrub(world.organizationId);
  expect(await whereabouts('ruthenium')).toEqual([]);
});

test('an erased call is left out of the next sync too; a member and what is not there are refused', async () => {
  expect((await world.request('POST', '/erasures', { callId: '1' })).body).toMatchObject({ calls: 1 });
  expect(await whereabouts('zirconium')).toEqual([]);
  const { db } = world.deps;
  const rules = await readKeepRules(db, world.organizationId, [toCallId('1')]);
  expect(whyLeftOut(rules, aCall({ id: toCallId('1'), isPrivate: true }), NOW)).toBe('erased');
  expect((await world.request('POST', '/erasures', { callId: '12345' })).status).toBe(404);
  expect((await world.request('POST', '/erasures', { person: 'robin@ours.example' })).status).toBe(409);
  expect((await world.request('POST', '/erasures', { person: 'nobody' })).status).toBe(400);
  expect((await readOrganization(world.deps.db, world.organizationId)).retentionMonths).toBe(12);
});
