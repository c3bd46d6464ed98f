import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { askQuestion } from '../../src/ask/ask-question.ts';
import { toCallId, toOrganizationId } from '../../src/call.ts';
import { readConfig } from '../../src/config.ts';
import { importAccounts } from '../../src/directory/import-accounts.ts';
import { showAccounts } from '../../src/directory/show-accounts.ts';
import { isAppError } from '../../src/errors.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { countEmbedded } from '../../src/store/call-vectors-store.ts';
import { embeddedStoreFolder, openEmbeddedStore } from '../../src/store/db.ts';
import { erase } from '../../src/upkeep/erase.ts';
import { reindex } from '../../src/upkeep/reindex.ts';
import { openServices, type Services } from '../../src/wire.ts';
import { makeStoreOf } from '../store/make-store-of.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { seeded } from '../support/seeded.ts';
import { type SpokenCall, saveSpokenCalls } from '../support/spoken-calls.ts';
import { makeFolder, silent } from '../support/test-services.ts';
import { findVectorFaults } from '../support/vector-faults.ts';
import { startColloquy } from './colloquy.ts';

const CALLS = 40;
const TURNS = 12;
const ROWS = 1500;
/** A word that only one call holds, and that begins like no other. */
const CANARY = 'zqxerilium';
const ERASED = toCallId('3000');

/** Embeds for the processes that are killed, so that the moment is told by what they gave to embed. */
const model = await startScriptedModel();
const MOST_POLLS = 24_000;
const pollsUntil = async (isReached: () => boolean) => {
  for (let polls = 0; polls < MOST_POLLS && !isReached(); polls += 1) await sleep(5);
};

type Place = { dataDir: string; organizationId: string };
type Kind = {
  args: (place: Place) => string[];
  /** Settings of the process that is killed, and of the look at what is left. */
  settings?: () => Record<string, string>;
  /** Resolves in the middle of the work, after this share of it; by default that share of the time it takes. */
  moment?: (share: number) => Promise<void>;
  /** Lays what is in the folder before; the template where it lays nothing. */
  lay?: (dataDir: string) => Promise<void>;
  /** Fails when something was lost, doubled, or kept that was to go. Answers what the kill had left. */
  check: (services: Services, place: Place) => Promise<string>;
};
export type KillKind = keyof typeof KINDS;

const viewerOf = (services: Services, { organizationId }: Place) => readMember(services, organizationId);
const total = async (services: Services, place: Place, query: string) =>
  (await searchSegments(services, await viewerOf(services, place), { query, groupBy: 'call', limit: 1 })).total;

/** Work of which a process may be killed at any moment. Syncs have files of their own (sync-kills.ts). */
const KINDS = {
  import: {
    args: ({ dataDir, organizationId }) => [
      ...['accounts', 'import', toCsvFile(dataDir), '--organization', organizationId],
    ],
    async check(services, place) {
      const viewer = await viewerOf(services, place);
      const again = await importAccounts(services, viewer, readFileSync(toCsvFile(place.dataDir)));
      must(again.added + again.unchanged === ROWS, `${JSON.stringify(again)} of ${ROWS} rows`);
      const accounts = await showAccounts(services, viewer, { text: 'Killed 700', limit: 10 });
      must(accounts.length === 1, `${accounts.length} accounts of one row`);
      return `${again.unchanged} of ${ROWS} rows kept`;
    },
  },
  erase: {
    args: ({ organizationId }) => ['erase', '--call', ERASED, '--organization', organizationId],
    async check(services, place) {
      const before = await total(services, place, 'line');
      const isWhole = before === CALLS;
      if (isWhole) must((await total(services, place, CANARY)) === 1, 'the call is there, and its words are not found');
      // A server does so at its start.
      await services.indexer.index(new AbortController().signal);
      await services.scrubWhatIsDue();
      if (!isWhole) must(filesWith(place.dataDir, CANARY).length === 0, 'words of the erased call are in files');
      const forgetting = erase(services, await viewerOf(services, place), { callId: ERASED });
      await forgetting.catch((error) => must(isAppError(error, 'not_found'), String(error)));
      must((await total(services, place, 'line')) === CALLS - 1, 'another call is gone too');
      const left = filesWith(place.dataDir, CANARY);
      must(left.length === 0, `words of the erased call are in ${left.join(', ')}`);
      return isWhole ? 'the call whole' : 'the call gone';
    },
  },
  reindex: {
    args: () => ['reindex'],
    async check(services, place) {
      must((await total(services, place, 'line')) === CALLS, 'search lost calls');
      await reindex(services, new AbortController().signal);
      must((await total(services, place, 'line')) === CALLS, 'search lost calls with the next reindex');
      return 'all in search';
    },
  },
  embedding: {
    args: () => ['serve'],
    settings: () => ({ PORT: '0', EMBEDDINGS: 'on', OPENAI_BASE_URL: model.url, OPENAI_EMBEDDING_MODEL: 'scripted' }),
    async lay() {
      model.embedded.length = 0;
    },
    async moment(share) {
      await pollsUntil(() => model.embedded.length >= share * (CALLS - 1));
      // Between a text and its row, a row and the index.
      await sleep(200 * seeded(Math.round(share * 1e6))());
    },
    async check(services, { organizationId }) {
      const { db, engine, embedder, syncRunner, indexer } = services;
      const id = toOrganizationId(organizationId);
      const { signal } = new AbortController();
      const { embedded } = await countEmbedded(db, { organizationId: id, model: 'scripted' });
      await syncRunner.finishEmbedding(id, signal, () => {});
      // A server does so at its start.
      await indexer.index(signal);
      must(embedder !== null, 'no embedder');
      const again = model.embedded.length - new Set(model.embedded).size;
      must(again <= 1, `${again} texts were embedded twice`);
      const faults = await findVectorFaults({ db, engine, embedder }, id);
      must(faults.length === 0, faults.join('; '));
      return `${embedded} of ${CALLS} calls had vectors`;
    },
  },
  migration: {
    args: () => ['doctor'],
    async lay(dataDir) {
      mkdirSync(dataDir, { recursive: true });
      const store = await openEmbeddedStore(embeddedStoreFolder(dataDir));
      await makeStoreOf(store.db, '0000_first');
      await store.close();
    },
    async check(services) {
      must(await services.store.isUpToDate(), 'the store is not up to date');
      const counted = await services.db.execute('select count(*)::int as calls from calls');
      const [{ calls }] = (counted as unknown as { rows: [{ calls: number }] }).rows;
      must(calls === 4, `${calls} of 4 calls`);
      return 'every row kept';
    },
  },
  'first start': {
    args: () => ['doctor'],
    lay: async (dataDir) => void mkdirSync(dataDir, { recursive: true }),
    async check(services) {
      const made = await createOrganization(services, { name: 'Ours', adminEmail: 'robin@ours.example' });
      must(made.id !== '', 'no organization');
      return 'a store to begin with';
    },
  },
} as const satisfies Record<string, Kind>;

