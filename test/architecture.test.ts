import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig, SETTINGS } from '../src/config.ts';

const VOCABULARY = 'vocabulary';
/** Which folder may import which; ARCHITECTURE.md says why each line is there. */
const MAY_IMPORT: Record<string, string[]> = {
  [VOCABULARY]: [],
  gong: [VOCABULARY],
  'gong-simulator': [],
  store: [VOCABULARY],
  media: [VOCABULARY],
  access: [VOCABULARY, 'store'],
  search: [VOCABULARY, 'store', 'access'],
  sync: [VOCABULARY, 'gong', 'store', 'search', 'media'],
  ask: [VOCABULARY, 'store', 'access', 'search'],
  reports: [VOCABULARY, 'store', 'access', 'search'],
  http: [VOCABULARY, 'store', 'access', 'search', 'sync', 'ask', 'reports', 'media'],
  demo: ['app', VOCABULARY, 'gong-simulator'],
  cli: ['app', 'demo', VOCABULARY, 'http', 'gong-simulator'],
  web: [],
};

/** Who may import a package that has an owner. */
const OWNERS: Record<string, RegExp> = {
  'drizzle-orm': /^src\/store\//,
  postgres: /^src\/store\//,
  '@electric-sql/pglite': /^src\/store\//,
  'pg-boss': /^src\/store\/jobs/,
  'better-auth': /^src\/access\//,
  '@elastic/elasticsearch': /^src\/search\/elasticsearch-/,
  'node:sqlite': /^src\/(search\/embedded-|store\/data-folder)/,
  openai: /^src\/(ask|search)\/openai-/,
  bottleneck: /^src\/gong\/gong-pacer/,
  oauth4webapi: /^src\/gong\/gong-oauth/,
  marked: /^src\/http\//,
  hono: /^src\/(http|gong-simulator)\/|^src\/web\/api-client/,
  react: /^src\/web\//,
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join('src', name));

const folderOf = (file: string): string => {
  const [first = '', ...rest] = relative('src', file).split('/');
  if (rest.length > 0) return first;
  return first === 'app.ts' ? 'app' : VOCABULARY;
};

const importsOf = (file: string): { name: string; isTypeOnly: boolean }[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(import|export)( type)?\b[^;]*?from '([^']+)'|import\('([^']+)'\)/gm)].map(
    (match) => ({
      name: match[3] ?? match[4] ?? '',
      isTypeOnly: match[2] !== undefined,
    }),
  );

describe('imports', () => {
  test.each(files)('%s goes only where its folder may', (file) => {
    const from = folderOf(file);
    if (from === 'app') return;
    for (const { name, isTypeOnly } of importsOf(file).filter((entry) => entry.name.startsWith('.'))) {
      const target = resolve(dirname(file), name);
      const to = folderOf(relative('.', target));
      const isAllowed = to === from || MAY_IMPORT[from]?.includes(to);
      const isWebType = from === 'web' && to === 'http' && isTypeOnly;
      expect(isAllowed || isWebType || /\.(css|json)$/.test(name), `${file} imports ${name}`).toBe(true);
    }
  });

  test.each(Object.entries(OWNERS))('%s stays with its owner', (name, owner) => {
    const users = files.filter((file) =>
      importsOf(file).some((entry) => entry.name === name || entry.name.startsWith(`${name}/`)),
    );
    expect(users.filter((file) => !owner.test(file))).toEqual([]);
    expect(users.length).toBeGreaterThan(0);
  });
});

test('a scope is made in one place', () => {
  expect(files.filter((file) => /\bas Scope\b/.test(readFileSync(file, 'utf8')))).toEqual(['src/access/scope.ts']);
});

test('only config.ts reads the environment', () => {
  expect(files.filter((file) => readFileSync(file, 'utf8').includes('process.env'))).toEqual(['src/config.ts']);
});

test('no file re-exports a folder', () => {
  expect(files.filter((file) => /\/index\.tsx?$/.test(file))).toEqual([]);
});

test('.env.example names every setting with its meaning, and nothing else', () => {
  const example = readFileSync('.env.example', 'utf8');
  const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
  for (const { about } of Object.values(SETTINGS)) expect(example).toContain(about);
});

describe('docker-compose.yml', () => {
  const compose = readFileSync('docker-compose.yml', 'utf8');
  const settingsOf = (block: string) =>
    [...block.matchAll(/^ {4,6}([A-Z_]+): ?(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }));
  const shared = settingsOf(compose.slice(compose.indexOf('&settings'), compose.indexOf('\nservices:')));
  const server = settingsOf(compose.slice(compose.indexOf('\n  server:'), compose.indexOf('\n  worker:')));

  test('sets nothing that is not a setting, and every setting that it leaves to its user', () => {
    expect(shared.length).toBeGreaterThan(8);
    expect([...shared, ...server].map(({ name }) => name).filter((name) => !(name in SETTINGS))).toEqual([]);
    const byImage = ['DATA_DIR', 'JOBS', 'GONG_APP_URL'];
    const set = [...shared, ...server].map(({ name }) => name);
    expect(Object.keys(SETTINGS).filter((name) => !set.includes(name) && !byImage.includes(name))).toEqual([]);
  });

  test('its settings are ones that a server starts with', () => {
    const filled = [...shared, ...server].map(({ name, value }) => {
      const text = value.replace(/^'(.*)'$/, '$1').replace(/\$\{\w+:-([^}]*)\}/g, '$1');
      return [name, text.replace(/\$\{\w+:\?[^}]*\}/g, 'x'.repeat(32))];
    });
    const config = readConfig(Object.fromEntries(filled));
    expect(config).toMatchObject({ host: '0.0.0.0', port: 3000, hasJobs: false });
    expect([config.databaseUrl, config.elasticsearchUrl].every(Boolean)).toBe(true);
  });

  test('Elasticsearch asks for a password, and no password stands in the file', () => {
    expect(compose).toMatch(/xpack\.security\.enabled: 'true'/);
    const secrets = [...compose.matchAll(/^ *(?:[A-Z_]*PASSWORD|SECRET_KEY): *(.+)$/gm)].map(([, value]) => value);
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    expect(secrets.filter((value) => !value?.startsWith('${'))).toEqual([]);
  });
});
