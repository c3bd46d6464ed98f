import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeAuth } from './access/auth.ts';
import { makePasswordTries } from './access/password-tries.ts';
import { cappedModel } from './ask/capped-model.ts';
import { observedModel } from './ask/observed-model.ts';
import { type OpenAiOptions, openAiModel } from './ask/openai-model.ts';
import { makeOwnModel, type OpenOwnModel } from './ask/own-model.ts';
import { makePatience } from './ask/patience.ts';
import { makeRunningAnswers } from './ask/running-answers.ts';
import type { OrganizationId } from './call.ts';
import type { Config } from './config.ts';
import { readProbe } from './demo/probe.ts';
import { relink } from './directory/relink.ts';
import { isAppError } from './errors.ts';
import { gongOAuth } from './gong/gong-oauth.ts';
import {
  endpointFetch,
  guardedFetch,
  hostCheck,
  isLoopback,
  modelHostCheck,
  typedEndpointFetch,
} from './guarded-fetch.ts';
import type { Log } from './log.ts';
import { diskMediaStore } from './media/disk-media-store.ts';
import { makeMetrics } from './metrics.ts';
import { openOtlpTracing } from './otlp-tracing.ts';
import { openElasticsearchEngine } from './search/elasticsearch-engine.ts';
import { embeddedIndexFolder, openEmbeddedEngine } from './search/embedded-engine.ts';
import type { Embedder } from './search/embedder.ts';
import { makeCallsIndexer } from './search/index-calls.ts';
import { ensureLiveIndex } from './search/live-index.ts';
import { measuredEmbedder } from './search/measured-embedder.ts';
import { miniLmEmbedder } from './search/minilm-embedder.ts';
import { openAiEmbedder } from './search/openai-embedder.ts';
import { warmUpMeaning } from './search/warm-up-meaning.ts';
import { sleep } from './sleep.ts';
import { mayKeepRecording } from './store/calls-walker.ts';
import { type DataFolder, lockDataFolder } from './store/data-folder.ts';
import type { Store } from './store/db.ts';
import { openStore } from './store/open-store.ts';
import { sealAnew } from './store/seal-anew.ts';
import { dropPreviousSecretKey, readOrMakeSecretKeys } from './store/secret-key.ts';
import { makeSecrets } from './store/secrets.ts';
import { makeMediaFetcher } from './sync/fetch-media.ts';
import { makeGongOpener } from './sync/gong-opener.ts';
import { startPrefetchingMedia } from './sync/prefetch-media.ts';
import { makeRightsReader } from './sync/read-rights.ts';
import { makeSyncRunner } from './sync/sync-runner.ts';
import { withFreshAccess } from './sync/with-fresh-access.ts';
import { NO_TRACING } from './tracing.ts';
import { BACKUP_COPY, RESTORE_COPY } from './upkeep/backup-manifest.ts';
import { scrubRemoved, scrubWhatIsDue } from './upkeep/scrub-removed.ts';
import type { Viewer } from './viewer.ts';
import { makeWorkLimits } from './work-limits.ts';

/** Everything a verb can ask for. Each verb types only its own part, so tests can pass plain objects. */
export type Services = Awaited<ReturnType<typeof openServices>>;

/**
 * The demo and tests set `now`. `migrates` opens an outdated Postgres store in order to migrate the store. A given
 * `store` is taken instead of the one that the settings name, and closed with the services.
 */
export type WireOptions = { now?: () => Date; migrates?: boolean; store?: Store };

/**
 * Chooses the engines by the settings and wires all services. With the embedded store, the data folder is locked and
 * migrated, and released on `close`.
 * @throws AppError `data_folder_in_use`, `store_unavailable`.
 */
export async function openServices(config: Config, log: Log, options: WireOptions = {}) {
  const folder = config.databaseUrl ? null : lockDataFolder(config.dataDir);
  // Words that were erased since may stand in what a crash left.
  if (folder)
    for (const name of [BACKUP_COPY, RESTORE_COPY]) rmSync(join(folder.path, name), { recursive: true, force: true });
  try {
    return await wire(config, log, options, folder);
  } catch (error) {
    folder?.release();
    throw error;
  }
}

