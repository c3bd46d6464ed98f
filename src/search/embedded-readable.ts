import type { DatabaseSync } from 'node:sqlite';
import { nameAccess } from '../access-filter.ts';
import type { Scope } from '../viewer.ts';
import { callsBy, isLong, MOST_ALTERNATIVES, ofAccounts, PRIVATE_CALLS, READABLE_CALLS } from './embedded-query.ts';

/** Kept filters; of more, the one used longest ago is forgotten. */
const MOST_KEPT = 20;

export type ReadableCalls = {
  /** Differs after each change of the file, by whomever. */
  version: () => string;
  /** The number of the rows that a long filter opens; null for one that expressions hold. */
  rowsOf: (scope: Scope) => number | null;
};

/**
 * Rows of the calls that a long filter opens, in a table of the connection's own. Folders and grants name calls by
 * thousands: these are looked up once, and every query asks for the rows. `ownChanges` counts this connection's writes.
 */
export function openReadableCalls(db: DatabaseSync, ownChanges: () => number): ReadableCalls {
  db.exec(`create table ${READABLE_CALLS} (filter integer, call integer, primary key (filter, call)) without rowid`);
  // Another connection's commits.
  const dataVersion = db.prepare('pragma data_version');
  const every = db.prepare(`insert or ignore into ${READABLE_CALLS} select ?, id from calls where organization = ?`);
  const byId = db.prepare(
    `insert or ignore into ${READABLE_CALLS} select ?, id from calls
     where organization = ? and call in (select value from json_each(?))`,
  );
  const byTrait = db.prepare(
    `insert or ignore into ${READABLE_CALLS} select ?, rowid from call_filters where call_filters match ?`,
  );
  const without = db.prepare(
    `delete from ${READABLE_CALLS} where filter = ? and call in (select rowid from call_filters where call_filters match ?)`,
  );
  const forgetAll = db.prepare(`delete from ${READABLE_CALLS}`);
  const forget = db.prepare(`delete from ${READABLE_CALLS} where filter = ?`);
  /** A number stands for one filter for good: whoever was given it before asks for no other's rows. */
  const kept = { version: '', filters: new Map<string, number>(), newest: 0 };
  const version = () => `${dataVersion.get()?.data_version} ${ownChanges()}`;

  const keepRows = (filter: number, scope: Scope) => {
    const { open, closedAccountIds } = scope.access;
    if (open === 'all') every.run(filter, scope.organizationId);
    else
      for (const calls of open)
        if (calls.by === 'call') byId.run(filter, scope.organizationId, JSON.stringify(calls.ids));
        else for (const ids of inParts(calls.ids)) byTrait.run(filter, callsBy(scope, { ...calls, ids }));
    for (const ids of inParts(closedAccountIds)) without.run(filter, ofAccounts(scope, ids));
    without.run(filter, PRIVATE_CALLS);
  };

  return {
    version,
    rowsOf(scope) {
      if (!isLong(scope.access)) return null;
      const now = version();
      if (kept.version !== now) {
        forgetAll.run();
        kept.filters.clear();
      }
      kept.version = now;
      const name = `${scope.organizationId} ${nameAccess(scope.access)}`;
      let filter = kept.filters.get(name);
      kept.filters.delete(name);
      if (filter === undefined) {
        const [oldest] = kept.filters;
        if (oldest && kept.filters.size >= MOST_KEPT) {
          forget.run(oldest[1]);
          kept.filters.delete(oldest[0]);
        }
        kept.newest += 1;
        filter = kept.newest;
        // Without its name, so that a failure leaves no rows that count as whole.
        keepRows(filter, scope);
      }
      // As the one used last.
      kept.filters.set(name, filter);
      return filter;
    },
  };
}

function* inParts(ids: readonly string[]): Generator<string[]> {
  for (let start = 0; start < ids.length; start += MOST_ALTERNATIVES) yield ids.slice(start, start + MOST_ALTERNATIVES);
}
