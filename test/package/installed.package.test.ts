import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeFolder } from '../support/test-services.ts';

// npm fetches what is needed to run, and each command opens a store: a busy machine takes minutes.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 600_000 });

/** The package as a user has it: packed, and installed into an empty folder by npm. */
const folder = makeFolder();
const home = join(folder.path, 'home');
const installed = join(home, 'node_modules', 'colloquy');
/** Checkouts bring Node 24 along; whoever installs the package has one. */
const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
const env = { ...process.env, PATH, ONNXRUNTIME_NODE_INSTALL: 'skip', NODE_COMPILE_CACHE: '', EMBEDDINGS: '' };
const demo = { PORT: '0', DATA_DIR: join(folder.path, 'data') };

const npm = (cwd: string, ...args: string[]): string => execFileSync('npm', args, { cwd, env, encoding: 'utf8' });

type Ended = { exit: number | null; out: string; err: string };
const running = new Set<ReturnType<typeof spawn>>();

/** Runs what npm put on the path, without npm between: signals reach it. */
function start(args: string[], settings: Record<string, string> = {}) {
  const child = spawn(join(home, 'node_modules', '.bin', 'colloquy'), args, {
    cwd: home,
    env: { ...env, ...settings },
  });
  running.add(child);
  const text = { out: '', err: '' };
  child.stdout.on('data', (piece) => {
    text.out += piece;
  });
  child.stderr.on('data', (piece) => {
    text.err += piece;
  });
  const ended: Promise<Ended> = once(child, 'close').then(([exit]) => {
    running.delete(child);
    return { exit, ...text };
  });
  const listening = new Promise<string>((found, reject) => {
    child.stdout.on('data', () => {
      const address = /listening on (http:\S+)/.exec(text.out)?.[1];
      if (address) found(address);
    });
    ended.then(({ exit, err }) => reject(new Error(`ended with ${exit} before it listened: ${err}`)));
  });
  listening.catch(() => {});
  return { child, text, ended, listening };
}
const run = (args: string[], settings?: Record<string, string>): Promise<Ended> => start(args, settings).ended;

/** Takes a file or folder of the installation away for as long as `work` takes. */
async function without(path: string, work: () => Promise<void>): Promise<void> {
  const away = join(folder.path, 'away');
  renameSync(path, away);
  await work().finally(() => renameSync(away, path));
}

beforeAll(() => {
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{"private":true}');
  npm('.', 'pack', '--silent', '--pack-destination', folder.path);
  const [tarball = ''] = readdirSync(folder.path).filter((name) => /^colloquy-.*\.tgz$/.test(name));
  npm(home, 'install', '--no-audit', '--no-fund', '--prefer-offline', resolve(folder.path, tarball));
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  folder.remove();
});

test('holds what runs and its licences, and nothing of development', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  const has = (name: string) => files.includes(name);
  for (const name of ['bin/colloquy.js', 'dist/server/main.js', 'dist/server/main.js.map', 'dist/web/index.html'])
    expect([name, has(name)]).toEqual([name, true]);
  for (const name of ['LICENSE', 'dist/server/search/minilm/LICENSE', 'dist/web/licenses.md'])
    expect([name, has(name)]).toEqual([name, true]);
  const code = files.filter((name) =>
    /\.tsx?$|\.test\.|^(?:src|test|tools)\b|_snapshot\.json$|node_modules/.test(name),
  );
  expect(code).toEqual([]);
  const ofDevelopment = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).devDependencies);
  const there = ofDevelopment.filter((name) => existsSync(join(home, 'node_modules', name)));
  expect(there.filter((name) => !isNeededByOthers(name))).toEqual([]);
  // It would tell its makers of every installation.
  expect(existsSync(join(home, 'node_modules', '@scarf'))).toBe(false);
});

