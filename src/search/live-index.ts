import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Db } from '../store/db.ts';
import { addSearchIndex, readSearchIndex, type SearchIndexRow } from '../store/search-indexes-store.ts';
import { INDEX_VERSION, type SearchEngine } from './segment-index.ts';

type Deps = { db: Db; engine: SearchEngine; now: () => Date };

/** A new index name; the prefix tells the version. */
export const newIndexName = (): string => `v${INDEX_VERSION}-${newId('').slice(1, 13)}`;

/** The store's note of a new index. */
export const newIndex = ({ engine }: Pick<Deps, 'engine'>) => ({
  name: newIndexName(),
  engine: engine.kind,
  version: INDEX_VERSION,
});

/**
 * The live index for writing. A store without an index gets one. When readers see an older index than the store knows,
 * as after a crash in mid-swap, the newer index is promoted.
 * @throws AppError `index_unavailable` for a missing index, or one of another engine or version; `colloquy reindex`
 * makes a new index.
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

/** Why this version cannot use the index known to the store; null when it can. */
async function misfitOf(known: SearchIndexRow, engine: SearchEngine): Promise<string | null> {
  if (known.engine !== engine.kind)
    return `The search index was made for the ${known.engine} engine, and the ${engine.kind} one is set. Run \`colloquy reindex\` to fill it from the store.`;
  if (known.version !== INDEX_VERSION)
    return `The search index is of an older version. Run \`colloquy reindex\` to make it anew from the store.`;
  if (!(await engine.has(known.name)))
    return 'The search index is missing. Run `colloquy reindex` to make it anew from the store.';
  return null;
}

/** Null when search works; else the fault and the remedy in words. */
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
