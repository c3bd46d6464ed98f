import { join } from 'node:path';
import { createApiKey } from './access/api-keys.ts';
import { makeAuth } from './access/auth.ts';
import { createOrganization, type NewOrganization, readMember, setPassword } from './access/members.ts';
import { scopeOf } from './access/scope.ts';
import { isSetUp, setUpCodeOf } from './access/set-up.ts';
import type { Answer, AnswerEvent } from './ask/answer.ts';
import { type AskRequest, askQuestion } from './ask/ask-question.ts';
import { evaluateAnswers, readQuestionSet, readScore, scoreLines } from './ask/evaluate-answers.ts';
import { openAiModel } from './ask/openai-model.ts';
import { type OrganizationId, toCallId } from './call.ts';
import type { Config } from './config.ts';
import { AppError, isAppError } from './errors.ts';
import { gongOAuth } from './gong/gong-oauth.ts';
import type { HttpDeps } from './http/http-app.ts';
import type { Log } from './log.ts';
import { diskMediaStore } from './media/disk-media-store.ts';
import { openElasticsearchEngine } from './search/elasticsearch-engine.ts';
import { embeddedIndexFolder, openEmbeddedEngine } from './search/embedded-engine.ts';
import { ensureLiveIndex } from './search/live-index.ts';
import { openAiEmbedder } from './search/openai-embedder.ts';
import { type SearchRequest, type SearchResult, searchSegments } from './search/search-segments.ts';
import { findAccounts } from './store/accounts-reader.ts';
import { listRecentCalls } from './store/calls-walker.ts';
import { type DataFolder, lockDataFolder, readOrMakeSecretKey } from './store/data-folder.ts';
import { embeddedStoreFolder, openEmbeddedStore, openPostgresStore } from './store/db.ts';
import type { Erasure } from './store/erased-people-store.ts';
import { findMemberOf } from './store/members-store.ts';
import {
  listOrganizations,
  type Organization,
  readOrganization,
  updateOrganization,
} from './store/organizations-store.ts';
import { makeSecrets } from './store/secrets.ts';
import type { SyncRun } from './store/sync-runs-store.ts';
import { saveTracker } from './store/trackers-store.ts';
import { confirmRemovals } from './sync/check-calls.ts';
import { connectWithKey, disconnectGong, type KeyConnect } from './sync/connect-gong.ts';
import { eraseCall, erasePersonByEmail } from './sync/erase.ts';
import { examine, type Finding } from './sync/examine.ts';
import { explainMissing, toMissingThing } from './sync/explain-missing.ts';
import { makeMediaFetcher } from './sync/fetch-media.ts';
import { makeGongOpener } from './sync/gong-opener.ts';
import { type AccountsImport, importAccounts } from './sync/import-accounts.ts';
import { type ContactsImport, importContacts } from './sync/import-contacts.ts';
import { makeCallsIndexer } from './sync/index-calls.ts';
import { startPrefetchingMedia } from './sync/prefetch-media.ts';
import { dropOldIndexes, type RebuildProgress, rebuildIndex } from './sync/rebuild-index.ts';
import { scrubRemoved } from './sync/scrub-removed.ts';
import { makeSyncRunner } from './sync/sync-runner.ts';
import type { Explanation } from './sync/sync-standing.ts';
import { parseInstant, type TimeWindow } from './time-window.ts';
import type { Tracker } from './tracker.ts';
import type { Viewer } from './viewer.ts';

/** A waiting command sits out a pause of Gong's limit, not a day's end. */
const LONGEST_PATIENCE_MS = 90_000;

export type App = Awaited<ReturnType<typeof openApp>>;

/** What an application may be opened with besides its settings; the demo and tests set a clock. */
export type AppOptions = {
  now?: () => Date /** Opens a Postgres store that is not up to date, to migrate it. */;
  migrates?: boolean;
};

/**
 * Chooses the concrete engines by the settings and wires everything to them. With the embedded store it owns the data folder until
 * it is closed, and migrates it.
 * @throws AppError `data_folder_in_use`, `store_unavailable`.
 */
