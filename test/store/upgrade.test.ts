import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { countLedger, findInLedger } from '../../src/store/call-ledger-reader.ts';
import { storedParties } from '../../src/store/calls-walker.ts';
import { openEmbeddedStore } from '../../src/store/db.ts';
import { ORG } from '../support/builders.ts';
import { makeFolder } from '../support/running-app.ts';

test('a store of the first version is brought up to date with every call accounted for, and indexed anew', async () => {
  const folder = makeFolder();
  const old = join(folder.path, 'migrations');
  cpSync('drizzle', old, { recursive: true });
  const journal = JSON.parse(readFileSync(join(old, 'meta/_journal.json'), 'utf8'));
  writeFileSync(join(old, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }));
  const pglite = await PGlite.create(join(folder.path, 'store'));
  await migrate(drizzle(pglite), { migrationsFolder: old });
  await pglite.exec(`
    insert into organizations (id, name, slug, created_at) values ('${ORG}', 'Ours', 'ours', now());
    insert into gong_connections (organization_id, base_url, sealed_credentials, connected_at) values ('${ORG}', 'https://gong.example', 'sealed', now());
    insert into sync_runs (id, organization_id, state, from_at, to_at, created_at) values ('run_1', '${ORG}', 'done', '2026-01-01', '2026-11-01', now());
    insert into calls (organization_id, id, title, started_at, duration_seconds, kind, platform, direction, is_private, crm_account_ids, content_hash,
      transcript_state, transcript_reason, revision, indexed_revision, created_at, updated_at)
    select '${ORG}', n::text, 'Call ' || n, '2026-10-01', 60, 'external', 'zoom', 'conference', false, '{}', 'h',
      case n when 1 then 'ready' when 2 then 'pending' else 'none' end, case n when 1 then null else 'Gong has none' end, 1, 1, now(), now()
    from generate_series(1, 3) n;
    insert into call_parties (organization_id, call_id, position, name, gong_side, side, attended) values ('${ORG}', '1', 0, 'Tove', 'customer', 'customer', true);`);
  await pglite.close();

  const store = await openEmbeddedStore(join(folder.path, 'store'));
  expect(await store.isUpToDate()).toBe(false);
  await store.migrate();
  expect(await store.isUpToDate()).toBe(true);
  expect(await countLedger(store.db, ORG)).toMatchObject({ linked: 1, details: 1, no_transcript: 1 });
  expect(await findInLedger(store.db, ORG, { callId: toCallId('3') })).toMatchObject([
    { state: 'no_transcript', reason: 'transcript_never_came', title: 'Call 3' },
  ]);
  // Parties that were saved before Gong's own words were kept are linked from what there is.
  for await (const page of storedParties(store.db, ORG))
    expect(page.map(({ parties }) => parties.map(({ name }) => name))).toEqual([['Tove'], [], []]);
  await store.close();
  folder.remove();
});
