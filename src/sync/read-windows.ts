import type { CallId } from '../call.ts';
import { readDirectory } from '../directory/link-calls.ts';
import { isAppError } from '../errors.ts';
import type { CallsPage } from '../gong/gong-client.ts';
import { listStored } from '../store/call-ledger-store.ts';
import { saveCovered } from '../store/gong-connections-store.ts';
import {
  countInRun,
  countInWindow,
  countWindows,
  cutWindow,
  finishWindow,
  listOpenWindows,
  type RunWindow,
  saveExpected,
} from '../store/sync-runs-store.ts';
import { checkCalls } from './check-calls.ts';
import { CALLS_PER_WINDOW, cutByCount, cutByDays, SAFE_DAYS } from './plan-windows.ts';
import { savePage } from './save-page.ts';
import { type RunContext, RunPutDown } from './sync-context.ts';

/** A larger window is cut, so that a crash makes us read little again. */
const LARGEST_WINDOW = 1.5 * CALLS_PER_WINDOW;
/** With more calls waiting for transcripts, reading of calls waits too. */
const MOST_WAITING = 200;

type Hooks = {
  /** More calls were saved. */
  onPage: () => void;
  /** Saved calls waiting for transcripts, at the last look. */
  waiting: () => number;
  /** Resolves when the number may have dropped. */
  less: () => Promise<void>;
};

/**
 * Reads the run's open windows, newest first. A window is done once all its calls are saved; transcripts and search
 * have separate marks. The first page of a window tells the number of calls. A window with too many is cut, at the cost
 * of reading its first page twice.
 */
export async function readWindows(context: RunContext, hooks: Hooks): Promise<void> {
  const { db, run, log, signal } = context;
  const tend = tendAsItGrows(context);
  for (let open = await listOpenWindows(db, run.id); open[0]; open = await listOpenWindows(db, run.id)) {
    signal.throwIfAborted();
    const window = open[0];
    try {
      if (!(await readWindow(context, window, open.length, tend, hooks))) continue;
    } catch (error) {
      if (!isAppError(error, 'gong_window_too_long')) throw error;
      await cutWindow(db, run.id, window.position, cutByDays(window, SAFE_DAYS), false);
      continue;
    }
    await finishWindow(db, run.id, window.position);
    await saveCovered(db, run.organizationId, window);
    log.info({ run: run.id, windows: await countWindows(db, run.id) }, 'sync: window read');
  }
}

/** False if the window was cut instead. */
async function readWindow(
  context: RunContext,
  window: RunWindow,
  openWindows: number,
  tend: (calls: number) => Promise<void>,
  hooks: Hooks,
): Promise<boolean> {
  const { db, run, gong, signal } = context;
  const { organizationId } = run;
  let directory = await readDirectory(db, organizationId);
  const shown = new Set<CallId>();
  const met = { asked: 0, gongTotal: 0, leftOut: 0, failed: 0 };
  for await (const page of ahead(gong.callPages(window, signal))) {
    if (page.isFirst) {
      // Also after an expired cursor: the window begins again.
      Object.assign(met, { asked: 0, gongTotal: page.total, leftOut: 0, failed: 0 });
      if (openWindows === 1 && run.expected === null && !window.isCut) {
        run.expected = page.total;
        await saveExpected(db, run.id, page.total);
      }
      if (page.total > LARGEST_WINDOW && !window.isCut) {
        await cutWindow(db, run.id, window.position, cutByCount(window, page.total), true);
        await savePage(context, page, directory);
        await countInRun(db, run.id, { requests: context.takeRequestCount() });
        return false;
      }
    }
    for (const call of page.calls) shown.add(call.id);
    for (const id of page.unreadable) shown.add(id);
    const { directory: next, leftOut, failed, ...more } = await savePage(context, page, directory);
    directory = next;
    met.asked += page.calls.length + page.unreadable.length + page.nameless;
    met.leftOut += leftOut;
    met.failed += failed;
    const requests = context.takeRequestCount();
    if (!(await countInWindow(db, run.id, window.position, met, { ...more, requests }))) throw new RunPutDown();
    hooks.onPage();
    await tend(more.added);
    while (hooks.waiting() > MOST_WAITING) {
      await hooks.less();
      signal.throwIfAborted();
    }
  }
  await countInWindow(db, run.id, window.position, met, { requests: context.takeRequestCount() });
  const unseen = (await listStored(db, organizationId, window)).filter((id) => !shown.has(id));
  if (unseen.length > 0) await checkCalls(context, unseen);
  return true;
}

/** Tends the store each time the run has doubled its writes. */
function tendAsItGrows({ tend }: RunContext): (calls: number) => Promise<void> {
  let written = 0;
  let tendedAt = 50;
  return async (calls) => {
    written += calls;
    if (written < 2 * tendedAt) return;
    tendedAt = written;
    await tend('growing');
  };
}

/** Asks for the next page while the caller works on the last. */
async function* ahead(pages: AsyncGenerator<CallsPage>): AsyncGenerator<CallsPage> {
  let next = pages.next();
  while (true) {
    const page = await next;
    if (page.done) return;
    next = pages.next();
    // A failure surfaces at the await above.
    next.catch(() => {});
    yield page.value;
  }
}
