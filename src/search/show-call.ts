import { scopeOf } from '../access/scope.ts';
import type { CallId } from '../call.ts';
import type { CallSummary } from '../call-summary.ts';
import { AppError } from '../errors.ts';
import { readCall } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** @throws AppError `not_found`, alike for a missing call and a hidden call. */
export async function showCall({ db }: { db: Db }, viewer: Viewer, callId: CallId): Promise<CallSummary> {
  const call = await readCall(db, scopeOf(viewer), callId);
  if (!call) throw new AppError('not_found', 'There is no such call.');
  return call;
}
