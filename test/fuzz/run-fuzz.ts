import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readConfig } from '../../src/config.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { startHttpServer } from '../../src/http/http-server.ts';
import { makeLog } from '../../src/log.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { openServices } from '../../src/wire.ts';
import { asAdmin } from '../support/as-admin.ts';
import { connectQuietly } from '../support/connect-quietly.ts';
import { smallWorld } from '../support/small-world.ts';

/**
 * Asks a server everything that its own OpenAPI document allows, and much that it does not, for two minutes: no answer
 * may be a 5xx or off the document. Schemathesis makes the requests; what it finds is printed with the seed and as
 * curl commands.
 */
const SCHEMATHESIS = 'schemathesis==4.32.5';
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];
/** They call other hosts, end what the others need, or make an organization of 65 calls. */
const LEFT_OUT = [
  ['POST', '/integrations/gong/access-key'],
  ['POST', '/integrations/gong/connect'],
  ['DELETE', '/integrations/gong'],
  ['POST', '/demo'],
];

const { values } = parseArgs({ options: { seed: { type: 'string' }, seconds: { type: 'string', default: '120' } } });
const seed = values.seed ?? String(randomInt(2 ** 31));

const folder = mkdtempSync(join(tmpdir(), 'colloquy-fuzz-'));
const services = await openServices(readConfig({ DATA_DIR: folder, PORT: '0', EMBEDDINGS: 'off' }), makeLog('error'));
const simulator = await startGongSimulator(smallWorld(8), {
  port: 0,
  accessKey: 'k',
  accessKeySecret: 's',
  perSecond: 1000,
});
const server = await startHttpServer(services, { port: 0, host: '127.0.0.1' });
let code = 1;
try {
  const organization = await createOrganization(services, { name: 'Ours', adminEmail: 'robin@ours.example' });
  const limits = { perSecond: 500, perDay: 100_000 };
  const key = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, limits };
  await connectQuietly(services, organization.id, key);
  await asAdmin(services, organization.id, finishSync, { from: new Date('2026-01-01') });
  const base = `http://127.0.0.1:${server.port}/api/v1`;
  const document = join(folder, 'openapi.json');
  writeFileSync(document, JSON.stringify(await documentWithIds(base, organization.apiKey)));
  console.log(`seed ${seed}`);
  code = await ask([
    ...['run', document, '--url', base, '-H', `Authorization: Bearer ${organization.apiKey}`],
    ...['--seed', seed, '--max-time', values.seconds, '--phases', 'examples,coverage,fuzzing'],
    ...['--checks', CHECKS.join(','), '--continue-on-failure', '--warnings', 'off', '--no-color'],
    ...['--suppress-health-check', 'all', '--request-timeout', '30'],
  ]);
} finally {
  await server.close();
  await simulator.close();
  await services.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);

type Parameter = { name: string; in: string; example?: unknown };
type Operation = { parameters?: Parameter[] };

/** The server's document without what is left out, its paths with ids that exist: else most answers were a 404. */
async function documentWithIds(base: string, apiKey: string) {
  const read = async (path: string) =>
    (await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${apiKey}` } })).json();
  const document = await read('/openapi.json');
  const ids: Record<string, unknown> = {
    callId: (await read('/calls')).calls[0].id,
    accountId: (await read('/accounts')).accounts[0].id,
    personId: (await read('/people')).people[0].id,
    trackerId: (await read('/trackers')).trackers[0].id,
    runId: (await read('/integrations/gong/runs')).runs[0].id,
    position: 0,
  };
  for (const [method = '', path = ''] of LEFT_OUT) delete document.paths[path][method.toLowerCase()];
  for (const operations of Object.values<Record<string, Operation>>(document.paths))
    for (const { parameters = [] } of Object.values(operations))
      for (const parameter of parameters)
        if (parameter.in === 'path' && parameter.name in ids) parameter.example = ids[parameter.name];
  return document;
}

/** Installs Schemathesis beside the checkout's other caches, once. */
function schemathesis(): string {
  const home = resolve('test', '.cache', 'schemathesis');
  const command = join(home, 'bin', 'schemathesis');
  if (existsSync(command)) return command;
  execFileSync('python3', ['-m', 'venv', home], { stdio: 'inherit' });
  execFileSync(join(home, 'bin', 'pip'), ['install', '--quiet', SCHEMATHESIS], { stdio: 'inherit' });
  return command;
}

function ask(args: string[]): Promise<number> {
  return new Promise((done, reject) => {
    const child = spawn(schemathesis(), args, { stdio: 'inherit', cwd: folder });
    child.once('error', reject);
    child.once('exit', (status) => done(status ?? 1));
  });
}
