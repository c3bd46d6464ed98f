import { cpSync } from 'node:fs';
import { embeddedStoreFolder } from '../../src/store/db.ts';

/**
 * Copies an empty migrated store into a new data folder, so opening the folder need not make a store. Only the suites
 * have a template (store-template.ts names it): benchmarks begin as an installation does.
 */
export function layStore(dataDir: string): void {
  const template = process.env.STORE_TEMPLATE;
  if (template) cpSync(template, embeddedStoreFolder(dataDir), { recursive: true });
}
