import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    storeTemplate: string;
  }
}

/** Migrates one store for all test files: each opens a copy of it, which takes half a second instead of two. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-template-'));
  const pglite = await PGlite.create('memory://');
  await migrate(drizzle(pglite, { casing: 'snake_case' }), { migrationsFolder: 'drizzle' });
  const dump = await pglite.dumpDataDir('none');
  writeFileSync(join(folder, 'store.tar'), Buffer.from(await dump.arrayBuffer()));
  await pglite.close();
  project.provide('storeTemplate', join(folder, 'store.tar'));
  return () => rmSync(folder, { recursive: true, force: true });
}
