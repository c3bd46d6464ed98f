import { inTime } from '../in-time.ts';
import { findSearchProblem } from '../search/live-index.ts';
import type { SearchEngine } from '../search/segment-index.ts';
import { type Db, readStoreState } from '../store/db.ts';

/** Whether the server can serve. `store` and `search` describe a problem in words; null means none. */
export type Readiness = { isReady: boolean; store: string | null; search: string | null };

const LONGEST_LOOK_MS = 2000;

const PROBLEMS = {
  ready: null,
  read_only: 'The store takes no writes, often because its disk is full.',
  away: 'The store does not answer.',
} as const;

export async function checkReadiness({ db, engine }: { db: Db; engine: SearchEngine }): Promise<Readiness> {
  const state = await inTime(readStoreState(db), LONGEST_LOOK_MS, () => 'away' as const);
  const store = PROBLEMS[state];
  const looked = state !== 'away' ? findSearchProblem({ db, engine }) : engine.problem();
  const search = await inTime(looked, LONGEST_LOOK_MS, () => 'Search does not answer in time.');
  return { isReady: store === null && search === null, store, search };
}
