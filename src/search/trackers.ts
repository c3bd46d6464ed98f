import { scopeOf } from '../access/scope.ts';
import type { Side } from '../call.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { findAccounts } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';
import {
  deleteTracker,
  listUncountedTrackers,
  readTrackers,
  readTrackerTotals,
  saveTracker,
} from '../store/trackers-store.ts';
import { isBuiltInTracker, type Tracker } from '../tracker.ts';
import type { Viewer } from '../viewer.ts';
import { wordsOf } from './words.ts';

/** A tracker with what it finds in calls that the viewer may read; `isCounted` is false while calls are still counted after an edit. */
export type CountedTracker = Tracker & { isBuiltIn: boolean; segments: number; calls: number; isCounted: boolean };

export type TrackerWish = {
  name: string;
  terms: string[];
  cues?: string[];
  side?: Side | null;
  accountIds?: string[];
};

export async function listTrackers(db: Db, viewer: Viewer): Promise<CountedTracker[]> {
  const scope = scopeOf(viewer);
  const totals = await readTrackerTotals(db, scope);
  const uncounted = new Set((await listUncountedTrackers(db, viewer.organizationId)).map(({ id }) => id));
  return (await readTrackers(db, viewer.organizationId)).map((tracker) => ({
    ...tracker,
    isBuiltIn: isBuiltInTracker(tracker.id),
    ...(totals.get(tracker.id) ?? { segments: 0, calls: 0 }),
    isCounted: !uncounted.has(tracker.id),
  }));
}

/** @throws AppError `invalid_input` for a name that is taken, terms without words, or accounts that there are not. */
export async function createTracker(db: Db, viewer: Viewer, wish: TrackerWish): Promise<Tracker> {
  const tracker = { id: newId('trk'), cues: [], side: null, accountIds: [], ...wish };
  return checkAndSave(db, viewer, tracker);
}

/** Changes the members given and leaves the others. @throws AppError `not_found`, `invalid_input`. */
export async function changeTracker(
  db: Db,
  viewer: Viewer,
  id: string,
  changes: Partial<TrackerWish>,
): Promise<Tracker> {
  return checkAndSave(db, viewer, { ...(await theTracker(db, viewer, id)), ...changes });
}

/** @throws AppError `not_found`. */
export async function removeTracker(db: Db, viewer: Viewer, id: string): Promise<void> {
  await deleteTracker(db, viewer.organizationId, await theTracker(db, viewer, id));
}

async function theTracker(db: Db, viewer: Viewer, id: string): Promise<Tracker> {
  const tracker = (await readTrackers(db, viewer.organizationId)).find((one) => one.id === id);
  if (!tracker) throw new AppError('not_found', `There is no tracker ${id}.`);
  return tracker;
}

async function checkAndSave(db: Db, viewer: Viewer, tracker: Tracker): Promise<Tracker> {
  const terms = [...new Set(tracker.terms.map((term) => term.trim()))];
  const empty = terms.find((term) => wordsOf(term).length === 0);
  if (empty !== undefined) throw new AppError('invalid_input', `The term "${empty}" has no letters or digits.`);
  const others = (await readTrackers(db, viewer.organizationId)).filter(({ id }) => id !== tracker.id);
  if (others.some(({ name }) => name.toLowerCase() === tracker.name.trim().toLowerCase()))
    throw new AppError('invalid_input', `There is a tracker called "${tracker.name.trim()}" already.`);
  const found = await findAccounts(db, scopeOf(viewer), { ids: tracker.accountIds, limit: tracker.accountIds.length });
  const missing = tracker.accountIds.find((id) => !found.some((account) => account.id === id));
  if (missing !== undefined) throw new AppError('invalid_input', `There is no account ${missing}.`);
  const saved = { ...tracker, name: tracker.name.trim(), terms };
  await saveTracker(db, viewer.organizationId, saved);
  return saved;
}