async function wire(config: Config, log: Log, options: WireOptions, folder: DataFolder | null) {
  const { now = () => new Date(), migrates } = options;
  const { fetch } = globalThis;
  const store = options.store ?? (await openStore(config, { migrates }));
  const { db } = store;
  const engine = config.elasticsearchUrl
    ? openElasticsearchEngine({ url: config.elasticsearchUrl })
    : openEmbeddedEngine(embeddedIndexFolder(config.dataDir));
  const plain = openEmbedder(config.embedding);
  const embedder = plain && measuredEmbedder(plain, { db, readProbe, now, log });
  if (!migrates || store.kind === 'embedded')
    // A search that cannot work reports the reason when asked; everything else works without search.
    await ensureLiveIndex({ db, engine, now }).catch((error) => {
      if (!isAppError(error, 'index_unavailable')) throw error;
      log.warn({ reason: error.message }, 'search does not work yet');
    });
  let url = config.publicUrl ?? `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
  const metrics = makeMetrics();
  const tracing = config.tracesEndpoint ? await openOtlpTracing({ endpoint: config.tracesEndpoint, log }) : NO_TRACING;
  const keys = config.secretKey
    ? { current: config.secretKey, previous: config.previousSecretKey }
    : readOrMakeSecretKeys(config.dataDir);
  const auth = makeAuth(db, { secret: keys.current, baseUrl: url, log });
  const secrets = makeSecrets(keys.current, keys.previous);
  if (keys.previous !== null && (await store.isUpToDate())) {
    await sealAnew({ db, secrets });
    if (!config.secretKey) dropPreviousSecretKey(config.dataDir);
    log.warn('stored secrets are sealed under the new key; everybody signs in again');
  }
  const oauth = config.gongApp ? gongOAuth(config.gongApp, { fetch, now }) : null;
  const isLocal = isLoopback(config.host) && config.publicUrl === null;
  const gongHosts = { hosts: config.gongHosts, isLocal };
  const opener = makeGongOpener({
    db,
    secrets,
    fetch,
    typedFetch: typedEndpointFetch(gongHosts),
    sleep,
    random: Math.random,
    now,
    log,
    oauth,
    metrics,
  });
  const media = diskMediaStore(join(config.dataDir, 'media'));
  const mediaFetcher = makeMediaFetcher({
    opener,
    media,
    mostBytes: config.mediaMaxBytes,
    mayKeep: ({ organizationId, callId }) => mayKeepRecording(db, organizationId, callId),
    fetch: guardedFetch(gongHosts),
    now,
    log,
  });
  const indexer = makeCallsIndexer({ db, engine, media, now });
  const scrubbing = { store, engine, indexer, media, now, log };
  const scrub = (organizationId: OrganizationId) => scrubRemoved(scrubbing, organizationId);
  const scrubDue = () => scrubWhatIsDue(scrubbing);
  const { syncIntervalMinutes } = config;
  const rights = makeRightsReader({ db, opener, now, log });
  const syncRunner = makeSyncRunner({
    db,
    store,
    indexer,
    embedder,
    scrub,
    scrubWhatIsDue: scrubDue,
    opener,
    sleep,
    now,
    log,
    syncIntervalMinutes,
    rights,
    tracing,
  });
  const { contextTokens, silenceSeconds, modelHosts } = config;
  const openModel = (options: OpenAiOptions) => {
    const signals = { metrics, tracing, log, isOwn: options.isTyped ?? false };
    return cappedModel(observedModel(openAiModel({ contextTokens, silenceSeconds, ...options }), signals));
  };
  const model = config.model ? openModel({ ...config.model, fetch: endpointFetch(config) }) : null;
  const judge =
    config.model && config.judge ? openModel({ ...config.model, ...config.judge, fetch: endpointFetch(config) }) : null;
  const typedFetch = typedEndpointFetch({ hosts: modelHosts, isLocal });
  const openOwnModel: OpenOwnModel = (own) => openModel({ ...own, isTyped: true, fetch: typedFetch });
  const ownModel = makeOwnModel({ db, secrets, open: openOwnModel });
  const limits = makeWorkLimits({ now });
  let prefetching: ReturnType<typeof startPrefetchingMedia> | undefined;

  return {
    ...{ config, log, now, metrics, tracing, store, db, engine, index: engine.live, embedder, indexer, model, judge },
    ...{ ownModel, openOwnModel, patience: makePatience({ now }), scrub, scrubWhatIsDue: scrubDue },
    limits,
    runningAnswers: makeRunningAnswers({ log, limits }),
    rights,
    /** For questions: as fresh as a member's first one of the day needs it. */
    freshAccess: (viewer: Viewer) => withFreshAccess({ db, rights, now }, viewer),
    relink: (organizationId: OrganizationId) => relink({ db, indexer, now, log }, organizationId),
    /** For hosts typed into the web application. */
    checkHost: hostCheck(gongHosts),
    checkModelHost: modelHostCheck({ hosts: modelHosts, isLocal }),
    ...{
      auth,
      passwordTries: makePasswordTries({ db, now, log }),
      secrets,
      oauth,
      opener,
      media,
      mediaFetcher,
      syncRunner,
    },

    /** Base of all links: PUBLIC_URL or else the address listened on. No slash at the end. */
    publicUrl: () => url,
    listensOn(address: string): void {
      if (!config.publicUrl) url = address;
      folder?.announce(address);
    },

    /** Runs syncs and fetches recordings of new calls, until `close`. */
    startJobs(): void {
      syncRunner.startJobs();
      if (embedder) {
        void embedder.measure();
        void warmUpMeaning({ engine, embedder });
      }
      if (config.mediaMaxBytes > 0) prefetching ??= startPrefetchingMedia({ db, mediaFetcher, now, log });
    },

    async close(): Promise<void> {
      await prefetching?.stop();
      await rights.stop();
      await syncRunner.stop();
      await tracing.close();
      await embedder?.close();
      await engine.close();
      await store.close();
      folder?.release();
    },
  };
}

const openEmbedder = (embedding: Config['embedding']): Embedder | null =>
  embedding === 'inside' ? miniLmEmbedder() : embedding && openAiEmbedder(embedding);
