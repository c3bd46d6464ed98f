import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { toOrganizationId } from '../../src/call.ts';
import { readConfig } from '../../src/config.ts';
import { importAccounts } from '../../src/directory/import-accounts.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { readSimulatedData, type SimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { makeLog } from '../../src/log.ts';
import { embedCalls } from '../../src/search/embed-calls.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { openServices, type Services } from '../../src/wire.ts';
import { asAdmin } from '../support/as-admin.ts';

export type EvaluatedApp = Awaited<ReturnType<typeof openEvaluatedApp>>;

/**
 * Takes a folder of calls through the real path: simulator over HTTP, sync, index. The engine is Elasticsearch if
 * ELASTICSEARCH_URL is set, else the embedded engine; models, if any, come from the settings. `keptAt` names a folder
 * that outlives the run: the next one begins with what was taken in, and spares itself minutes of vectors.
 */
export async function openEvaluatedApp(folder: string, keptAt: string | null = null) {
  const dataDir = keptAt ?? mkdtempSync(join(tmpdir(), 'colloquy-eval-'));
  const data = await readSimulatedData(folder);
  const services = await openServices(
    readConfig({ ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' }),
    makeLog('warn'),
  );
  const { embedder } = services;
  await embedder?.measure();
  const signal = new AbortController().signal;
  const takenIn = join(dataDir, 'taken-in');
  const known = existsSync(takenIn) ? readFileSync(takenIn, 'utf8') : null;
  const id = known ?? (await takeIn(services, folder, data, signal));
  // Only a folder that was taken in whole is begun with.
  if (keptAt !== null) writeFileSync(takenIn, id);
  return {
    services,
    data,
    signal,
    engine: `${process.env.ELASTICSEARCH_URL ? 'Elasticsearch' : 'embedded (SQLite FTS5)'}, embeddings: ${embedder?.name ?? 'none'}`,
    viewer: await readMember(services, id),
    async close() {
      await services.close();
      if (keptAt === null) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The id of a new organization that has all calls. */
async function takeIn(services: Services, folder: string, data: SimulatedData, signal: AbortSignal): Promise<string> {
  const { id } = await createOrganization(services, {
    name: 'Evaluation',
    adminEmail: 'admin@northbridge.example',
    domains: ['northbridge.example'],
  });
  await asAdmin(services, id, importAccounts, await readFile(join(folder, 'accounts.csv'), 'utf8'));
  const simulator = await startGongSimulator(data, { port: 0, accessKey: 'key', accessKeySecret: 'secret' });
  try {
    const wish = { accessKey: 'key', accessKeySecret: 'secret', baseUrl: simulator.url, turnsSyncOn: true };
    await asAdmin(services, id, connectWithKey, wish, signal);
    const times = data.calls.map((call) => Date.parse(call.metaData.started));
    const range = { from: new Date(Math.min(...times)), to: new Date(Math.max(...times) + 1) };
    const run = await asAdmin(services, id, finishSync, range);
    if (run.state !== 'done') throw new Error(`The sync failed: ${run.error}`);
  } finally {
    await simulator.close();
  }
  const { embedder } = services;
  if (embedder) await embedCalls({ ...services, embedder }, toOrganizationId(id), signal);
  return id;
}

export async function readQuestions<Question>(folder: string): Promise<Question[]> {
  const text = await readFile(join(folder, 'questions.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Question);
}
