import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { readSimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { makeLog } from '../../src/log.ts';

export type EvaluatedApp = Awaited<ReturnType<typeof openEvaluatedApp>>;

/**
 * Takes a folder of calls through the real path: simulator over HTTP, sync, index. The engine is Elasticsearch where ELASTICSEARCH_URL is
 * set, the embedded one otherwise; the models, if any, are those that the settings name.
 */
export async function openEvaluatedApp(folder: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-eval-'));
  const data = await readSimulatedData(folder);
  const simulator = await startGongSimulator(data, { port: 0, accessKey: 'key', accessKeySecret: 'secret' });
  const app = await openApp(readConfig({ ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' }), makeLog('warn'));
  const { id } = await app.createOrganization({
    name: 'Evaluation',
    adminEmail: 'admin@northbridge.example',
    domains: ['northbridge.example'],
  });
  await app.importAccounts(id, await readFile(join(folder, 'accounts.csv'), 'utf8'));
  const signal = new AbortController().signal;
  const wish = {
    accessKey: 'key',
    accessKeySecret: 'secret',
    baseUrl: simulator.url,
    connectedBy: null,
    turnsSyncOn: true,
  };
  await app.connectGong({ organizationId: id, ...wish }, signal);
  const times = data.calls.map((call) => Date.parse(call.metaData.started));
  const range = { from: new Date(Math.min(...times)), to: new Date(Math.max(...times) + 1) };
  const run = await app.sync(id, range, { wait: true });
  if (run.state !== 'done') throw new Error(`The sync failed: ${run.error}`);
  return {
    app,
    data,
    run,
    signal,
    engine: `${process.env.ELASTICSEARCH_URL ? 'Elasticsearch' : 'embedded (SQLite FTS5)'}, embeddings: ${app.config.embedding?.name ?? 'none'}`,
    viewer: await app.viewer(id),
    async close() {
      await app.close();
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