export async function openApp(config: Config, log: Log, options: AppOptions = {}) {
  const folder: DataFolder | null = config.databaseUrl ? null : lockDataFolder(config.dataDir);
  try {
    return await wire(config, log, options, folder);
  } catch (error) {
    folder?.release();
    throw error;
  }
}

async function wire(config: Config, log: Log, options: AppOptions, folder: DataFolder | null) {
  const now = options.now ?? (() => new Date());
  const store = config.databaseUrl
    ? await openPostgresStore(config.databaseUrl)
    : await openEmbeddedStore(embeddedStoreFolder(config.dataDir));
  if (store.kind === 'embedded') await store.migrate();
  else if (!options.migrates && !(await store.isUpToDate())) {
    await store.close();
    throw new AppError(
      'store_unavailable',
      'The database is empty, or older than this version. Run `colloquy migrate` first.',
    );
  }
  const { db } = store;
  const engine = config.elasticsearchUrl
    ? openElasticsearchEngine({ url: config.elasticsearchUrl })
    : openEmbeddedEngine(embeddedIndexFolder(config.dataDir));
  const index = engine.live;
  const embedder = config.embedding ? openAiEmbedder(config.embedding) : null;
  if (!options.migrates || store.kind === 'embedded')
    // Whatever keeps search from working is told where it is asked for; the rest works without.
    await ensureLiveIndex({ db, engine, embedder, now }).catch((error) => {
      if (!isAppError(error, 'index_unavailable')) throw error;
      log.warn({ reason: error.message }, 'search does not work yet');
    });
  const secretKey = config.secretKey ?? readOrMakeSecretKey(config.dataDir);
  let url = config.publicUrl ?? `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
  const setUpCode = setUpCodeOf(secretKey);
  const auth = makeAuth(db, { secret: secretKey, baseUrl: url, log });
  const secrets = makeSecrets(secretKey);
  const oauth = config.gongApp ? gongOAuth(config.gongApp, { fetch: globalThis.fetch, now }) : null;
  const gongDeps = { db, secrets, fetch: globalThis.fetch, sleep, random: Math.random, now, log, oauth };
  const opener = makeGongOpener(gongDeps);
  const gong = { ...gongDeps, opener };
  const media = diskMediaStore(join(config.dataDir, 'media'));
  const mediaFetcher = makeMediaFetcher({
    opener,
    media,
    mostBytes: config.mediaMaxBytes,
    fetch: globalThis.fetch,
    now,
    log,
  });
  let prefetching: ReturnType<typeof startPrefetchingMedia> | undefined;
  const indexer = makeCallsIndexer({ db, engine, embedder, media, now });
  const { syncIntervalMinutes } = config;
  const scrub = (organizationId: OrganizationId) => scrubRemoved({ store, engine, indexer }, organizationId);
  const syncRunner = makeSyncRunner({
    db,
    store,
    indexer,
    scrub,
    opener,
    sleep,
    now,
    log,
    syncIntervalMinutes,
  });
  const model = config.model ? openAiModel(config.model) : null;
  const never = new AbortController().signal;

  const organization = (id: string) => readOrganization(db, id);

  return {
    config,
    log,
    now,
    syncRunner,

    http: (): HttpDeps => ({
      db,
      engine,
      embedder,
      indexer,
      auth,
      gong,
      syncRunner,
      model,
      media,
      mediaFetcher,
      scrub,
      publicUrl: () => url,
      setUpCode,
      now,
      log,
    }),

    /** The page to open where the server has no organization yet; null where it has one. */
    async setUpUrl(): Promise<string | null> {
      return (await isSetUp(db)) ? null : `${url}/set-up?code=${setUpCode}`;
    },

    /** Called when the server listens: links then lead there, unless PUBLIC_URL says where. */
    listensOn(address: string): void {
      if (!config.publicUrl) url = address;
      folder?.announce(address);
    },

    migrate: () => store.migrate(),

    /** Signs in by password; answers the cookies that a browser would get. */
    async signIn(email: string, password: string): Promise<string[]> {
      const { headers } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true });
      return headers.getSetCookie();
    },

    /** Sets a member's password anew. */
    setPassword: (email: string, password: string) => setPassword({ db, auth, now }, email, password),

    async createOrganization(wish: NewOrganization): Promise<{ id: OrganizationId; apiKey: string }> {
      const admin = await createOrganization({ db, auth, now }, wish);
      const { key } = await createApiKey(db, admin, 'made with the organization', now());
      return { id: admin.organizationId, apiKey: key };
    },

    createApiKey: (viewer: Viewer, name: string) => createApiKey(db, viewer, name, now()),
    listOrganizations: () => listOrganizations(db),

    async updateOrganization(id: string, changes: Partial<Omit<Organization, 'id'>>): Promise<Organization> {
      const changed = await updateOrganization(db, (await organization(id)).id, changes);
      if (changes.dataSyncEnabled === true) await syncRunner.takeUp(changed.id);
      if (changes.dataSyncEnabled === false) await syncRunner.putDown(changed.id);
      return changed;
    },

    async saveTracker(id: string, tracker: Tracker): Promise<void> {
      await saveTracker(db, (await organization(id)).id, tracker);
    },

    async importAccounts(id: string, csv: string): Promise<AccountsImport> {
      const { id: organizationId } = await organization(id);
      const counts = await importAccounts(db, organizationId, csv, now());
      await indexer.index(never, organizationId);
      return counts;
    },

    async importContacts(id: string, csv: string): Promise<ContactsImport> {
      const { id: organizationId } = await organization(id);
      const counts = await importContacts(db, organizationId, csv, now());
      await indexer.index(never, organizationId);
      return counts;
    },

    /** Forgets a person or a call, everywhere. Answers what was removed. @throws AppError `not_found`, `invalid_input`, `conflict`. */
    async erase(id: string, what: { person: string } | { callId: string }): Promise<Omit<Erasure, 'callIds'>> {
      const { id: organizationId } = await organization(id);
      const { callIds, ...removed } =
        'person' in what
          ? await erasePersonByEmail(db, organizationId, what.person, now())
          : await eraseCall(db, organizationId, toCallId(what.callId), now());
      await media.remove(organizationId, callIds);
      await scrub(organizationId);
      return removed;
    },

    async connectGong(
      wish: Omit<KeyConnect, 'organizationId'> & { organizationId: string; turnsSyncOn: boolean },
      signal: AbortSignal,
    ) {
      const { id: organizationId } = await organization(wish.organizationId);
      const connection = await connectWithKey(gong, { ...wish, organizationId }, signal);
      if (wish.turnsSyncOn) await updateOrganization(db, organizationId, { dataSyncEnabled: true });
      return connection;
    },

    /** Starts a run, and with `wait` sees it to its end in this process too; a run that has to wait long is answered as it is. */
    async sync(
      id: string,
      range: Partial<TimeWindow>,
      options: { wait: boolean; signal?: AbortSignal; patienceMs?: number; onProgress?: (run: SyncRun) => void },
    ): Promise<SyncRun> {
      const { id: organizationId } = await organization(id);
      const run = await syncRunner.start(organizationId, range);
      const { signal = never, patienceMs = LONGEST_PATIENCE_MS, onProgress = () => {} } = options;
      return options.wait ? syncRunner.waitFor(run, { signal, patienceMs, onProgress }) : run;
    },

    /** Works on syncs until the application is closed. */
    startJobs(): void {
      syncRunner.startJobs();
      if (config.mediaMaxBytes > 0) prefetching ??= startPrefetchingMedia({ db, mediaFetcher, now, log });
    },

    /** Fetches the audio of the newest calls now, so that it is here when Gong is not. */
    async keepRecordings(id: string, signal: AbortSignal): Promise<void> {
      const { id: organizationId } = await organization(id);
      await mediaFetcher.prefetch(organizationId, await listRecentCalls(db, organizationId, new Date(0), 200), signal);
    },

    /** Why a call, its transcript or a person is not here. @throws AppError `invalid_input`, `not_found`. */
    async explainMissing(
      id: string,
      asked: Parameters<typeof toMissingThing>[0],
      signal: AbortSignal,
    ): Promise<Explanation[]> {
      const { id: organizationId, timeZone } = await organization(id);
      return explainMissing(gong, organizationId, toMissingThing(asked, timeZone), signal);
    },

    /** How the store, search and each connection are. */
    async examine(organizationId?: string): Promise<Finding[]> {
      const organizations = organizationId ? [await organization(organizationId)] : await listOrganizations(db);
      return examine({ db, engine, embedder, now, isUpToDate: store.isUpToDate }, organizations);
    },

    /** The calls held back are really gone from Gong. Answers how many were removed. */
    async confirmRemovals(id: string): Promise<number> {
      const { id: organizationId } = await organization(id);
      const removed = await confirmRemovals(db, organizationId, now());
      await indexer.index(never, organizationId);
      return removed;
    },

    async disconnectGong(id: string, options: { erases: boolean }): Promise<number> {
      const { id: organizationId } = await organization(id);
      await syncRunner.putDown(organizationId);
      const calls = await disconnectGong({ db, now }, organizationId, options);
      await indexer.index(never, organizationId);
      return calls;
    },

    isMember: async (organizationId: string, email: string): Promise<boolean> =>
      (await findMemberOf(db, organizationId, email)) !== null,

    /** @throws AppError `not_found`. */
    viewer: (organizationId: string, email?: string): Promise<Viewer> => readMember(db, organizationId, email),

    /** A day or time in the organization's zone. @throws AppError `invalid_input` naming the option. */
    async instant(organizationId: string, name: string, text: string): Promise<Date> {
      const instant = parseInstant(text, (await organization(organizationId)).timeZone);
      if (!instant)
        throw new AppError(
          'invalid_input',
          `${name}: "${text}" is not a day like 2026-11-22 or an ISO-8601 time like 2026-11-22T12:00:00Z.`,
        );
      return instant;
    },

    /** The viewer's accounts, those with the latest calls first. */
    accounts: (viewer: Viewer, text = '') => findAccounts(db, scopeOf(viewer), { text, limit: 1000 }),

    search: (viewer: Viewer, request: SearchRequest): Promise<SearchResult> =>
      searchSegments({ db, index, embedder, now }, viewer, request),

    ask: (
      viewer: Viewer,
      request: AskRequest,
      signal: AbortSignal,
      emit: (event: AnswerEvent) => void = () => {},
    ): Promise<Answer> =>
      askQuestion({ db, index, embedder, model, publicUrl: url, now, log }, viewer, request, emit, signal),

    /**
     * Asks a set of questions (JSON lines) and scores the answers, beside an earlier score where its JSON is given.
     * @throws AppError `invalid_input`, `index_unavailable`.
     */
    async evaluateAnswers(
      viewer: Viewer,
      set: string,
      other: string | null,
      signal: AbortSignal,
      onProgress: (done: number, of: number) => void = () => {},
    ) {
      const questions = readQuestionSet(set);
      const score = await evaluateAnswers(
        questions,
        ({ question, asOf }, emit) =>
          askQuestion(
            { db, index, embedder, model, publicUrl: url, now, log },
            viewer,
            { question, ...(asOf && { asOf: new Date(asOf) }) },
            emit,
            signal,
          ),
        (done) => onProgress(done, questions.length),
      );
      return { score, lines: scoreLines(score, other === null ? null : readScore(other)) };
    },

    /** Makes the index anew from the store, beside the live one, and swaps them. @throws AppError `index_unavailable`. */
    async reindex(
      signal: AbortSignal,
      onProgress: (progress: RebuildProgress) => void = () => {},
    ): Promise<RebuildProgress> {
      const progress = await rebuildIndex({ db, engine, embedder, now, log }, signal, onProgress);
      await indexer.index(signal);
      return progress;
    },

    /** Drops the indexes that were live before. Answers how many. */
    dropOldIndexes: () => dropOldIndexes({ db, engine }),

    async close(): Promise<void> {
      await prefetching?.stop();
      await syncRunner.stop();
      await engine.close();
      await store.close();
      folder?.release();
    },
  };
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
