import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresStore } from '../../src/store/db.ts';
import { findPostgres, type RunningServer } from '../support/servers.ts';
import { describesUpgrade } from './describes-upgrade.ts';

let server: RunningServer | null = null;
const way = await findPostgres();

describe.skipIf(!way)('Postgres', () => {
  beforeAll(async () => {
    server = (await way?.start()) ?? null;
  });
  afterAll(() => server?.stop());
  describesUpgrade('Postgres', () => openPostgresStore(server?.url ?? ''));
});
