import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, openApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { makeLog } from '../../src/log.ts';

export const makeFolder = (): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'colloquy-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

export const silent = makeLog('silent');

/** A whole application on a fresh folder, with its own settings only. */
export async function openTestApp(
  settings: Record<string, string> = {},
  now?: () => Date,
): Promise<{ app: App; config: Config; close: () => Promise<void> }> {
  const folder = makeFolder();
  const config = readConfig({ DATA_DIR: folder.path, PORT: '0', ...settings });
  const app = await openApp(config, silent, now ? { now } : {});
  return {
    app,
    config,
    async close() {
      await app.close();
      folder.remove();
    },
  };
}
