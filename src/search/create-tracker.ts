import { newId } from '../ids.ts';
import type { TrackerWish } from '../tracker.ts';
import type { Viewer } from '../viewer.ts';
import { type KeepDeps, keepTracker } from './keep-tracker.ts';
import type { CountedTracker } from './show-trackers.ts';

/**
 * Makes a tracker; past calls are counted in the background.
 * @throws AppError `forbidden`, or `invalid_input` for a taken name, terms without words or unknown accounts.
 */
export const createTracker = (deps: KeepDeps, viewer: Viewer, wish: TrackerWish): Promise<CountedTracker> =>
  keepTracker(deps, viewer, { id: newId('trk'), cues: [], side: null, accountIds: [], wants: null, ...wish });
