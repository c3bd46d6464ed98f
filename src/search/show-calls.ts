import { scopeOf } from '../access/scope.ts';
import type { CallKindFilter } from '../call.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { type PageOfCalls, type PageWish, pageOfCalls } from './page-of-calls.ts';

export type CallsWish = {
  title?: string;
  accountId?: string;
  personId?: string;
  kind?: CallKindFilter;
  from?: Date;
  to?: Date;
} & PageWish;

/** Calls, newest first. @throws AppError `invalid_input` for a cursor that is not ours. */
export const showCalls = (
  { db }: { db: Db },
  viewer: Viewer,
  { accountId, personId, limit, cursor, ...narrowed }: CallsWish,
): Promise<PageOfCalls> =>
  pageOfCalls(
    db,
    scopeOf(viewer),
    { ...narrowed, ...(accountId && { accountIds: [accountId] }), ...(personId && { personIds: [personId] }) },
    { limit, ...(cursor !== undefined && { cursor }) },
  );
