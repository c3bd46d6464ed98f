import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { toOrganizationId } from '../../src/call.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { mend } from '../../src/upkeep/mend.ts';
import type { Viewer } from '../../src/viewer.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import { openTestServices } from '../support/test-services.ts';

const signal = new AbortController().signal;
let opened: Awaited<ReturnType<typeof openTestServices>>;
let viewer: Viewer;

beforeAll(async () => {
  opened = await openTestServices();
  const made = await createOrganization(opened.services, { name: 'Ours', adminEmail: 'robin@ours.example' });
  viewer = made.admin;
  const spoken = [{ id: '1', says: [['tove@acme.example', 'The zirconium price is fine.']] as [string, string][] }];
  await saveSpokenCalls(opened.services.db, spoken, toOrganizationId(made.id));
});
afterAll(() => opened.close());

const found = async () => (await searchSegments(opened.services, viewer, { query: 'zirconium' })).hits.length;
const searchIsWell = async () => (await examine(opened.services)).find(({ what }) => what === 'search')?.isWell;

test('gives search what it lacks, makes it anew where it is gone, and leaves what is well', async () => {
  const { services } = opened;
  expect(await mend(services, signal)).toEqual(['Search has what it lacked, calls: 1.']);
  expect(await found()).toBe(1);
  expect(await mend(services, signal)).toEqual([]);

  const name = await services.engine.liveName();
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(services.config.dataDir, 'search', `${name}.sqlite${suffix}`), { force: true });
  expect(await searchIsWell()).toBe(false);
  expect(await mend(services, signal)).toEqual(['The search index was made anew from the store, calls in it: 1.']);
  expect(await searchIsWell()).toBe(true);
  expect(await found()).toBe(1);
});
