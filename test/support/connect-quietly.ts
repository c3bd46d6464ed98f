import { connectWithKey, type KeyConnect } from '../../src/sync/connect-with-key.ts';
import type { Services } from '../../src/wire.ts';
import { asAdmin } from './as-admin.ts';

/** Connects Gong and turns data sync on, without asking for anything yet: the test decides what to sync, and when. */
export const connectQuietly = (services: Services, organizationId: string, wish: KeyConnect) => {
  const syncRunner = { ...services.syncRunner, takeUp: async () => {} };
  const signal = new AbortController().signal;
  return asAdmin({ ...services, syncRunner }, organizationId, connectWithKey, { ...wish, turnsSyncOn: true }, signal);
};
