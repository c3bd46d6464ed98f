import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type CallId, toCallId } from '../../src/call.ts';
import { readDirectory } from '../../src/directory/link-calls.ts';
import { AppError } from '../../src/errors.ts';
import { cutSegments } from '../../src/segment.ts';
import { rowsOf } from '../../src/store/db.ts';
import { readOrganization } from '../../src/store/organizations-store.ts';
import { listDueScrubs, noteOwedScrub, readOwedScrub, settleScrub } from '../../src/store/owed-scrubs-store.ts';
import { createSyncRun, startSyncRun } from '../../src/store/sync-runs-store.ts';
import { savePage } from '../../src/sync/save-page.ts';
import { readKeepRules, whyLeftOut } from '../../src/upkeep/leave-out.ts';
import { withoutErasedWords } from '../../src/upkeep/without-erased.ts';
import { aCall, aParty, NOW, turns } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import { layStore } from '../support/lay-store.ts';
import { speakerIdOf } from '../support/spoken-calls.ts';
import { silent } from '../support/test-services.ts';

/** Each call has a unique word, to be nowhere once the call is gone. */
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
    ['ours.example'],
    {},
    layStore,
  );
});
afterAll(() => world.close());

/** Every place of a word: tables, search, and files of the data folder. */
async function whereabouts(word: string): Promise<string[]> {
  const { db } = world.deps;
  const places: string[] = [];
  const tables = rowsOf(
    z.object({ tablename: z.string() }),
    await db.execute(sql`select tablename from pg_tables where schemaname = 'public'`),
  );
  for (const { tablename } of tables) {
    const rows = rowsOf(
      z.object({ hits: z.number() }),
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
  // Other speakers' words on the call stay.
  expect(await whereabouts('ruthenium')).toContain('search');
  // Gong lists the call again, with its transcript.
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
  const context = { db, run, now: () => NOW, changed: new Set<CallId>(), log: silent };
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
  const context = { db, run, now: () => NOW, changed: new Set<CallId>(), log: silent };
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

test('words that could not leave the files at once leave when search is back, without a repeat', async () => {
  await world.save([
    {
      id: '8',
      title: 'Weekly',
      startedAt: new Date('2026-11-08T10:00:00Z'),
      says: [['tove@acme.example', 'The hafnium price is known.']],
    },
    {
      id: '9',
      title: 'Bargain',
      startedAt: new Date('2026-11-09T10:00:00Z'),
      says: [['olav@acme.example', 'The rubidium price is low.']],
    },
  ]);
  const { engine, scrubWhatIsDue } = world.deps;
  const { open } = engine;
  const scrub = async () => {
    throw new AppError('index_unavailable', 'Search does not answer.');
  };
  engine.open = (name) => ({ ...open(name), scrub });
  const rules = (await world.request('GET', '/rules')).body;
  const wish = { exclusions: { ...rules.exclusions, titles: ['weekly'] }, retentionMonths: rules.retentionMonths };
  expect((await world.request('PUT', '/rules', wish)).status).toBe(503);
  expect((await world.request('POST', '/erasures', { person: 'olav@acme.example' })).status).toBe(503);
  const isInFiles = async (word: string) => (await whereabouts(word)).some((place) => place.startsWith('file search'));
  expect([await isInFiles('hafnium'), await isInFiles('rubidium')]).toEqual([true, true]);
  // Setting the same rules again removes nothing, and must not say that all is done either.
  expect((await world.request('PUT', '/rules', wish)).status).toBe(503);
  engine.open = open;
  await scrubWhatIsDue();
  expect([await whereabouts('hafnium'), await whereabouts('rubidium')]).toEqual([[], []]);
  expect(await listDueScrubs(world.deps.db, NOW)).toEqual([]);
});

test('what is removed while a scrub runs is still owed one', async () => {
  const { db } = world.deps;
  await noteOwedScrub(db, world.organizationId, NOW);
  const before = await readOwedScrub(db, world.organizationId);
  await noteOwedScrub(db, world.organizationId, new Date(NOW.getTime() + 1));
  await settleScrub(db, world.organizationId, before?.mark ?? '');
  expect(await readOwedScrub(db, world.organizationId)).toMatchObject({ dueAt: NOW });
  await world.deps.scrub(world.organizationId);
  expect(await readOwedScrub(db, world.organizationId)).toBeNull();
});
