import { checkAdmin } from '../access/check-admin.ts';
import { scopeOf } from '../access/scope.ts';
import { AppError } from '../errors.ts';
import { wordsOf } from '../language/words.ts';
import type { Log } from '../log.ts';
import { findAccounts } from '../store/accounts-reader.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { readTrackers, saveTracker } from '../store/trackers-store.ts';
import type { Tracker } from '../tracker.ts';
import type { Viewer } from '../viewer.ts';
import type { CallsIndexer } from './index-calls.ts';
import { type CountedTracker, showTrackers } from './show-trackers.ts';

export type KeepDeps = { db: Db; indexer: Pick<CallsIndexer, 'recount'>; now: () => Date; log: Log };

/**
 * Checks and saves a tracker, the only way in; past calls are counted in the background.
 * @throws AppError `forbidden`, `invalid_input`.
 */
export async function keepTracker(
  { db, indexer, now, log }: KeepDeps,
  viewer: Viewer,
  tracker: Tracker,
): Promise<CountedTracker> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const kept = await checked(db, viewer, tracker);
  await db.transaction(async (tx) => {
    await saveTracker(tx, organizationId, kept);
    const details = { name: kept.name };
    await recordAudit(tx, viewer, { action: 'tracker.saved', subject: tracker.id, details }, now());
  });
  indexer.recount(organizationId).catch((error) => log.warn({ err: error }, 'trackers: past calls are counted later'));
  const saved = (await showTrackers({ db }, viewer)).find(({ id }) => id === tracker.id);
  if (!saved) throw new Error(`the tracker ${tracker.id} was just saved and is not there`);
  return saved;
}

async function checked(db: Db, viewer: Viewer, tracker: Tracker): Promise<Tracker> {
  const name = tracker.name.trim();
  const terms = [...new Set(tracker.terms.map((term) => term.trim()))];
  const empty = terms.find((term) => wordsOf(term).length === 0);
  if (empty !== undefined) throw new AppError('invalid_input', `The term "${empty}" has no letters or digits.`);
  const others = (await readTrackers(db, viewer.organizationId)).filter(({ id }) => id !== tracker.id);
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase()))
    throw new AppError('invalid_input', `There is a tracker called "${name}" already.`);
  const found = await findAccounts(db, scopeOf(viewer), { ids: tracker.accountIds, limit: tracker.accountIds.length });
  const missing = tracker.accountIds.find((id) => !found.some((account) => account.id === id));
  if (missing !== undefined) throw new AppError('invalid_input', `There is no account ${missing}.`);
  return { ...tracker, name, terms };
}
