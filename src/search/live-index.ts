import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Db } from '../store/db.ts';
import { addSearchIndex, readSearchIndex, type SearchIndexRow } from '../store/search-indexes-store.ts';
import { INDEX_VERSION, type SearchEngine } from './segment-index.ts';

type Deps = { db: Db; engine: SearchEngine; now: () => Date };

/** A name for a new index, which says its shape. */
export const newIndexName = (): string => `v${INDEX_VERSION}-${newId('').slice(1, 13)}`;

/**
 * The name of the live index, to write to. A store that has none yet gets one; where the store knows of a newer live index than readers see, these are
 * led to it, as after a crash in the middle of a swap.
 * @throws AppError `index_unavailable` where the index is missing, or of another engine or version: `colloquy reindex` makes it anew.
 */
export async function ensureLiveIndex({ db, engine, now }: Deps): Promise<string> {
  const known = (await readSearchIndex(db, 'live')) ?? (await makeFirst({ db, engine, now }));
  const misfit = await misfitOf(known, engine);
  if (misfit !== null) throw new AppError('index_unavailable', misfit);
  if ((await engine.liveName()) !== known.name) await engine.promote(known.name);
  return known.name;
}

async function makeFirst({ db, engine, now }: Deps): Promise<SearchIndexRow> {
  const name = newIndexName();
  await engine.create(name);
  const isFirst = await addSearchIndex(db, { name, engine: engine.kind, version: INDEX_VERSION }, 'live', now());
  if (!isFirst) await engine.drop(name);
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
