import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** What takes long to load, and what few commands use. */
const HEAVY = ['@elastic/elasticsearch', 'better-auth', 'kysely', 'openai', 'pg-boss', 'postgres', 'undici'];

const LOAD = `
  const { registerHooks } = await import('node:module');
  const packages = new Set();
  registerHooks({ load(url, context, next) {
    packages.add(/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]);
    return next(url, context);
  } });
  await import('./src/wire.ts');
  await import('./src/cli/commands.ts');
  console.log(JSON.stringify([...packages].filter(Boolean)));`;

test('a command loads neither a server’s client nor a way to sign in before it needs one', () => {
  const loaded: string[] = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', LOAD]).toString());
  expect(loaded).toContain('drizzle-orm');
  expect(loaded.filter((name) => HEAVY.includes(name))).toEqual([]);
});