export const KILL_KINDS = Object.keys(KINDS) as KillKind[];

/** A folder with calls and an answer, and for each kind how long its command takes when nobody kills it. */
export async function prepareKills() {
  const folder = makeFolder();
  const template = join(folder.path, 'template');
  const services = await openServices(readConfig({ DATA_DIR: template }), silent);
  const { id: organizationId } = await createOrganization(services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
  await saveSpokenCalls(services.db, spoken(), toOrganizationId(organizationId));
  await services.indexer.index(new AbortController().signal);
  const viewer = await readMember(services, organizationId);
  await askQuestion(
    services,
    viewer,
    { question: `What about the ${CANARY}?` },
    () => {},
    new AbortController().signal,
  );
  await services.close();
  const durations = new Map<KillKind, number>();

  const lay = async (kind: KillKind, name: string): Promise<Place> => {
    const dataDir = join(folder.path, `${kind.replace(' ', '-')}-${name}`);
    const { lay: ownLay } = KINDS[kind] as Kind;
    if (ownLay) await ownLay(dataDir);
    if (!existsSync(dataDir)) cpSync(template, dataDir, { recursive: true });
    return { dataDir, organizationId };
  };
  const settingsOf = (kind: KillKind, { dataDir }: Place) => ({
    DATA_DIR: dataDir,
    ...(KINDS[kind] as Kind).settings?.(),
  });
  const start = (kind: KillKind, place: Place) =>
    startColloquy(KINDS[kind].args(place), { ...settingsOf(kind, place), LOG_LEVEL: 'warn' });
  const durationOf = async (kind: KillKind): Promise<number> => {
    const known = durations.get(kind);
    if (known !== undefined) return known;
    const place = await lay(kind, 'whole');
    const startedMs = performance.now();
    const { exit, err } = await start(kind, place).finished;
    if (kind !== 'first start' && kind !== 'migration') must(exit === 0, err);
    const tookMs = performance.now() - startedMs;
    durations.set(kind, tookMs);
    rmSync(place.dataDir, { recursive: true });
    return tookMs;
  };

  return {
    /** Kills one process at the seed's moment and looks at what is left. Throws what was lost. */
    async kill(kind: KillKind, seed: number): Promise<string> {
      // Programs take a while to start; most moments are within the work.
      const share = 0.15 + 0.85 * seeded(seed)();
      const { moment } = KINDS[kind] as Kind;
      const wholeMs = moment ? 0 : await durationOf(kind);
      const place = await lay(kind, String(seed));
      const startedMs = performance.now();
      const { child, finished } = start(kind, place);
      await Promise.race([moment?.(share) ?? sleep(share * wholeMs), finished]);
      child.kill('SIGKILL');
      const afterMs = performance.now() - startedMs;
      const { exit } = await finished;
      const opened = await openServices(readConfig(settingsOf(kind, place)), silent);
      try {
        const left = await KINDS[kind].check(opened, place);
        return `${exit === null ? 'killed' : 'ended before'} after ${Math.round(afterMs)} ms: ${left}`;
      } finally {
        await opened.close();
        rmSync(place.dataDir, { recursive: true });
      }
    },
    async close() {
      folder.remove();
      await model.close();
    },
  };
}

const spoken = (): SpokenCall[] =>
  Array.from({ length: CALLS }, (_, at) => ({
    id: String(3000 + at),
    title: `Review ${at}`,
    says: Array.from({ length: TURNS }, (_, turn): [string, string] => [
      turn % 2 === 0 ? `tove@acme${at % 5}.example` : 'robin@ours.example',
      `Turn ${turn} of review ${at} is about line ${at * TURNS + turn}${at === 0 ? ` and the ${CANARY}` : ''}.`,
    ]),
  }));

function toCsvFile(dataDir: string): string {
  const file = `${dataDir}.csv`;
  const rows = Array.from({ length: ROWS }, (_, at) => `Killed ${at} Works,killed${at}.example`);
  writeFileSync(file, ['name,domain', ...rows].join('\n'));
  return file;
}

function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(folder, name);
    return statSync(file).isFile() && readFileSync(file).includes(word);
  });
}

function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
