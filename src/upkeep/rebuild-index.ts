import type { CallId, OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type IndexDeps, putCalls } from '../search/index-calls.ts';
import { newIndex } from '../search/live-index.ts';
import type { SegmentIndex, SegmentReader } from '../search/segment-index.ts';
import { type CountedCall, countRebuilt, listCallSizes, unmarkRebuilt } from '../store/calls-to-index.ts';
import { listOrganizations } from '../store/organizations-store.ts';
import {
  addSearchIndex,
  forgetSearchIndex,
  promoteSearchIndex,
  readSearchIndex,
  type SearchIndexRow,
} from '../store/search-indexes-store.ts';

export type RebuildProgress = { calls: number; rebuilt: number };
export type RebuildDeps = IndexDeps & { log: Log };
/** Looks at an index that is whole, before it is used. Throws where it may not be; answers what follows its use. */
export type IndexCheck = (index: SegmentReader) => Promise<() => Promise<void>>;

/** Further comparisons of the new index with the store before giving up; differing calls are put again in between. */
const MOST_COMPARISONS = 5;
/** Calls compared at a time. */
const PAGE = 1000;

/**
 * Makes a new index from the store beside the live index, with reads and writes going on as ever. Fills the new index,
 * adds calls changed during the filling, compares the result with the store call by call, and makes the new index live.
 * The old index stays until dropped. An interrupted rebuild resumes.
 * @throws AppError `index_unavailable`, and what `check` throws; the live index stays unchanged.
 */
export async function rebuildIndex(
  deps: RebuildDeps,
  signal: AbortSignal,
  onProgress: (progress: RebuildProgress) => void,
  check: IndexCheck = async () => async () => {},
): Promise<RebuildProgress> {
  const { db, engine, log } = deps;
  const { name } = await takeUpOrBegin(deps);
  const wish = { mark: 'building' as const, name, signal };
  const fill = () => putCalls(deps, wish, async () => onProgress(await countRebuilt(db)));
  for (let comparisons = 0; ; comparisons += 1) {
    // Calls changed during a round go into the next round, so each round is shorter.
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
  const onUsed = await check(engine.open(name));
  const progress = await countRebuilt(db);
  if (await promoteSearchIndex(db, name)) {
    await engine.promote(name);
    await onUsed();
  }
  return progress;
}

/** Resumes the begun index if engine and version still match. Otherwise begins a new index. */
async function takeUpOrBegin(deps: RebuildDeps): Promise<SearchIndexRow> {
  const { db, engine, now, log } = deps;
  const made = newIndex(deps);
  const begun = await readSearchIndex(db, 'building');
  const isFit = begun?.engine === made.engine && begun.version === made.version;
  if (begun && isFit && (await engine.has(begun.name))) {
    log.info({ since: begun.createdAt, name: begun.name }, 'reindex: goes on with the index that was begun');
    return begun;
  }
  if (begun) {
    await forgetSearchIndex(db, begun.name);
    if (begun.engine === engine.kind) await engine.drop(begun.name);
  }
  await engine.create(made.name);
  // Another process may have begun at the same moment: both then fill the index noted first.
  if (!(await addSearchIndex(db, made, 'building', now()))) await engine.drop(made.name);
  const row = await readSearchIndex(db, 'building');
  if (!row) throw new AppError('index_unavailable', 'Another `colloquy reindex` has just ended. Run it again.');
  return row;
}

/**
 * Compares the index with the store call by call. Calls missing from the store leave the index; differing calls are
 * marked to be put again. Answers how many calls differed, calls changed only just now included.
 */
async function mendDifferences({ db }: RebuildDeps, index: SegmentIndex, signal: AbortSignal): Promise<number> {
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
    await putAgain(db, index, id, { missing, surplus });
    differing += missing.length + surplus.length;
  }
  return differing;
}

async function putAgain(
  db: RebuildDeps['db'],
  index: SegmentIndex,
  organizationId: OrganizationId,
  { missing, surplus }: { missing: CallId[]; surplus: CallId[] },
): Promise<void> {
  // A call with a changed start is in both lists. Removal therefore comes first, and the call is put again after.
  if (surplus.length > 0) {
    await index.removeCalls(organizationId, surplus);
    await index.flush();
  }
  const again = [...new Set([...missing, ...surplus])];
  for (let start = 0; start < again.length; start += PAGE)
    await unmarkRebuilt(db, organizationId, again.slice(start, start + PAGE));
}

/** Yields every row, page by page; the first short page is the last. */
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

/** Walks two lists in the same order side by side. Yields a call of both lists, or of a single list. */
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
