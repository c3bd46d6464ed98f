import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A dump of an empty migrated store. */
    storeTemplate: string;
  }
}

/**
 * Migrates one store for all test files. Each file opens a copy: in memory from the dump (stores.ts), in a data folder
 * from the template's folder (lay-store.ts). A new store takes 4 seconds of work; a copy takes a fraction.
 */
export default async function setup(project: TestProject) {
  const base = mkdtempSync(join(tmpdir(), 'colloquy-template-'));
  const [file, folder] = [join(base, 'store.tar'), join(base, 'store')];
  const pglite = await PGlite.create(folder);
  await migrate(drizzle(pglite, { casing: 'snake_case' }), { migrationsFolder: 'drizzle' });
  const dump = await pglite.dumpDataDir('none');
  writeFileSync(file, Buffer.from(await dump.arrayBuffer()));
  await pglite.close();
  project.provide('storeTemplate', file);
  // Child processes of the suites inherit the variables. Each thread of an index would compile what it loads anew.
  process.env.STORE_TEMPLATE = folder;
  process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/compiled');
  return () => rmSync(base, { recursive: true, force: true });
}
