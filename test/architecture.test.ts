import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig, SETTINGS } from '../src/config.ts';

const VOCABULARY = 'vocabulary';
/** Allowed imports by folder; ARCHITECTURE.md gives the reason for each line. */
const MAY_IMPORT: Record<string, string[]> = {
  [VOCABULARY]: [],
  language: [VOCABULARY],
  gong: [VOCABULARY],
  'gong-simulator': [],
  store: [VOCABULARY, 'language'],
  media: [VOCABULARY],
  access: [VOCABULARY, 'store'],
  search: [VOCABULARY, 'language', 'store', 'access'],
  directory: [VOCABULARY, 'store', 'access', 'search'],
  upkeep: [VOCABULARY, 'store', 'media', 'access', 'search'],
  sync: [VOCABULARY, 'language', 'gong', 'store', 'media', 'access', 'search', 'directory', 'upkeep'],
  ask: [VOCABULARY, 'language', 'store', 'access', 'search'],
  reports: [VOCABULARY, 'store', 'access'],
  mcp: [VOCABULARY, 'access', 'search', 'directory', 'sync', 'ask', 'reports'],
  http: [VOCABULARY, 'media', 'access', 'search', 'directory', 'upkeep', 'sync', 'ask', 'reports', 'mcp'],
  demo: ['wire', VOCABULARY, 'gong-simulator', 'access', 'search', 'directory', 'sync'],
  cli: [
    ...['wire', 'demo', VOCABULARY, 'http', 'gong-simulator'],
    ...['access', 'search', 'directory', 'upkeep', 'sync', 'ask', 'mcp'],
  ],
  web: [],
};
/** Folders open to a folder for types alone: a surface able to call the store would grow use cases of its own. */
const TYPES_OF: Record<string, string> = { web: 'http', http: 'store' };

/** The only files allowed to import each package. */
const OWNERS: Record<string, RegExp> = {
  'drizzle-orm': /^src\/store\//,
  postgres: /^src\/store\//,
  '@electric-sql/pglite': /^src\/store\//,
  'pg-boss': /^src\/store\/jobs/,
  'better-auth': /^src\/access\//,
  'rate-limiter-flexible': /^src\/access\/password-tries/,
  '@zxcvbn-ts/language-common': /^src\/access\/is-common-password/,
  '@elastic/elasticsearch': /^src\/search\/elasticsearch-/,
  'node:sqlite': /^src\/(search\/embedded-|store\/data-folder)/,
  openai: /^src\/(ask|search)\/openai-/,
  tldts: /^src\/company-domain/,
  'onnxruntime-node': /^src\/search\/minilm-worker/,
  'onnxruntime-web': /^src\/search\/minilm-worker/,
  oauth4webapi: /^src\/gong\/gong-oauth/,
  '@modelcontextprotocol/server': /^src\/mcp\//,
  'prom-client': /^src\/metrics/,
  '@opentelemetry/api': /^src\/otlp-tracing/,
  '@opentelemetry/sdk-trace': /^src\/otlp-tracing/,
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
  return first === 'wire.ts' ? 'wire' : VOCABULARY;
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
    if (from === 'wire') return;
    for (const { name, isTypeOnly } of importsOf(file).filter((entry) => entry.name.startsWith('.'))) {
      const target = resolve(dirname(file), name);
      const to = folderOf(relative('.', target));
      const isAllowed = to === from || MAY_IMPORT[from]?.includes(to);
      const isType = TYPES_OF[from] === to && isTypeOnly;
      expect(isAllowed || isType || /\.(css|json)$/.test(name), `${file} imports ${name}`).toBe(true);
    }
  });

  test('the wiring is imported by what starts things alone', () => {
    const users = files.filter((file) => importsOf(file).some(({ name }) => /(^|\/)wire\.ts$/.test(name)));
    expect(users.filter((file) => !/^src\/(cli|demo)\//.test(file))).toEqual([]);
    expect(users).toEqual(expect.arrayContaining(['src/cli/main.ts', 'src/demo/run-demo.ts']));
  });

  test.each(Object.entries(OWNERS))('%s stays with its owner', (name, owner) => {
    const users = files.filter((file) =>
      importsOf(file).some((entry) => entry.name === name || entry.name.startsWith(`${name}/`)),
    );
    expect(users.filter((file) => !owner.test(file))).toEqual([]);
    expect(users.length).toBeGreaterThan(0);
  });
});

