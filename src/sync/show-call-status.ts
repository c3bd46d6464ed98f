import { scopeOfPage } from '../access/scope.ts';
import type { CallId } from '../call.ts';
import type { LedgerEntry } from '../call-state.ts';
import { AppError } from '../errors.ts';
import { showCall } from '../search/show-call.ts';
import { findInLedger } from '../store/call-ledger-reader.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/**
 * The state of a call. Only admins learn of calls that are not stored, or hidden from them, without their title.
 * @throws AppError `not_found`.
 */
export async function showCallStatus({ db }: { db: Db }, viewer: Viewer, callId: CallId): Promise<LedgerEntry> {
  if (viewer.role !== 'admin') await showCall({ db }, viewer, callId);
  const [entry] = await findInLedger(db, scopeOfPage(viewer), { callId });
  if (!entry) throw new AppError('not_found', 'There is no such call.');
  return entry;
}
