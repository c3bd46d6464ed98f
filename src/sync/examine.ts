import type { Embedder } from '../search/embedder.ts';
import { findSearchProblem, findVectorsProblem } from '../search/live-index.ts';
import type { SearchEngine } from '../search/segment-index.ts';
import { countLedger } from '../store/call-ledger-reader.ts';
import { type Db, isStoreReady } from '../store/db.ts';
import { readGongConnection } from '../store/gong-connections-store.ts';
import { readQuotaUse } from '../store/gong-quota-store.ts';
import type { Organization } from '../store/organizations-store.ts';

/** One thing that was looked at, and how it is. */
export type Finding = { what: string; isWell: boolean; text: string };

type Deps = {
  db: Db;
  engine: SearchEngine;
  embedder: Embedder | null;
  now: () => Date;
  isUpToDate: () => Promise<boolean>;
};

/** Looks at the store, at search and at each organization's sync; what is not well says what to do. */
export async function examine(deps: Deps, organizations: readonly Organization[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const note = (what: string, problem: string | null, text: string) =>
    findings.push({ what, isWell: problem === null, text: problem ?? text });
  const isReady = await isStoreReady(deps.db);
  const isCurrent = isReady && (await deps.isUpToDate());
  note(
    'store',
    isReady ? (isCurrent ? null : 'It is older than this version. Run `colloquy migrate`.') : 'It does not answer.',
    'answers, and is up to date',
  );
  note('search', isCurrent ? await findSearchProblem(deps) : await deps.engine.problem(), 'answers');
  const vectors = isCurrent ? await findVectorsProblem(deps) : null;
  if (vectors !== null) note('search by meaning', vectors, '');
  for (const organization of organizations) await examineOrganization(deps, organization, note);
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
