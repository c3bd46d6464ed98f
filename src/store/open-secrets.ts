import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Store } from './db.ts';
import { sealAnew } from './seal-anew.ts';
import { dropPreviousSecretKey, readOrMakeSecretKeys } from './secret-key.ts';
import { makeSecrets, type Secrets } from './secrets.ts';

/**
 * The key of the settings or of the data folder, and what is sealed under it. Where a previous key stands, all is
 * sealed anew first; an outdated store keeps its seals, and the previous key, until it was migrated.
 * @throws AppError `invalid_settings` for a key that is empty or too short.
 */
export async function openSecrets(
  config: Pick<Config, 'secretKey' | 'previousSecretKey' | 'dataDir'>,
  { store, log }: { store: Store; log: Log },
): Promise<{ key: string; secrets: Secrets }> {
  const keys = config.secretKey
    ? { current: config.secretKey, previous: config.previousSecretKey }
    : readOrMakeSecretKeys(config.dataDir);
  const secrets = makeSecrets(keys.current, keys.previous);
  if (keys.previous !== null && (await store.isUpToDate())) {
    await sealAnew({ db: store.db, secrets });
    if (!config.secretKey) dropPreviousSecretKey(config.dataDir);
    log.warn('stored secrets are sealed under the new key; everybody signs in again');
  }
  return { key: keys.current, secrets };
}
