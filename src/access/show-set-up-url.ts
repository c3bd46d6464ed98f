import type { Db } from '../store/db.ts';
import { isSetUp } from './is-set-up.ts';
import { readOrMakeSetUpCode } from './set-up-code.ts';

type Deps = { db: Db; now: () => Date; publicUrl: () => string };

/** The page for setting up a server without an organization; null once an organization exists. For operators. */
export async function showSetUpUrl({ db, now, publicUrl }: Deps): Promise<string | null> {
  return (await isSetUp({ db })) ? null : `${publicUrl()}/set-up?code=${await readOrMakeSetUpCode({ db, now })}`;
}
