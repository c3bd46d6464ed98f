import type { SearchEngine } from '../search/segment-index.ts';
import { recordAuditOfAll } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { forgetSearchIndex, listOldIndexes } from '../store/search-indexes-store.ts';

type Deps = { db: Db; engine: SearchEngine };

/** Drops every replaced index and answers how many there were. An index in the making stays. For operators. */
export async function dropOldIndexes(deps: Deps & { now: () => Date }): Promise<number> {
  const dropped = await dropNotLive(deps);
  if (dropped > 0) await recordAuditOfAll(deps.db, { action: 'old_indexes.dropped' }, deps.now());
  return dropped;
}

/** Drops without an audit record, for callers with a record of the whole deed. */
export async function dropNotLive({ db, engine }: Deps): Promise<number> {
  const old = await listOldIndexes(db);
  for (const { name, engine: kind } of old) {
    if (kind === engine.kind) await engine.drop(name);
    await forgetSearchIndex(db, name);
  }
  return old.length;
}
