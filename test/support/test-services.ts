import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../src/config.ts';
import { makeLog } from '../../src/log.ts';
import { openServices, type Services } from '../../src/wire.ts';
import { layStore } from './lay-store.ts';

export const makeFolder = (): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'colloquy-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

export const silent = makeLog('silent');

/**
 * All services on a fresh folder, or on one that is laid otherwise, isolated from the machine's settings. Words alone
 * are searched unless settings say so.
 */
export async function openTestServices(
  settings: Record<string, string> = {},
  now?: () => Date,
  lay: (dataDir: string) => void | Promise<void> = layStore,
): Promise<{ services: Services; config: Config; close: () => Promise<void> }> {
  const folder = makeFolder();
  await lay(folder.path);
  const config = readConfig({ DATA_DIR: folder.path, PORT: '0', EMBEDDINGS: 'off', ...settings });
  const services = await openServices(config, silent, now ? { now } : {});
  return {
    services,
    config,
    async close() {
      await services.close();
      folder.remove();
    },
  };
}
