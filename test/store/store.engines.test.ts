import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresStore } from '../../src/store/db.ts';
import { findPostgres, type RunningServer } from '../support/servers.ts';
import { describesStore } from './describes-store.ts';

let server: RunningServer | null = null;
const way = await findPostgres();

describe.skipIf(!way)('Postgres', () => {
  beforeAll(async () => {
    server = (await way?.start()) ?? null;
  });
  afterAll(() => server?.stop());
  describesStore('Postgres', async () => {
    const store = await openPostgresStore(server?.url ?? '');
    await store.migrate();
    return store;
  });
});
