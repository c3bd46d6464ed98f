import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readConfig } from '../../src/config.ts';
import { saveGongConnection } from '../../src/store/gong-connections-store.ts';
import { readCredentials } from '../../src/store/gong-credentials-store.ts';
import { readModelWithKey, saveOrganizationModel } from '../../src/store/organization-models-store.ts';
import { openServices, type Services } from '../../src/wire.ts';
import { NOW } from '../support/builders.ts';
import { layStore } from '../support/lay-store.ts';
import { makeFolder, silent } from '../support/test-services.ts';

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  layStore(folder.path);
});
afterEach(() => folder.remove());

/** Opens the folder's services as one start of a server does, and closes them. */
async function started<Result>(
  settings: Record<string, string>,
  use: (services: Services) => Promise<Result>,
): Promise<Result> {
  const services = await openServices(readConfig({ DATA_DIR: folder.path, PORT: '0', ...settings }), silent);
  try {
    return await use(services);
  } finally {
    await services.close();
  }
}

const CREDENTIALS = { kind: 'access_key', accessKey: 'k', accessKeySecret: 'a secret of Gong' } as const;
const connect = async ({ db, auth, secrets, now }: Services) => {
  const { id: organizationId } = await createOrganization(
    { db, auth, now },
    { name: 'Ours', adminEmail: 'robin@ours.example' },
  );
  const facts = {
    organizationId,
    baseUrl: 'https://api.gong.example',
    scopes: null,
    connectedAt: NOW,
    connectedBy: null,
  };
  await saveGongConnection(db, secrets, { ...facts, limits: { perSecond: 3, perDay: 10_000 } }, CREDENTIALS);
  const model = { name: 'm', baseUrl: null, contextTokens: null, changedAt: NOW, changedBy: null };
  await saveOrganizationModel(db, secrets, organizationId, { ...model, key: 'a key of a model' });
  return organizationId;
};

test('SECRET_KEY is replaced: what the one before sealed opens with the new one alone after a start with both', async () => {
  const [old, fresh] = ['o'.repeat(32), 'f'.repeat(32)];
  const organizationId = await started({ SECRET_KEY: old }, connect);
  const read = ({ db, secrets }: Services) => readCredentials(db, secrets, organizationId);
  await expect(started({ SECRET_KEY: fresh }, read)).rejects.toMatchObject({ code: 'invalid_settings' });
  const both = await started({ SECRET_KEY: fresh, SECRET_KEY_PREVIOUS: old }, read);
  expect(both?.credentials).toEqual(CREDENTIALS);
  expect((await started({ SECRET_KEY: fresh }, read))?.credentials).toEqual(CREDENTIALS);
  const readKey = async ({ db, secrets }: Services) => (await readModelWithKey(db, secrets, organizationId))?.openKey();
  expect(await started({ SECRET_KEY: fresh }, readKey)).toBe('a key of a model');
  await expect(started({ SECRET_KEY: old }, read)).rejects.toMatchObject({ code: 'invalid_settings' });
});

test('a folder’s own key is replaced by renaming it: the next start makes another and drops the old one', async () => {
  const organizationId = await started({}, connect);
  const file = join(folder.path, 'secret.key');
  const old = readFileSync(file, 'utf8');
  renameSync(file, `${file}.previous`);
  for (let start = 0; start < 2; start += 1) {
    const kept = await started({}, ({ db, secrets }) => readCredentials(db, secrets, organizationId));
    expect(kept?.credentials).toEqual(CREDENTIALS);
  }
  expect(existsSync(`${file}.previous`)).toBe(false);
  expect(readFileSync(file, 'utf8')).not.toBe(old);
});
