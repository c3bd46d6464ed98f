import type { CallId, OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { newIndex } from '../search/live-index.ts';
import type { SegmentIndex } from '../search/segment-index.ts';
import { type CountedCall, countRebuilt, listCallSizes, unmarkRebuilt } from '../store/calls-to-index.ts';
import { listOrganizations } from '../store/organizations-store.ts';
import {
  addSearchIndex,
  forgetSearchIndex,
  listOldIndexes,
  promoteSearchIndex,
  readSearchIndex,
  type SearchIndexRow,
} from '../store/search-indexes-store.ts';
import { type IndexDeps, putCalls } from './index-calls.ts';

export type RebuildProgress = { calls: number; rebuilt: number };
type Deps = IndexDeps & { log: Log };

/** Times that the new index is compared with the store before giving up: what is found to differ is put again. */
const MOST_COMPARISONS = 5;
/** Calls compared at a time. */
const PAGE = 1000;

/**
 * Makes a new index from the store beside the live one, which is read and written as ever meanwhile: fills it, puts what changed while it was filled,
 * compares it with the store call by call, and makes it the live one. The one before stays until it is dropped. Cut off, it goes on where it was.
 * @throws AppError `index_unavailable`; the live index is as it was.
 */
export async function rebuildIndex(
  deps: Deps,
  signal: AbortSignal,
  onProgress: (progress: RebuildProgress) => void,
): Promise<RebuildProgress> {
  const { db, engine, log } = deps;
  const { name, embeddingModel } = await takeUpOrBegin(deps);
  const wish = { mark: 'building' as const, name, embeddingModel, signal };
  const fill = () => putCalls(deps, wish, async () => onProgress(await countRebuilt(db)));
  for (let comparisons = 0; ; comparisons += 1) {
    // What changed while it was filled is put in further rounds, which are shorter each time.
    while ((await fill()) > 0);
    const differing = await mendDifferences(deps, engine.open(name), signal);
    if (differing === 0) break;
    log.info({ differing }, 'reindex: the new index and the store differed, and were compared again');
    if (comparisons === MOST_COMPARISONS)
      throw new AppError(
        'index_unavailable',
        `The new index still differs from the store in ${differing} calls. The old one stays in use; run \`colloquy reindex\` again.`,
      );
  }
  const progress = await countRebuilt(db);
  if (await promoteSearchIndex(db, name)) await engine.promote(name);
  return progress;
}

/** The index that was begun, where this version can go on with it under these settings, else a new one. */
async function takeUpOrBegin(deps: Deps): Promise<SearchIndexRow> {
  const { db, engine, now, log } = deps;
  const made = newIndex(deps);
  const begun = await readSearchIndex(db, 'building');
  const isFit = begun?.engine === made.engine && begun.version === made.version;
  if (begun && isFit && begun.embeddingModel === made.embeddingModel && (await engine.has(begun.name))) {
    log.info({ since: begun.createdAt, name: begun.name }, 'reindex: goes on with the index that was begun');
    return begun;
  }
  if (begun) {
    await forgetSearchIndex(db, begun.name);
    if (begun.engine === engine.kind) await engine.drop(begun.name);
  }
  await engine.create(made.name);
  // Where another process began at the same time both fill the same one.
  if (!(await addSearchIndex(db, made, 'building', now()))) await engine.drop(made.name);
  const row = await readSearchIndex(db, 'building');
  if (!row) throw new AppError('index_unavailable', 'Another `colloquy reindex` has just ended. Run it again.');
  return row;
}

/**
 * Compares what the index has of each call with the store: what is not in the store is removed, what differs is marked to be put again. Answers how
 * many calls differed, of which some may just have changed.
 */
async function mendDifferences({ db }: Deps, index: SegmentIndex, signal: AbortSignal): Promise<number> {
  let differing = 0;
  for (const { id } of await listOrganizations(db)) {
    const missing: CallId[] = [];
    const surplus: CallId[] = [];
    const stored = inOrder((after) => listCallSizes(db, id, { limit: PAGE, ...(after && { after }) }));
    const indexed = inOrder((after) => index.listCalls(id, { limit: PAGE, ...(after && { after }) }));
    for await (const { left, right } of sideBySide(stored, indexed)) {
      signal.throwIfAborted();
      if (!left && right) surplus.push(right.callId);
      else if (left && left.segments !== right?.segments) missing.push(left.callId);
    }
    await mend(db, index, id, { missing, surplus });
    differing += missing.length + surplus.length;
  }
  return differing;
}

async function mend(
  db: Deps['db'],
  index: SegmentIndex,
  organizationId: OrganizationId,
  { missing, surplus }: { missing: CallId[]; surplus: CallId[] },
): Promise<void> {
  // A call whose start changed stands in both lists: it is put again, and must not be removed before.
  if (surplus.length > 0) {
    await index.removeCalls(organizationId, surplus);
    await index.flush();
  }
  const again = [...new Set([...missing, ...surplus])];
  for (let start = 0; start < again.length; start += PAGE)
    await unmarkRebuilt(db, organizationId, again.slice(start, start + PAGE));
}

/** Pages one after another, as long as there are any. */
async function* inOrder(
  read: (after: CountedCall | undefined) => Promise<CountedCall[]>,
): AsyncGenerator<CountedCall, undefined> {
  let after: CountedCall | undefined;
  while (true) {
    const page = await read(after);
    yield* page;
    if (page.length < PAGE) return undefined;
    after = page.at(-1);
  }
}

/** Two lists of calls in the same order, side by side: the same call on both, or on one of them alone. */
async function* sideBySide(
  lefts: AsyncGenerator<CountedCall, undefined>,
  rights: AsyncGenerator<CountedCall, undefined>,
): AsyncGenerator<{ left?: CountedCall; right?: CountedCall }> {
  let left = (await lefts.next()).value;
  let right = (await rights.next()).value;
  while (left || right) {
    const order = !left ? 1 : !right ? -1 : compare(left, right);
    yield { ...(left && order <= 0 && { left }), ...(right && order >= 0 && { right }) };
    const [stepsLeft, stepsRight] = [order <= 0, order >= 0];
    if (stepsLeft) left = (await lefts.next()).value;
    if (stepsRight) right = (await rights.next()).value;
  }
}

/** Newest first, equal times by descending id. */
function compare(a: CountedCall, b: CountedCall): number {
  const byTime = b.startedAt.getTime() - a.startedAt.getTime();
  return byTime !== 0 ? byTime : a.callId > b.callId ? -1 : a.callId < b.callId ? 1 : 0;
}

/** Drops the indexes that are not live any more. Answers how many there were. */
export async function dropOldIndexes({ db, engine }: Pick<Deps, 'db' | 'engine'>): Promise<number> {
  const old = await listOldIndexes(db);
  for (const { name, engine: kind } of old) {
    if (kind === engine.kind) await engine.drop(name);
    await forgetSearchIndex(db, name);
  }
  return old.length;
}
