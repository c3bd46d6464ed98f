import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../src/config.ts';
import { makeLog } from '../../src/log.ts';
import { openServices, type Services, type WireOptions } from '../../src/wire.ts';

export const makeFolder = (): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'colloquy-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

export const silent = makeLog('silent');

/**
 * All services on a fresh folder, isolated from the machine's settings. Words alone are searched unless settings say
 * so. The store is in memory, and of the worker's (stores.ts), unless the folder is laid: with `layStore` for a test
 * that looks at the store's files, or with what was kept before.
 */
export async function openTestServices(
  settings: Record<string, string> = {},
  now?: () => Date,
  lay?: (dataDir: string) => void | Promise<void>,
  sleep?: WireOptions['sleep'],
): Promise<{ services: Services; config: Config; close: () => Promise<void> }> {
  const folder = makeFolder();
  await lay?.(folder.path);
  const config = readConfig({ DATA_DIR: folder.path, PORT: '0', EMBEDDINGS: 'off', ...settings });
  const isShared = !lay && !config.databaseUrl && process.env.STORE_TEMPLATE !== undefined;
  const store = isShared ? await (await import('./stores.ts')).openTestStore() : undefined;
  const services = await openServices(config, silent, {
    ...(now && { now }),
    ...(sleep && { sleep }),
    ...(store && { store }),
  });
  return {
    services,
    config,
    async close() {
      await services.close();
      folder.remove();
    },
  };
}
