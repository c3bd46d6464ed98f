import { afterAll, expect, test, vi } from 'vitest';
import { toOrganizationId } from '../../src/call.ts';
import { countEmbedded } from '../../src/store/call-vectors-store.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { makeOrganization, ORG } from '../support/builders.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { saveSpokenCalls } from '../support/spoken-calls.ts';
import { openTestServices } from '../support/test-services.ts';

const model = await startScriptedModel();
const settings = { EMBEDDINGS: 'on', OPENAI_BASE_URL: model.url, OPENAI_EMBEDDING_MODEL: 'scripted' };
const { services, close } = await openTestServices(settings);
const { db } = services;
afterAll(async () => {
  await close();
  await model.close();
});

test('a server gives every call vectors in the background, the newest first; doctor says how far it is, and what is refused', async () => {
  await makeOrganization(db);
  const told = async () => (await examine(services, ORG)).find(({ what }) => what.endsWith('search by meaning'));
  await saveSpokenCalls(db, [
    { id: '1', startedAt: new Date('2026-03-01T10:00:00Z'), says: [['tove@acme.example', 'The fees went up.']] },
    { id: '2', startedAt: new Date('2026-05-01T10:00:00Z'), says: [['tove@acme.example', 'Lessons start in May.']] },
    { id: '3', startedAt: new Date('2026-06-01T10:00:00Z'), says: [['tove@acme.example', 'The poison in June.']] },
  ]);
  model.setRefusedTexts((text) => (/poison/.test(text) ? 400 : null));
  expect(await told()).toMatchObject({
    isWell: true,
    text: 'scripted, 0 of 3 calls; 3 wait for their vectors',
  });
  services.startJobs();
  const embedded = () => countEmbedded(db, { organizationId: ORG, model: 'scripted' });
  await vi.waitFor(async () => expect(await embedded()).toEqual({ calls: 3, embedded: 3 }), 30_000);
  expect(model.embedded.filter((text) => /The fees went up|Lessons start/.test(text))).toEqual([
    expect.stringContaining('Lessons'),
    expect.stringContaining('fees'),
  ]);
  const refused = 'stretches that the model refused, and words alone find: 1, in calls: 1';
  expect(await told()).toMatchObject({ isWell: true, text: `scripted, 3 of 3 calls; ${refused}` });
  await services.embedder?.measure();
  const requests = model.embeddingRequests();
  await makeOrganization(db, toOrganizationId('org_other'));
  await examine(services);
  expect(model.embeddingRequests() - requests).toBe(1);
  model.setEmbedding(false);
  expect(await told()).toMatchObject({ isWell: false, text: expect.stringContaining('OPENAI_EMBEDDING_MODEL') });
});
