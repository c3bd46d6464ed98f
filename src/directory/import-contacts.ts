import { checkAdmin } from '../access/check-admin.ts';
import type { OrganizationId } from '../call.ts';
import type { ImportPreview, ImportWish } from '../import-preview.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db, Store } from '../store/db.ts';
import { type KnownPerson, readPeopleByEmail, saveImportedContacts } from '../store/people-import-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Imported } from './imported.ts';
import { inPieces } from './in-pieces.ts';
import { planContacts } from './plan-contacts.ts';
import { CONTACT_FIELDS, type ContactRow, readContactRow } from './read-contact-row.ts';
import { readImportFile } from './read-import-file.ts';
import { readKnownAccounts } from './read-known-accounts.ts';
import type { Relink } from './relink.ts';
import { saveInPieces, toPieces } from './save-in-pieces.ts';
import { checkRows, toPreview } from './to-preview.ts';

const KIND = { of: 'contacts', fields: CONTACT_FIELDS, required: 'email' } as const;

/**
 * Imports contacts from CSV, given as text or as bytes of any encoding (fields: email, required; name, or first_name
 * and last_name; title; account, by name, alias or domain; account_crm_id), and links past calls anew. Without the
 * wish to skip, one row that cannot be taken stops the whole file. Safe to repeat.
 * @throws AppError `forbidden`, `invalid_csv` naming the first ten rows by line.
 */
export async function importContacts(
  { db, store, relink, now }: { db: Db; store: Pick<Store, 'tend'>; relink: Relink; now: () => Date },
  viewer: Viewer,
  csv: string | Uint8Array,
  wish: ImportWish = {},
): Promise<Imported> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const { file, plan } = await planFile(db, organizationId, csv, wish);
  const counts = checkRows(file, plan.rows, wish.skip === true);
  await saveInPieces(db, toPieces(plan.writes), async (tx, piece, at) => {
    if (at === 0) {
      const { added, changed, skipped } = counts;
      const details = { added, changed, ...(skipped > 0 && { skipped }) };
      await recordAudit(tx, viewer, { action: 'contacts.imported', details }, now());
    }
    await saveImportedContacts(tx, organizationId, piece);
    return true;
  });
  await store.tend('growing');
  return { ...counts, ...(await relink(organizationId)) };
}

/** What `importContacts` would do with the file, row by row. Changes nothing. @throws AppError as the import. */
export async function previewContacts(
  { db }: { db: Db },
  viewer: Viewer,
  csv: string | Uint8Array,
  wish: ImportWish = {},
): Promise<ImportPreview> {
  checkAdmin(viewer);
  const { file, plan } = await planFile(db, viewer.organizationId, csv, wish);
  return toPreview(file, CONTACT_FIELDS, plan.rows);
}

async function planFile(db: Db, organizationId: OrganizationId, csv: string | Uint8Array, wish: ImportWish) {
  const file = await readImportFile(csv, KIND, wish);
  const rows: ContactRow[] = [];
  for await (const piece of inPieces(file.records)) rows.push(...piece.map(readContactRow));
  const people = new Map<string, KnownPerson>();
  for await (const piece of inPieces([...new Set(rows.map(({ email }) => email))]))
    for (const person of await readPeopleByEmail(db, organizationId, piece)) people.set(person.email, person);
  return { file, plan: await planContacts({ accounts: await readKnownAccounts(db, organizationId), people }, rows) };
}
