import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type RunningServer = { url: string; stop: () => Promise<void> };
type Way = { start: () => Promise<RunningServer> };

/**
 * A real Elasticsearch: ELASTICSEARCH_URL, else a container if Docker is available, else assembled from Maven Central's
 * jars (test/elasticsearch-node). Null, after printing the reason, if none works; in CI a missing server is a failure.
 */
export async function findElasticsearch(): Promise<Way | null> {
  const url = process.env.ELASTICSEARCH_URL;
  if (url) return { start: async () => ({ url, stop: async () => {} }) };
  if (hasDocker()) return { start: startElasticsearchContainer };
  if (isThere('mvn') && hasNewJdk()) return { start: startAssembledElasticsearch };
  return missing('Elasticsearch', 'set ELASTICSEARCH_URL, start Docker, or install Maven and a JDK of 21 or later');
}

/**
 * A real Postgres: TEST_DATABASE_URL (its tables are emptied), else a container, else a throw-away cluster from the
 * machine's binaries.
 */
export async function findPostgres(): Promise<Way | null> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { start: async () => ({ url, stop: async () => {} }) };
  if (hasDocker()) return { start: startPostgresContainer };
  const bin = postgresBinaries();
  if (bin !== null) return { start: () => startCluster(bin) };
  return missing('Postgres', 'set TEST_DATABASE_URL, start Docker, or install postgresql');
}

function missing(what: string, remedy: string): null {
  const reason = `no ${what} to test with: ${remedy}`;
  if (process.env.CI === 'true') throw new Error(reason);
  console.warn(`\nSKIPPED: ${reason}\n`);
  return null;
}

const succeeds = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
};
const isThere = (command: string): boolean => succeeds('sh', '-c', `command -v ${command}`);
const hasDocker = (): boolean => isThere('docker') && succeeds('docker', 'info');
const hasNewJdk = (): boolean => succeeds('bash', '-c', 'source test/elasticsearch-node/jdk.sh');

async function startElasticsearchContainer(): Promise<RunningServer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer('docker.elastic.co/elasticsearch/elasticsearch:9.5.2')
    .withEnvironment({
      'discovery.type': 'single-node',
      'xpack.security.enabled': 'false',
      ES_JAVA_OPTS: '-Xms1g -Xmx1g',
    })
    .withExposedPorts(9200)
    .withWaitStrategy(Wait.forHttp('/_cluster/health', 9200))
    .start();
  return {
    url: `http://${container.getHost()}:${container.getMappedPort(9200)}`,
    stop: async () => void (await container.stop()),
  };
}

async function startPostgresContainer(): Promise<RunningServer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer('postgres:18.1')
    .withEnvironment({ POSTGRES_PASSWORD: 'test' })
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
    .start();
  return {
    url: `postgres://postgres:test@${container.getHost()}:${container.getMappedPort(5432)}/postgres`,
    stop: async () => void (await container.stop()),
  };
}

async function startAssembledElasticsearch(): Promise<RunningServer> {
  const home = join('test', '.cache', 'elasticsearch');
  execFileSync('bash', ['test/elasticsearch-node/install.sh', home], { stdio: 'inherit', timeout: 300_000 });
  // A port that was free may be taken before the node has it.
  return startNode(home).catch(() => startNode(home));
}

/** @throws Error with what the node printed, when it ends before it answers. */
async function startNode(home: string): Promise<RunningServer> {
  const [port, transport] = [await freePort(), await freePort()];
  // Two files of the suite run at the same time, and no node shares its data.
  const data = mkdtempSync(join(tmpdir(), 'colloquy-elasticsearch-'));
  const child = spawn('bash', ['test/elasticsearch-node/start.sh', home, String(port), String(transport)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ES_DATA: data },
  });
  const stop = async () => {
    await stopChild(child);
    rmSync(data, { recursive: true, force: true });
  };
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      printed = `${printed}${text}`.slice(-4000);
    });
  const url = `http://127.0.0.1:${port}`;
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`Elasticsearch ended: ${printed}`)));
  try {
    await Promise.race([until(async () => (await fetch(url)).ok, `Elasticsearch at ${url}`), ended]);
  } catch (error) {
    await stop();
    throw new Error(`${(error as Error).message} It printed: ${printed}`);
  }
  ended.catch(() => {});
  return { url, stop };
}

function postgresBinaries(): string | null {
  if (isThere('initdb')) return '';
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  return found ? `${found}/` : null;
}

/** Postgres refuses to run as root: the cluster then belongs to `nobody`. */
async function startCluster(bin: string): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const run = (...args: string[]) => {
    const [command = '', ...rest] = isRoot ? ['runuser', '-u', 'nobody', '--', ...args] : args;
    execFileSync(command, rest, { stdio: 'ignore', timeout: 60_000, cwd: folder });
  };
  if (isRoot) execFileSync('chown', ['nobody', folder]);
  chmodSync(folder, 0o700);
  const port = await freePort();
  run(`${bin}initdb`, '-A', 'trust', '--no-sync', '-U', 'postgres', '-D', join(folder, 'data'));
  run(
    `${bin}pg_ctl`,
    '-w',
    '-D',
    join(folder, 'data'),
    '-l',
    join(folder, 'log'),
    '-o',
    `-p ${port} -c fsync=off -c listen_addresses=127.0.0.1 -k ${folder}`,
    'start',
  );
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      run(`${bin}pg_ctl`, '-m', 'immediate', '-D', join(folder, 'data'), 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until(isReady: () => Promise<boolean>, what: string, seconds = 150): Promise<void> {
  for (let waited = 0; waited < seconds * 4; waited += 1) {
    if (await isReady().catch(() => false)) return;
    await sleep(250);
  }
  throw new Error(`${what} did not get ready within ${seconds} s`);
}

const stopChild = (child: ReturnType<typeof spawn>): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
