import { checkAdmin } from '../access/check-admin.ts';
import { AppError } from '../errors.ts';
import type { ImportPreview, ImportWish } from '../import-preview.ts';
import { type AccountWrite, freeProposals, saveImportedAccounts } from '../store/accounts-import-store.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db, Store } from '../store/db.ts';
import { endAccounts } from '../store/ended-accounts-store.ts';
import type { Viewer } from '../viewer.ts';
import type { ImportCounts, Imported } from './imported.ts';
import { inPieces } from './in-pieces.ts';
import { type AccountsPlan, planAccounts } from './plan-accounts.ts';
import { ACCOUNT_FIELDS, type AccountRow, readAccountRow } from './read-account-row.ts';
import { readImportFile } from './read-import-file.ts';
import { readKnownAccounts } from './read-known-accounts.ts';
import type { Relink } from './relink.ts';
import { saveInPieces, toPieces } from './save-in-pieces.ts';
import { checkRows, toPreview } from './to-preview.ts';

const KIND = { of: 'accounts', fields: ACCOUNT_FIELDS, required: 'name' } as const;
/** Plans made before giving up, where others change the same accounts all the time. */
const MOST_PLANS = 3;

/**
 * Imports accounts from CSV, given as text or as bytes of any encoding (fields: name, required; domain; aliases;
 * crm_id; owner_email), and links past calls anew. Without the wish to skip, one row that cannot be taken stops the
 * whole file. Safe to repeat.
 * @throws AppError `forbidden`, `invalid_csv` naming the first ten rows by line, `conflict` when accounts keep
 * changing.
 */
export async function importAccounts(
  { db, store, relink, now }: { db: Db; store: Pick<Store, 'tend'>; relink: Relink; now: () => Date },
  viewer: Viewer,
  csv: string | Uint8Array,
  wish: ImportWish = {},
): Promise<Imported> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const { file, rows } = await readRows(csv, wish);
  let counts: ImportCounts | undefined;
  let isRecorded = false;
  for (let plans = 0; plans < MOST_PLANS; plans += 1) {
    const plan = await planAccounts(await readKnownAccounts(db, organizationId), rows);
    counts ??= checkRows(file, plan.rows, wish.skip === true);
    const { added, changed, skipped } = counts;
    const pieces = toAccountPieces(plan);
    const saved = await saveInPieces(db, pieces, async (tx, piece, at) => {
      // Those that they go into are in this piece.
      const ended = at === 0 ? await freeProposals(tx, organizationId, plan.ended) : [];
      if (at === 0 && !isRecorded) {
        const details = { added, changed, ...(skipped > 0 && { skipped }) };
        await recordAudit(tx, viewer, { action: 'accounts.imported', details }, now());
      }
      if (!(await saveImportedAccounts(tx, organizationId, piece, now()))) return false;
      await endAccounts(tx, organizationId, ended);
      return true;
    });
    if (saved === pieces.length) {
      await store.tend('growing');
      return { ...counts, ...(await relink(organizationId)) };
    }
    isRecorded ||= saved > 0;
  }
  throw new AppError('conflict', 'Others change these accounts at the same time. Import the file again.');
}

/** What `importAccounts` would do with the file, row by row. Changes nothing. @throws AppError as the import. */
export async function previewAccounts(
  { db }: { db: Db },
  viewer: Viewer,
  csv: string | Uint8Array,
  wish: ImportWish = {},
): Promise<ImportPreview> {
  checkAdmin(viewer);
  const { file, rows } = await readRows(csv, wish);
  const plan = await planAccounts(await readKnownAccounts(db, viewer.organizationId), rows);
  return toPreview(file, ACCOUNT_FIELDS, plan.rows);
}

async function readRows(csv: string | Uint8Array, wish: ImportWish) {
  const file = await readImportFile(csv, KIND, wish);
  const rows: AccountRow[] = [];
  for await (const piece of inPieces(file.records)) rows.push(...piece.map(readAccountRow));
  return { file, rows };
}

/**
 * Pieces of writes. Accounts that hand names on to each other are written together, in the first, and so are those that
 * proposed accounts go into.
 */
function toAccountPieces({ writes, ended }: Pick<AccountsPlan, 'writes' | 'ended'>): AccountWrite[][] {
  const heirs = new Set(ended.map(({ into }) => into));
  const left = new Set(
    writes.flatMap(({ name, oldName }) =>
      oldName && oldName.toLowerCase() !== name.toLowerCase() ? [oldName.toLowerCase()] : [],
    ),
  );
  const taken = new Set(writes.map(({ name }) => name.toLowerCase()).filter((name) => left.has(name)));
  const isTied = ({ id, name, oldName }: AccountWrite) =>
    heirs.has(id) || taken.has(name.toLowerCase()) || (oldName !== null && taken.has(oldName.toLowerCase()));
  const tied = writes.filter(isTied);
  const pieces = toPieces(writes.filter((write) => !isTied(write)));
  return tied.length > 0 ? [tied, ...pieces] : pieces;
}