test('whoever answers a viewer takes the calendar that the viewer carries', () => {
  const readers = files.filter((file) => /\breadOrganization\b/.test(readFileSync(file, 'utf8')));
  expect(readers.filter((file) => /^src\/(ask|search|reports|http)\//.test(file))).toEqual([]);
});

test('a name that files of the server export means one thing', () => {
  const declared = files
    .filter((file) => !file.startsWith('src/web/'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?(?:const|function\*?|type|class) (\w+)/gm)].map(
        ([, name = '']) => ({ name, file }),
      ),
    );
  const twice = [...Map.groupBy(declared, ({ name }) => name)].filter(([, homes]) => homes.length > 1);
  expect(twice.map(([name, homes]) => `${name}: ${homes.map(({ file }) => file).join(', ')}`)).toEqual([]);
});

test('no files import each other in a circle, not even types', () => {
  const graph = new Map(
    files.map((file) => {
      const own = importsOf(file).filter(({ name }) => name.startsWith('.'));
      return [file, own.map(({ name }) => relative('.', resolve(dirname(file), name)))] as const;
    }),
  );
  expect(circlesOf(graph)).toEqual([]);
});

/** The files of each circle, sorted: files with an import path to each other, and so back to themselves. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const reached = (from: string): Set<string> => {
    const seen = new Set<string>();
    const open = [...(graph.get(from) ?? [])];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      open.push(...(graph.get(file) ?? []));
    }
    return seen;
  };
  const reach = new Map([...graph.keys()].map((file) => [file, reached(file)]));
  const circles = [...graph.keys()]
    .filter((file) => reach.get(file)?.has(file))
    .map((file) => [...graph.keys()].filter((other) => reach.get(file)?.has(other) && reach.get(other)?.has(file)));
  return [...new Map(circles.map((circle) => [circle.toSorted().join(), circle.toSorted()])).values()];
}

test('what was written down is read by a schema: no JSON is taken for a type on trust', () => {
  const onTrust = /JSON\.parse\((?:[^()]|\([^()]*\))*\) as |\.\$type</;
  expect(files.filter((file) => onTrust.test(readFileSync(file, 'utf8')))).toEqual([]);
});

test('what a store or an index holds is parsed on the way out: no row is taken for a type on trust', () => {
  const onTrust = /\b(?:row|rows|hit|bucket|key|values?)\b[\w.?[\]']* as (?:[A-Z]\w*)|\browsOf</;
  const held = files.filter((file) => /^src\/(store|search|upkeep|access|sync|directory|reports)\//.test(file));
  expect(held.filter((file) => onTrust.test(readFileSync(file, 'utf8')))).toEqual([]);
  expect(
    ['row.side as Side', 'key as Platform', 'rowsOf<Row>(', 'hit.fields?.callId[0] as CallId'].filter(
      (one) => !onTrust.test(one),
    ),
  ).toEqual([]);
});

test('the web takes no sentence of the server apart: what it acts on is a code or a member', () => {
  const sentence = '(?:text|message|notes?|warnings?|error)';
  const verbs = 'split|match|matchAll|replace|replaceAll|startsWith|endsWith|includes|search';
  const apart = new RegExp(`\\b${sentence}\\??\\.(?:${verbs})\\(|\\.(?:test|exec)\\([\\w.?]*\\.${sentence}\\)`);
  const web = files.filter((file) => file.startsWith('src/web/'));
  expect(web.filter((file) => apart.test(readFileSync(file, 'utf8')))).toEqual([]);
  expect(apart.test("const parts = text.split('\\n\\n')") && apart.test('/gone/.test(failure.message)')).toBe(true);
});

/** What records for a verb that does not do so itself. */
const RECORDED_BY: Record<string, string> = {
  'src/search/change-tracker.ts': 'src/search/keep-tracker.ts',
  'src/sync/finish-connect.ts': 'src/sync/keep-connection.ts',
};
/** Verbs for admins that leave no record, with the reason. */
const LEAVES_NO_RECORD: Record<string, string> = {
  'src/access/show-audit.ts': 'reads the record itself, which would grow by being read',
  'src/access/explain-access.ts': 'explains what one member may read',
  'src/access/show-access.ts': 'shows a screen',
  'src/access/show-members.ts': 'shows a screen',
  'src/access/show-invitations.ts': 'shows a screen',
  'src/ask/show-cases.ts': 'shows a screen',
  'src/ask/show-model.ts': 'shows a screen',
  'src/directory/show-unlinked.ts': 'shows a screen',
  'src/sync/show-connection.ts': 'shows a screen',
  'src/sync/show-runs.ts': 'shows a screen',
  'src/sync/show-run.ts': 'shows a screen',
  'src/sync/explain-missing.ts': 'explains, mostly one call',
  'src/sync/estimate-import.ts': 'asks Gong to count, before an import that is recorded',
  'src/sync/begin-connect.ts': 'connects nothing yet; what ends it is recorded',
  'src/sync/keep-recordings.ts': 'fills the cache of recordings of the demo, whose calls are invented',
  'src/upkeep/show-rules.ts': 'shows a screen',
  'src/upkeep/preview-rules.ts': 'shows a screen, before a change that is recorded',
  'src/http/arrived-of-admin.ts': 'lets on to imports, which are recorded, and their previews',
  'src/http/set-up-routes.ts': 'refuses where the server has no demo to add',
  'src/demo/run-demo.ts': 'is made of verbs that are recorded in the organization that it adds',
};

test('what only admins may do is recorded, or says here why not', () => {
  const calls = (file: string, name: string) => new RegExp(`\\b${name}\\(`).test(readFileSync(file, 'utf8'));
  const ofAdmins = files.filter((file) => file !== 'src/access/check-admin.ts' && calls(file, 'checkAdmin'));
  const records = (file: string): boolean => calls(file, 'recordAudit');
  const isRecorded = (file: string): boolean => {
    const other = RECORDED_BY[file];
    if (other === undefined) return records(file);
    return records(other) && importsOf(file).some(({ name }) => resolve(dirname(file), name) === resolve(other));
  };
  const unrecorded = ofAdmins.filter((file) => !isRecorded(file));
  expect(unrecorded.toSorted()).toEqual(Object.keys(LEAVES_NO_RECORD).toSorted());
});

test('a scope is made in one place', () => {
  expect(files.filter((file) => /\bas Scope\b/.test(readFileSync(file, 'utf8')))).toEqual(['src/access/scope.ts']);
});

test('what a viewer may read is decided in one folder', () => {
  const users = files.filter((file) => /\b(EVERY_CALL|NO_CALL)\b|\bas Viewer\b/.test(readFileSync(file, 'utf8')));
  expect(users.filter((file) => !/^src\/access(\/|-filter)/.test(file))).toEqual([]);
  expect(users.length).toBeGreaterThan(2);
});

test('only config.ts reads the environment', () => {
  expect(files.filter((file) => readFileSync(file, 'utf8').includes('process.env'))).toEqual(['src/config.ts']);
});

test('no file re-exports a folder', () => {
  expect(files.filter((file) => /\/index\.tsx?$/.test(file))).toEqual([]);
});

test('no comment is wider than the code around it may be', () => {
  const { formatter } = JSON.parse(readFileSync('biome.json', 'utf8')) as { formatter: { lineWidth: number } };
  const wide = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.length > formatter.lineWidth && /^\s*(?:\/\/|\/?\*)/.test(line))
      .map((line) => `${file}: ${line.trim().slice(0, 60)}`),
  );
  expect(wide).toEqual([]);
});

