import type { Config } from '../config.ts';
import { isAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import { embeddedIndexFolder, openEmbeddedEngine } from './embedded-engine.ts';
import type { Embedder } from './embedder.ts';
import { type IndexDeps, makeCallsIndexer } from './index-calls.ts';
import { ensureLiveIndex } from './live-index.ts';
import { measuredEmbedder } from './measured-embedder.ts';
import { miniLmEmbedder } from './minilm-embedder.ts';
import { openAiEmbedder } from './openai-embedder.ts';
import type { Probe } from './probe-embedder.ts';
import { warmUpMeaning } from './warm-up-meaning.ts';

type Deps = {
  db: Db;
  media: NonNullable<IndexDeps['media']>;
  readProbe: () => Probe;
  /** A store that is about to be migrated has no table to look an index up in yet. */
  isReadable: boolean;
  now: () => Date;
  log: Log;
};

/**
 * The search engine and the embedder that the settings name. A search that cannot work is logged: it reports the reason
 * when asked, and everything else works without search.
 */
export async function openSearch(
  config: Pick<Config, 'elasticsearchUrl' | 'dataDir' | 'embedding'>,
  { db, media, readProbe, isReadable, now, log }: Deps,
) {
  const engine = await openEngine(config);
  const plain = openEmbedder(config.embedding);
  const embedder = plain && measuredEmbedder(plain, { db, readProbe, now, log });
  const close = async (): Promise<void> => {
    await embedder?.close();
    await engine.close();
  };
  if (isReadable)
    await ensureLiveIndex({ db, engine, now }).catch(async (error) => {
      if (isAppError(error, 'index_unavailable'))
        return log.warn({ reason: error.message }, 'search does not work yet');
      await close();
      throw error;
    });
  return {
    engine,
    index: engine.live,
    embedder,
    indexer: makeCallsIndexer({ db, engine, media, now }),

    /** In the background: measures the embedder where that was not done, and spares the first question the wait. */
    startMeaning(): void {
      if (!embedder) return;
      void embedder.measure();
      void warmUpMeaning({ engine, embedder });
    },

    close,
  };
}

/** Elasticsearch's client takes a third of a second to load, and few need it. */
const openEngine = async ({ elasticsearchUrl, dataDir }: Pick<Config, 'elasticsearchUrl' | 'dataDir'>) =>
  elasticsearchUrl
    ? (await import('./elasticsearch-engine.ts')).openElasticsearchEngine({ url: elasticsearchUrl })
    : openEmbeddedEngine(embeddedIndexFolder(dataDir));

const openEmbedder = (embedding: Config['embedding']): Embedder | null =>
  embedding === 'inside' ? miniLmEmbedder() : embedding && openAiEmbedder(embedding);
