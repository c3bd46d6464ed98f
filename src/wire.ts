import { join } from 'node:path';
import { makeAuth } from './access/auth.ts';
import { makePasswordTries } from './access/password-tries.ts';
import { openModels } from './ask/open-models.ts';
import { makeRunningAnswers } from './ask/running-answers.ts';
import type { OrganizationId } from './call.ts';
import type { Config } from './config.ts';
import { readProbe } from './demo/probe.ts';
import { relink } from './directory/relink.ts';
import { isLoopback } from './guarded-fetch.ts';
import type { Log } from './log.ts';
import { diskMediaStore } from './media/disk-media-store.ts';
import { makeMetrics } from './metrics.ts';
import { openOtlpTracing } from './otlp-tracing.ts';
import { openSearch } from './search/open-search.ts';
import { type Sleep, sleep } from './sleep.ts';
import { lockDataFolder } from './store/data-folder.ts';
import type { Store } from './store/db.ts';
import { openSecrets } from './store/open-secrets.ts';
import { openStore } from './store/open-store.ts';
import { openGong } from './sync/open-gong.ts';
import { startPrefetchingMedia } from './sync/prefetch-media.ts';
import { makeSyncRunner } from './sync/sync-runner.ts';
import { withFreshAccess } from './sync/with-fresh-access.ts';
import { NO_TRACING } from './tracing.ts';
import { dropCopies } from './upkeep/backup-manifest.ts';
import { scrubRemoved, scrubWhatIsDue } from './upkeep/scrub-removed.ts';
import type { Viewer } from './viewer.ts';
import { makeWorkLimits } from './work-limits.ts';

/** Everything a verb can ask for. Each verb types only its own part, so tests can pass plain objects. */
export type Services = Awaited<ReturnType<typeof openServices>>;

/**
 * The demo and tests set `now`, and tests how a sync waits. `migrates` opens an outdated Postgres store in order to
 * migrate the store. A given `store` is taken instead of the one that the settings name, and closed with the services.
 */
export type WireOptions = { now?: () => Date; sleep?: Sleep; migrates?: boolean; store?: Store };

/**
 * Opens all services by the settings. With the embedded store, the data folder is locked and migrated, and released on
 * `close`.
 * @throws AppError `data_folder_in_use`, `store_unavailable`.
 */
export async function openServices(config: Config, log: Log, options: WireOptions = {}) {
  const { now = () => new Date(), migrates, sleep: wait = sleep } = options;
  // Whatever is open when something else cannot be opened is closed again, the last first.
  await using opening = new AsyncDisposableStack();
  const folder = config.databaseUrl
    ? null
    : opening.adopt(lockDataFolder(config.dataDir), (locked) => locked.release());
  if (folder) dropCopies(folder.path);
  const isLocal = isLoopback(config.host) && config.publicUrl === null;
  let url = config.publicUrl ?? `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
  const metrics = makeMetrics();
  const tracing = config.tracesEndpoint ? await openOtlpTracing({ endpoint: config.tracesEndpoint, log }) : NO_TRACING;

  const store = opening.adopt(options.store ?? (await openStore(config, { migrates })), (one) => one.close());
  const { db } = store;
  const { key, secrets } = await openSecrets(config, { store, log });
  const media = diskMediaStore(join(config.dataDir, 'media'));
  const isReadable = !migrates || store.kind === 'embedded';
  const searchDeps = { db, media, readProbe, isReadable, now, log };
  const search = opening.adopt(await openSearch(config, searchDeps), (one) => one.close());
  opening.defer(() => tracing.close());
  const { engine, embedder, indexer } = search;

  const scrubbing = { store, engine, indexer, media, now, log };
  const scrub = (organizationId: OrganizationId) => scrubRemoved(scrubbing, organizationId);
  const scrubDue = () => scrubWhatIsDue(scrubbing);

  const gong = openGong(config, { db, secrets, media, metrics, sleep: wait, now, log, isLocal });
  const { rights } = gong;
  const { syncIntervalMinutes } = config;
  const syncRunner = makeSyncRunner({
    ...{ db, store, indexer, embedder, scrub, scrubWhatIsDue: scrubDue, opener: gong.opener, rights },
    ...{ sleep: wait, now, log, syncIntervalMinutes, tracing },
  });

  opening.defer(() => syncRunner.stop());
  opening.defer(() => rights.stop());

  const models = openModels(config, { db, secrets, metrics, tracing, now, log, isLocal });
  const limits = makeWorkLimits({ now });
  let prefetching: ReturnType<typeof startPrefetchingMedia> | undefined;
  opening.defer(() => prefetching?.stop());

  const opened = opening.move();
  return {
    ...{
      config,
      log,
      now,
      metrics,
      tracing,
      store,
      db,
      secrets,
      media,
      engine,
      index: search.index,
      embedder,
      indexer,
    },
    ...gong,
    ...models,
    ...{ syncRunner, scrub, scrubWhatIsDue: scrubDue, limits, runningAnswers: makeRunningAnswers({ log, limits }) },
    auth: makeAuth(db, { secret: key, baseUrl: url, log }),
    passwordTries: makePasswordTries({ db, now, log }),
    /** For questions: as fresh as a member's first one of the day needs it. */
    freshAccess: (viewer: Viewer) => withFreshAccess({ db, rights, now }, viewer),
    relink: (organizationId: OrganizationId) => relink({ db, indexer, now, log }, organizationId),

    /** Base of all links: PUBLIC_URL or else the address listened on. No slash at the end. */
    publicUrl: () => url,
    listensOn(address: string): void {
      if (!config.publicUrl) url = address;
      folder?.announce(address);
    },

    /** Runs syncs and fetches recordings of new calls, until `close`. */
    startJobs(): void {
      syncRunner.startJobs();
      search.startMeaning();
      if (config.mediaMaxBytes > 0)
        prefetching ??= startPrefetchingMedia({ db, mediaFetcher: gong.mediaFetcher, now, log });
    },

    /** Whatever does not stop in order, as without a store, keeps nothing else open. */
    close: () => opened.disposeAsync(),
  };
}
