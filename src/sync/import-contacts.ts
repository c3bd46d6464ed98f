import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import { listAccounts } from '../store/accounts-reader.ts';
import type { Db } from '../store/db.ts';
import { confirmPerson } from '../store/people-store.ts';
import { relinkCalls } from './link-calls.ts';
import { readCsv } from './read-csv.ts';

const COLUMNS = ['name', 'email', 'title', 'account'];

export type ContactsImport = { added: number; changed: number; callsRelinked: number };

/**
 * Imports contacts from CSV (columns: email, required; name, title, account, which is an account's name or one of its domains) and links past calls anew. All or
 * nothing.
 * @throws AppError `invalid_csv` naming each line that needs a correction.
 */
export async function importContacts(
  db: Db,
  organizationId: OrganizationId,
  csv: string,
  now: Date,
): Promise<ContactsImport> {
  const rows = readCsv(csv, { columns: COLUMNS, required: 'email', of: 'contacts' });
  const accounts = await listAccounts(db, organizationId);
  const problems: string[] = [];
  const lineOf = new Map<string, number>();
  const entries = rows.map(({ line, record }) => {
    const email = (record.email ?? '').toLowerCase();
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) problems.push(`line ${line}: "${email}" is not an address.`);
    const other = lineOf.get(email);
    if (other !== undefined) problems.push(`line ${line}: ${email} stands on line ${other} already.`);
    lineOf.set(email, line);
    const wanted = record.account?.toLowerCase();
    const account = wanted
      ? accounts.find(({ name, domains, aliases }) =>
          [name, ...aliases, ...domains].some((one) => one.toLowerCase() === wanted),
        )
      : undefined;
    if (wanted && !account) problems.push(`line ${line}: there is no account "${record.account}".`);
    return {
      email,
      ...(record.name && { name: record.name }),
      ...(record.title && { title: record.title }),
      ...(account && { accountId: account.id }),
    };
  });
  if (problems.length > 0)
    throw new AppError('invalid_csv', `Nothing was imported: ${problems.slice(0, 10).join(' ')}`);
  const counts = { added: 0, changed: 0 };
  await db.transaction(async (tx) => {
    for (const entry of entries)
      counts[(await confirmPerson(tx, organizationId, entry)).isNew ? 'added' : 'changed'] += 1;
  });
  return { ...counts, callsRelinked: await relinkCalls(db, organizationId, now) };
}
