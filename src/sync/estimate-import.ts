import type { OrganizationId } from '../call.ts';
import { AppError, isAppError } from '../errors.ts';
import { GONG_PAGE_SIZE } from '../gong/gong-client.ts';
import { SHARE_OF_DAY } from '../quota.ts';
import { countKnown } from '../store/call-ledger-reader.ts';
import type { Db } from '../store/db.ts';
import { readQuotaUse } from '../store/gong-quota-store.ts';
import type { TimeWindow } from '../time-window.ts';
import type { GongOpener } from './gong-opener.ts';
import { CALLS_PER_WINDOW, cutByDays, SAFE_DAYS } from './plan-windows.ts';

export type ImportEstimate = {
  /** What Gong counts in the range, and how many of them are here already. */
  calls: number;
  known: number;
  requests: number;
  /** At the pace that Gong allows, without the days to wait. */
  seconds: number;
  /** Further days to wait for, when the requests are more than the day's share leaves. */
  extraDays: number;
};

/** What an import of the range would take; asks Gong once, or once for each 90 days where it does not count longer stretches. */
export async function estimateImport(
  deps: { db: Db; opener: GongOpener; now: () => Date },
  organizationId: OrganizationId,
  range: TimeWindow,
  signal: AbortSignal,
): Promise<ImportEstimate> {
  if (range.from >= range.to)
    throw new AppError(
      'invalid_input',
      `The range is reversed: ${range.from.toISOString()} is not before ${range.to.toISOString()}.`,
    );
  const { gong, connection } = await deps.opener.open(organizationId, 'fresh');
  let calls = 0;
  try {
    calls = await gong.countCalls(range, signal);
  } catch (error) {
    if (!isAppError(error, 'gong_window_too_long')) throw error;
    for (const window of cutByDays(range, SAFE_DAYS)) calls += await gong.countCalls(window, signal);
  }
  const windows = Math.ceil(calls / CALLS_PER_WINDOW);
  // Pages of calls with a half empty one for each window, and as many requests for transcripts.
  const requests = Math.ceil(calls / GONG_PAGE_SIZE + windows / 2) + Math.ceil(calls / GONG_PAGE_SIZE) + 1;
  const { usedToday } = await readQuotaUse(deps.db, organizationId, deps.now());
  const share = Math.floor(connection.limits.perDay * SHARE_OF_DAY.history);
  const leftToday = Math.max(0, share - usedToday);
  return {
    calls,
    known: await countKnown(deps.db, organizationId, range),
    requests,
    seconds: Math.ceil(requests / connection.limits.perSecond),
    extraDays: requests <= leftToday ? 0 : Math.ceil((requests - leftToday) / Math.max(1, share)),
  };
}
