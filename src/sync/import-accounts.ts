import type { OrganizationId } from '../call.ts';
import { AppError } from '../errors.ts';
import { type AccountEntry, saveAccount } from '../store/accounts-store.ts';
import type { Db } from '../store/db.ts';
import { relinkCalls } from './link-calls.ts';
import { readCsv } from './read-csv.ts';

const COLUMNS = ['name', 'domain', 'aliases', 'crm_id', 'owner_email'];

export type AccountsImport = { added: number; changed: number; callsRelinked: number };

/**
 * Imports accounts from CSV (columns: name, required; domain and aliases, several separated by ";"; crm_id; owner_email; absent columns
 * are left alone) and links past calls anew. All or nothing.
 * @throws AppError `invalid_csv` naming each line that needs a correction.
 */
export async function importAccounts(
  db: Db,
  organizationId: OrganizationId,
  csv: string,
  now: Date,
): Promise<AccountsImport> {
  const entries = parseAccountsCsv(csv);
  const counts = { added: 0, changed: 0 };
  await db.transaction(async (tx) => {
    for (const { line, entry } of entries) {
      try {
        counts[await saveAccount(tx, organizationId, entry, now)] += 1;
      } catch (error) {
        if (error instanceof AppError)
          throw new AppError('invalid_csv', `Nothing was imported. Line ${line}: ${error.message}`, { cause: error });
        throw error;
      }
    }
  });
  return { ...counts, callsRelinked: await relinkCalls(db, organizationId, now) };
}

/** The entries of a CSV file with the number of the line each stands on. */
export function parseAccountsCsv(csv: string): { line: number; entry: AccountEntry }[] {
  const problems: string[] = [];
  const rows = readCsv(csv, { columns: COLUMNS, required: 'name', of: 'accounts' });

  const lineOfName = new Map<string, number>();
  const lineOfDomain = new Map<string, number>();
  const entries = rows.map(({ record, line }) => {
    const name = record.name ?? '';
    if (name === '') problems.push(`line ${line}: the name is empty.`);
    claim(lineOfName, name.toLowerCase(), line, `the account "${name}"`);
    const domains = split(record.domain).map((domain) => domain.toLowerCase().replace(/^@/, ''));
    for (const domain of domains) {
      if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) problems.push(`line ${line}: "${domain}" is not a domain.`);
      claim(lineOfDomain, domain, line, `the domain "${domain}"`);
    }
    const ownerEmail = record.owner_email;
    if (ownerEmail && !/^[^@\s]+@[^@\s]+$/.test(ownerEmail))
      problems.push(`line ${line}: owner_email "${ownerEmail}" is not an address.`);
    return {
      line,
      entry: {
        name,
        ...(record.domain !== undefined && { domains }),
        ...(record.aliases !== undefined && { aliases: split(record.aliases) }),
        ...(record.crm_id && { crmId: record.crm_id }),
        ...(ownerEmail && { ownerEmail: ownerEmail.toLowerCase() }),
      },
    };
  });
  if (problems.length > 0) throw invalid(problems);
  return entries;

  function claim(taken: Map<string, number>, key: string, line: number, what: string) {
    const other = taken.get(key);
    if (key !== '' && other !== undefined) problems.push(`line ${line}: ${what} stands on line ${other} already.`);
    else taken.set(key, line);
  }
}

const split = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);

const invalid = (problems: string[]): AppError =>
  new AppError('invalid_csv', `Nothing was imported: ${problems.slice(0, 10).join(' ')}`);
