import { scopeOfOrganization } from '../access/scope.ts';
import { ASIDE_REASONS } from '../call-state.ts';
import { isAppError } from '../errors.ts';
import type { Organization } from '../organization.ts';
import type { Embedder } from '../search/embedder.ts';
import { findSearchProblem } from '../search/live-index.ts';
import type { SearchEngine } from '../search/segment-index.ts';
import { countLedger, findInLedger, type LedgerCounts } from '../store/call-ledger-reader.ts';
import { countEmbedded, countRefused } from '../store/call-vectors-store.ts';
import { type Db, readStoreState, type Store } from '../store/db.ts';
import { readEmbeddingModel } from '../store/embedding-models-store.ts';
import { readGongConnection } from '../store/gong-connections-store.ts';
import { readQuotaUse } from '../store/gong-quota-store.ts';
import { listOrganizations, readOrganization } from '../store/organizations-store.ts';

/** A finding on a part of the installation: `text` describes the fault, unless `isWell`. */
export type Finding = { what: string; isWell: boolean; text: string };

type Deps = {
  db: Db;
  engine: SearchEngine;
  embedder: Embedder | null;
  now: () => Date;
  store: Pick<Store, 'isUpToDate' | 'roomProblem'>;
};

/**
 * Examines the store, search and the sync, for the given organization or all. For operators.
 * @throws AppError `not_found`.
 */
export async function examine(deps: Deps, organizationId?: string): Promise<Finding[]> {
  const { db } = deps;
  const organizations = organizationId ? [await readOrganization(db, organizationId)] : await listOrganizations(db);
  const findings: Finding[] = [];
  const note = (what: string, problem: string | null, text: string) =>
    findings.push({ what, isWell: problem === null, text: problem ?? text });
  const isReady = (await readStoreState(deps.db)) !== 'away';
  const isCurrent = isReady && (await deps.store.isUpToDate());
  note(
    'store',
    isReady ? (isCurrent ? null : 'It is older than this version. Run `colloquy migrate`.') : 'It does not answer.',
    'answers, and is up to date',
  );
  const room = deps.store.roomProblem();
  if (room !== null) note('disk', room.text, '');
  note('search', isCurrent ? await findSearchProblem(deps) : await deps.engine.problem(), 'answers');
  // All organizations have one endpoint, and one that hangs is waited for once.
  const meaningProblem = isCurrent && deps.embedder ? await findMeaningProblem(deps.embedder) : null;
  if (deps.embedder && isCurrent) await noteStrength(deps.db, deps.embedder.name, note);
  for (const organization of organizations) {
    await examineOrganization(deps, organization, note);
    if (isCurrent) await noteMeaning(deps, organization, meaningProblem, note);
  }
  return findings;
}

async function examineOrganization(
  { db, now }: Deps,
  { id, name, dataSyncEnabled }: Organization,
  note: (what: string, problem: string | null, text: string) => void,
): Promise<void> {
  const connection = await readGongConnection(db, id);
  if (!connection) {
    note(`${name}, Gong`, 'Not connected. `colloquy gong connect`, or Integrations → Gong in the web application.', '');
    return;
  }
  const problem =
    connection.state === 'reconnect_needed'
      ? 'Gong no longer accepts the connection: connect again.'
      : dataSyncEnabled
        ? connection.lastError
        : `Data sync is off. \`colloquy organization data-sync on --organization ${id}\` turns it on.`;
  note(
    `${name}, Gong`,
    problem,
    `connected to ${connection.baseUrl}; next sync ${connection.nextSyncAt?.toISOString() ?? 'at once'}`,
  );
  const { usedToday, notBefore } = await readQuotaUse(db, id, now());
  note(
    `${name}, quota`,
    notBefore && `Gong asked to wait until ${notBefore.toISOString()}.`,
    `${usedToday} of ${connection.limits.perDay} requests in the last 24 hours`,
  );
  const counts = await countLedger(db, id);
  await noteAside(db, id, name, counts, note);
  const { reasons, ...states } = counts;
  const parts = Object.entries(states).filter(([, calls]) => calls > 0);
  const why = reasons.map(({ reason, calls }) => `${calls} ${reason}`).join(', ');
  const held = reasons.find(({ reason }) => reason === 'removal_held');
  note(
    `${name}, calls`,
    held ? `${held.calls} calls are gone from Gong at once and were kept: confirm under Integrations → Gong.` : null,
    `${parts.map(([state, calls]) => `${calls} ${state}`).join(', ') || 'none yet'}${why ? ` (${why})` : ''}`,
  );
}

const findMeaningProblem = (embedder: Embedder): Promise<string | null> =>
  embedder.embedAtOnce(['a question']).then(
    () => null,
    (error: unknown) => (isAppError(error) ? error.message : String(error)),
  );

/** How much a rank by meaning counts, and why. */
async function noteStrength(
  db: Db,
  name: string,
  note: (what: string, problem: string | null, text: string) => void,
): Promise<void> {
  const strength = await readEmbeddingModel(db, name);
  const text = strength
    ? `${name} finds ${strength.byMeaning.toFixed(2)} of the demo's answers, words ${strength.byWords.toFixed(2)} (means of 1/rank): it counts ${strength.weight === 1 ? 'as much as' : `${strength.weight} times as much as`} words`
    : `${name} is not measured yet: it counts as much as words`;
  note('model of embeddings', null, text);
}

/** How many calls are found by meaning too, and what of them the model refused. */
async function noteMeaning(
  { db, embedder }: Pick<Deps, 'db' | 'embedder'>,
  { id, name }: Organization,
  problem: string | null,
  note: (what: string, problem: string | null, text: string) => void,
): Promise<void> {
  const what = `${name}, search by meaning`;
  if (!embedder) return note(what, null, 'off: words alone find calls');
  const of = { organizationId: id, model: embedder.name };
  const [{ calls, embedded }, refused] = [await countEmbedded(db, of), await countRefused(db, of)];
  const waiting = calls - embedded;
  const parts = [
    `${embedder.name}, ${embedded} of ${calls} calls`,
    ...(waiting > 0 ? [`${waiting} wait for their vectors`] : []),
    ...[embedder.slowness?.() ?? []].flat(),
    ...(refused.stretches > 0
      ? [`stretches that the model refused, and words alone find: ${refused.stretches}, in calls: ${refused.calls}`]
      : []),
  ];
  note(what, problem, parts.join('; '));
}

/** Calls that are kept out by what Gong told of them: someone has to look, though the sync goes on. */
async function noteAside(
  db: Db,
  id: Organization['id'],
  name: string,
  { reasons }: LedgerCounts,
  note: (what: string, problem: string | null, text: string) => void,
): Promise<void> {
  const aside = reasons.filter(({ reason }) => ASIDE_REASONS.some((one) => one === reason));
  if (aside.length === 0) return;
  const ids = (await findInLedger(db, scopeOfOrganization(id), { isAside: true }, 5)).map(({ callId }) => callId);
  const why = aside.map(({ reason, calls }) => `${calls} ${reason}`).join(', ');
  note(`${name}, set aside`, `${why}: they are asked for again. Among them: ${ids.join(', ')}.`, '');
}
