import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { AppError, isAppError } from '../errors.ts';
import { GONG_PAGE_SIZE } from '../gong/gong-client.ts';
import { SHARE_OF_DAY } from '../quota.ts';
import { countKnown } from '../store/call-ledger-reader.ts';
import type { Db } from '../store/db.ts';
import { readQuotaUse } from '../store/gong-quota-store.ts';
import type { TimeWindow } from '../time-window.ts';
import type { Viewer } from '../viewer.ts';
import type { GongOpener } from './gong-opener.ts';
import { CALLS_PER_WINDOW, cutByDays, SAFE_DAYS } from './plan-windows.ts';

export const importEstimateSchema = z.object({
  calls: z.number().meta({ description: 'What Gong counts in the range.' }),
  known: z.number().meta({ description: 'Of these, already here.' }),
  requests: z.number(),
  seconds: z.number().meta({ description: 'At the pace that Gong allows, without the days to wait.' }),
  extraDays: z.number().meta({ description: "Days to wait for more of Gong's daily limit." }),
});
export type ImportEstimate = z.infer<typeof importEstimateSchema>;

/**
 * The cost of importing the range. Asks Gong once, or once per 90 days if Gong refuses to count a longer stretch.
 * @throws AppError `forbidden`, `invalid_input`, and Gong's.
 */
export async function estimateImport(
  deps: { db: Db; opener: GongOpener; now: () => Date },
  viewer: Viewer,
  asked: Partial<TimeWindow>,
  signal: AbortSignal,
): Promise<ImportEstimate> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const range = { from: new Date(0), to: deps.now(), ...asked };
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
  // Pages of calls, with a half-empty page per window, and as many requests for transcripts.
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
