import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../src/config.ts';
import { fillWithInventedWorld } from '../../src/demo/run-demo.ts';
import { makeLog } from '../../src/log.ts';
import { openServices } from '../../src/wire.ts';
import { layStore } from './lay-store.ts';

/**
 * Copies a data folder with the invented world, as it is at a moment, into a new data folder. Whoever asks first fills
 * one by the real path, which is ten seconds of work, and the others wait: a copy takes a fraction.
 */
export async function layDemo(dataDir: string, now: Date): Promise<void> {
  const template = process.env.STORE_TEMPLATE;
  if (!template) return fill(dataDir, now);
  const filled = join(dirname(template), `demo-${now.getTime()}`);
  const inTheMaking = `${filled}-in-the-making`;
  if (!existsSync(filled) && isFirst(inTheMaking)) {
    await fill(inTheMaking, now);
    renameSync(inTheMaking, filled);
  }
  while (!existsSync(filled)) await sleep(100);
  cpSync(filled, dataDir, { recursive: true });
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

async function fill(dataDir: string, now: Date): Promise<void> {
  layStore(dataDir);
  const config = readConfig({ DATA_DIR: dataDir, PORT: '0' });
  const services = await openServices(config, makeLog('silent'), { now: () => now });
  try {
    const world = await fillWithInventedWorld(services, new AbortController().signal);
    await world.close();
  } finally {
    await services.close();
  }
}
