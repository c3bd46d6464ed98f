import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Db } from '../store/db.ts';
import { addSearchIndex, readSearchIndex, type SearchIndexRow } from '../store/search-indexes-store.ts';
import type { Embedder } from './embedder.ts';
import { INDEX_VERSION, type SearchEngine } from './segment-index.ts';

type Deps = { db: Db; engine: SearchEngine; embedder: Embedder | null; now: () => Date };

/** A name for a new index, which says its shape. */
export const newIndexName = (): string => `v${INDEX_VERSION}-${newId('').slice(1, 13)}`;

/** What a new index is noted with. */
export const newIndex = ({ engine, embedder }: Pick<Deps, 'engine' | 'embedder'>) => ({
  name: newIndexName(),
  engine: engine.kind,
  version: INDEX_VERSION,
  embeddingModel: embedder?.name ?? null,
});

/**
 * The live index, to write to. A store that has none yet gets one; where the store knows of a newer live index than readers see, these are
 * led to it, as after a crash in the middle of a swap.
 * @throws AppError `index_unavailable` where the index is missing, or of another engine or version: `colloquy reindex` makes it anew.
 */
export async function ensureLiveIndex(deps: Deps): Promise<SearchIndexRow> {
  const { db, engine } = deps;
  const known = (await readSearchIndex(db, 'live')) ?? (await makeFirst(deps));
  const misfit = await misfitOf(known, engine);
  if (misfit !== null) throw new AppError('index_unavailable', misfit);
  if ((await engine.liveName()) !== known.name) await engine.promote(known.name);
  return known;
}

async function makeFirst(deps: Deps): Promise<SearchIndexRow> {
  const { db, engine, now } = deps;
  const made = newIndex(deps);
  await engine.create(made.name);
  if (!(await addSearchIndex(db, made, 'live', now()))) await engine.drop(made.name);
  const row = await readSearchIndex(db, 'live');
  if (!row) throw new Error('a live index was noted and is not there');
  return row;
}

/** What keeps this version from using the index that the store knows; null when nothing does. */
async function misfitOf(known: SearchIndexRow, engine: SearchEngine): Promise<string | null> {
  if (known.engine !== engine.kind)
    return `The search index was made for the ${known.engine} engine, and the ${engine.kind} one is set. Run \`colloquy reindex\` to fill it from the store.`;
  if (known.version !== INDEX_VERSION)
    return `The search index is of an older version. Run \`colloquy reindex\` to make it anew from the store.`;
  if (!(await engine.has(known.name)))
    return 'The search index is missing. Run `colloquy reindex` to make it anew from the store.';
  return null;
}

/** Null when searches use the embedding model that is set, else what to do. */
export async function findVectorsProblem({ db, embedder }: Pick<Deps, 'db' | 'embedder'>): Promise<string | null> {
  const known = await readSearchIndex(db, 'live');
  const [made, set] = [known?.embeddingModel ?? null, embedder?.name ?? null];
  if (!known || made === set) return null;
  return `The search index has ${made ? `vectors of ${made}` : 'no vectors'}, and ${set ? `OPENAI_EMBEDDING_MODEL is ${set}` : 'no OPENAI_EMBEDDING_MODEL is set'}: searches go by words alone. Run \`colloquy reindex\`.`;
}

/** Null when search works, else what is wrong and what to do. */
export async function findSearchProblem({ db, engine }: Pick<Deps, 'db' | 'engine'>): Promise<string | null> {
  const problem = await engine.problem();
  if (problem !== null) return problem;
  try {
    const known = await readSearchIndex(db, 'live');
    return known && (await misfitOf(known, engine));
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
