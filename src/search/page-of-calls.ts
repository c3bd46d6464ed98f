import { type CallId, toCallId } from '../call.ts';
import type { CallSummary } from '../call-summary.ts';
import { AppError } from '../errors.ts';
import { type CallFilter, countCalls, readCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { instantAt } from '../time-window.ts';
import type { Scope } from '../viewer.ts';

export type PageWish = { limit: number; cursor?: string };
/** `total` counts all matches of the filter; the cursor is null on the last page. */
export type PageOfCalls<Row = CallSummary> = { calls: Row[]; total: number; cursor: string | null };

/**
 * A page of the calls that the scope shows, newest first.
 * @throws AppError `invalid_input` for a cursor that is not ours.
 */
export async function pageOfCalls(db: Db, scope: Scope, filter: CallFilter, wish: PageWish): Promise<PageOfCalls> {
  const { limit, cursor } = wish;
  const after = cursor === undefined ? {} : { after: parseCursor(cursor) };
  const rows = await readCalls(db, scope, filter, { limit: limit + 1, ...after });
  const calls = rows.slice(0, limit);
  const last = calls.at(-1);
  const { calls: total } = await countCalls(db, scope, filter);
  return { calls, total, cursor: rows.length > limit && last ? toCursor(last) : null };
}

const toCursor = (call: CallSummary): string =>
  Buffer.from(`${call.startedAt.getTime()}:${call.id}`).toString('base64url');

function parseCursor(cursor: string): { startedAt: Date; id: CallId } {
  const match = /^(-?\d{1,15}):(\d{1,100})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  const startedAt = instantAt(Number(match?.[1]));
  if (!startedAt || !match?.[2])
    throw new AppError('invalid_input', 'This cursor is not one of ours. Start again without a cursor.');
  return { startedAt, id: toCallId(match[2]) };
}
