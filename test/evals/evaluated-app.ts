import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { toOrganizationId } from '../../src/call.ts';
import { readConfig } from '../../src/config.ts';
import { importAccounts } from '../../src/directory/import-accounts.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { readSimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { makeLog } from '../../src/log.ts';
import { embedCalls } from '../../src/search/embed-calls.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { openServices } from '../../src/wire.ts';
import { asAdmin } from '../support/as-admin.ts';

export type EvaluatedApp = Awaited<ReturnType<typeof openEvaluatedApp>>;

/**
 * Takes a folder of calls through the real path: simulator over HTTP, sync, index. The engine is Elasticsearch if
 * ELASTICSEARCH_URL is set, else the embedded engine; models, if any, come from the settings.
 */
export async function openEvaluatedApp(folder: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-eval-'));
  const data = await readSimulatedData(folder);
  const simulator = await startGongSimulator(data, { port: 0, accessKey: 'key', accessKeySecret: 'secret' });
  const services = await openServices(
    readConfig({ ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' }),
    makeLog('warn'),
  );
  const { id } = await createOrganization(services, {
    name: 'Evaluation',
    adminEmail: 'admin@northbridge.example',
    domains: ['northbridge.example'],
  });
  await asAdmin(services, id, importAccounts, await readFile(join(folder, 'accounts.csv'), 'utf8'));
  const signal = new AbortController().signal;
  const wish = {
    accessKey: 'key',
    accessKeySecret: 'secret',
    baseUrl: simulator.url,
    turnsSyncOn: true,
  };
  await asAdmin(services, id, connectWithKey, wish, signal);
  const times = data.calls.map((call) => Date.parse(call.metaData.started));
  const range = { from: new Date(Math.min(...times)), to: new Date(Math.max(...times) + 1) };
  const run = await asAdmin(services, id, finishSync, range);
  if (run.state !== 'done') throw new Error(`The sync failed: ${run.error}`);
  const { embedder } = services;
  await embedder?.measure();
  if (embedder) await embedCalls({ ...services, embedder }, toOrganizationId(id), signal);
  return {
    services,
    data,
    run,
    signal,
    engine: `${process.env.ELASTICSEARCH_URL ? 'Elasticsearch' : 'embedded (SQLite FTS5)'}, embeddings: ${services.embedder?.name ?? 'none'}`,
    viewer: await readMember(services, id),
    async close() {
      await services.close();
      await simulator.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function readQuestions<Question>(folder: string): Promise<Question[]> {
  const text = await readFile(join(folder, 'questions.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Question);
}