/** A library of ours may need what only our development names. */
function isNeededByOthers(name: string): boolean {
  const lock = JSON.parse(readFileSync(join(home, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Record<string, Record<string, string> | undefined>>;
  };
  return Object.entries(lock.packages).some(
    ([at, { dependencies, peerDependencies, optionalDependencies }]) =>
      at !== 'node_modules/colloquy' &&
      [dependencies, peerDependencies, optionalDependencies].some((needed) => needed && name in needed),
  );
}

test('says what it can do within 80 MB, with nothing else printed', async () => {
  const measure = join(folder.path, 'measure.mjs');
  writeFileSync(measure, `process.on('exit', () => process.stderr.write('rss ' + process.resourceUsage().maxRSS));`);
  const { exit, out, err } = await run(['--help'], { NODE_OPTIONS: `--import=${measure}` });
  expect([exit, out]).toEqual([0, expect.stringContaining('Usage: colloquy')]);
  expect(err).toMatch(/^rss \d+$/);
  expect(Number(err.slice(4)) / 1024).toBeLessThan(80);
});

test('runs the demo: pages, the API’s document, answers with citations, by meaning too', async () => {
  const server = start(['demo'], demo);
  const url = await server.listening;
  const page = await (await fetch(url)).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
  for (const path of [
    script,
    '/docs',
    '/docs/gong',
    '/docs/swagger-ui.css',
    '/docs/swagger-ui-bundle.js',
    '/api/v1/openapi.json',
  ])
    expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 200]);
  await expect.poll(() => server.text.err, { timeout: 30_000 }).toContain('--organization');
  const [organization = ''] = /org_\w+/.exec(server.text.err) ?? [];
  const ask = ['ask', 'What did we discuss with @Acme about pricing?', '--organization', organization, '--json'];
  const asked = await run(ask, demo);
  expect([asked.exit, asked.err]).toEqual([0, '']);
  const answer = JSON.parse(asked.out);
  expect([answer.status, answer.citations.length > 0]).toEqual(['answered', true]);
  const doctor = await run(['doctor', '--json'], demo);
  const meaning = doctor.out.split('\n').find((line) => line.includes('search by meaning'));
  expect(JSON.parse(meaning ?? '{}')).toMatchObject({ isWell: true });
  server.child.kill('SIGTERM');
  expect((await server.ended).exit).toBe(0);
});

test('an installation that is not whole says what is missing and what to do', async () => {
  const again = /This installation is not whole: .*Install it again/;
  await without(join(home, 'node_modules', 'drizzle-orm'), async () =>
    expect(await run(['doctor'], demo)).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/drizzle-orm is missing/),
    }),
  );
  for (const name of ['drizzle', 'dist/server/language/sayings.txt'])
    await without(join(installed, name), async () => {
      const { exit, err } = await run(['doctor'], demo);
      expect([name, exit, err]).toEqual([name, 1, expect.stringMatching(again)]);
      expect(err).toContain(name);
    });
  await without(join(installed, 'dist/server/main.js'), async () =>
    expect(await run(['--help'])).toMatchObject({ exit: 1, err: expect.stringMatching(/not whole.*Install it again/) }),
  );
});

test('where the library is of another platform, meaning is found all the same, and doctor says what that costs', async () => {
  const native = join(home, 'node_modules', 'onnxruntime-node', 'bin');
  const libraries = readdirSync(native, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.node'));
  const own = libraries.filter((name) => name.includes(`${process.platform}/${process.arch}/`));
  const [other = ''] = libraries.filter((name) => !name.includes(`${process.platform}/`));
  expect(own).not.toEqual([]);
  for (const name of own) cpSync(join(native, other), join(native, name));
  const { out } = await run(['doctor', '--json'], demo);
  const meaning = out.split('\n').find((line) => line.includes('search by meaning'));
  expect(JSON.parse(meaning ?? '{}')).toMatchObject({ isWell: true, text: expect.stringContaining('WebAssembly') });
  rmSync(native, { recursive: true });
});