test('every file that a comment or a page of the docs names is there', () => {
  const written = ['src', 'test', 'tools', 'docs'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const all = [...written, ...readdirSync('.')];
  const isThere = (name: string) => all.some((file) => file === name || file.endsWith(`/${name}`));
  const dead = all
    .filter((name) => /\.(tsx?|md)$/.test(name))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const prose = file.endsWith('.md') ? text : [...text.matchAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm)].join('\n');
      const named = [...prose.matchAll(/(?<![\w./*…-])(?:\.\.?\/)*((?:[\w.-]+\/)*[\w.-]+\.(?:tsx?|md|txt))\b/g)];
      return named.flatMap(([, name = '']) => (isThere(name) ? [] : [`${file}: ${name}`]));
    });
  expect(dead).toEqual([]);
});

test('.env.example names every setting with its meaning, and nothing else', () => {
  const example = readFileSync('.env.example', 'utf8');
  const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
  for (const { about } of Object.values(SETTINGS)) expect(example).toContain(about);
});

test('what the package names is there, and what the code asks for by path is in it', () => {
  const { files: named } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] };
  const folders = named.map((name) => name.split('/')[0] ?? '');
  const built = ['dist'];
  expect(folders.filter((name) => !existsSync(name) && !built.includes(name))).toEqual([]);
  const asked = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/inPackage\([`']([\w-]+)/g)].map(([, name = '']) => name),
  );
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter((name) => !folders.includes(name))).toEqual([]);
});

test('files that are shipped are found from one place, wherever the code was built to', () => {
  const others = files.filter((file) => file !== 'src/shipped-files.ts' && !file.startsWith('src/web/'));
  expect(others.filter((file) => /new URL\([^)]*import\.meta\.url/.test(readFileSync(file, 'utf8')))).toEqual([]);
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

  test('images are of exact versions and bytes, the code cannot be written to, rights are dropped and limits set', () => {
    const dockerfile = readFileSync('Dockerfile', 'utf8');
    const images = [...`${compose}\n${dockerfile}`.matchAll(/(?:image: |NODE_IMAGE=)(\S+?:\S+)$/gm)].map(
      ([, name]) => name,
    );
    expect(images).toHaveLength(3);
    expect(images.filter((name) => !/:\d+\.\d+(\.\d+)?(-slim)?@sha256:[0-9a-f]{64}$/.test(name ?? ''))).toEqual([]);
    expect(dockerfile).toMatch(/^USER colloquy$/m);
    expect(dockerfile).not.toMatch(/COPY .*--chown/);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    // The last stage has what the first made of the package, and no sources.
    const [, build = '', run = ''] = dockerfile.split(/^FROM /m);
    expect(build).toMatch(/npm run build && npm pack[\s\S]*tar -xzf[\s\S]*npm prune --omit=dev/);
    expect([...run.matchAll(/^COPY (.*)$/gm)].map(([, what]) => what)).toEqual(['--from=build /colloquy .']);
    const ours = compose.slice(0, compose.indexOf('\nservices:'));
    for (const line of [
      'read_only: true',
      'cap_drop: [ALL]',
      'no-new-privileges:true',
      'pids_limit:',
      'mem_limit:',
      'cpus:',
    ])
      expect(ours).toContain(line);
    expect(compose.match(/cap_drop: \[ALL\]/g)).toHaveLength(3);
    expect(compose.match(/mem_limit:/g)).toHaveLength(3);
  });

  test('Elasticsearch asks for a password, and no password stands in the file', () => {
    expect(compose).toMatch(/xpack\.security\.enabled: 'true'/);
    const secrets = [...compose.matchAll(/^ *(?:[A-Z_]*PASSWORD|SECRET_KEY): *(.+)$/gm)].map(([, value]) => value);
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    expect(secrets.filter((value) => !value?.startsWith('${'))).toEqual([]);
  });
});
