import { scopeOf, scopeOfOrganization } from '../access/scope.ts';
import { isEveryCall } from '../access-filter.ts';
import type { CallKindFilter } from '../call.ts';
import { countLedger } from '../store/call-ledger-reader.ts';
import { countCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

export type Coverage = {
  calls: number;
  withTranscript: number;
  readsEveryCall: boolean;
  /** For admins: to anybody else a number of hidden calls would tell that a call took place. */
  admin: { hiddenFromViewer: number; notStored: number; waiting: number } | null;
};

/** How much of the record answers can rest on, in numbers alone. `admin.notStored` and `waiting` are of all calls. */
export async function countCoverage(
  { db }: { db: Db },
  viewer: Viewer,
  { accountId, ...narrowed }: { accountId?: string; kind?: CallKindFilter; from?: Date; to?: Date },
): Promise<Coverage> {
  const filter = { ...narrowed, ...(accountId && { accountIds: [accountId] }) };
  const scope = scopeOf(viewer);
  const { calls, withTranscript } = await countCalls(db, scope, filter);
  const readsEveryCall = isEveryCall(scope.access);
  if (viewer.role !== 'admin') return { calls, withTranscript, readsEveryCall, admin: null };
  const all = await countCalls(db, scopeOfOrganization(viewer.organizationId), filter);
  const ledger = await countLedger(db, viewer.organizationId);
  return {
    ...{ calls, withTranscript, readsEveryCall },
    admin: {
      hiddenFromViewer: all.calls - calls,
      notStored: ledger.seen + ledger.left_out,
      waiting: ledger.details + ledger.transcript_pending + ledger.linked,
    },
  };
}
