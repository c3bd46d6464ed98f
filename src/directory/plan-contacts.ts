import type { Account } from '../account.ts';
import { domainOf, ownerOfDomain } from '../company-domain.ts';
import type { ImportRow } from '../import-preview.ts';
import type { ContactWrite, KnownPerson } from '../store/people-import-store.ts';
import { inPieces } from './in-pieces.ts';
import { nameKey } from './plan-accounts.ts';
import { toCrmId } from './read-account-row.ts';
import type { ContactRow } from './read-contact-row.ts';

type Known = { accounts: readonly Account[]; people: ReadonlyMap<string, KnownPerson> };
export type ContactsPlan = { rows: ImportRow[]; writes: ContactWrite[] };

/**
 * What the rows make of the known people, by address. An empty cell leaves alone what is known. An account is found by
 * CRM id, else by name, alias or domain; of several namesakes it is the one that owns the address's domain.
 */
export async function planContacts({ accounts, people }: Known, given: readonly ContactRow[]): Promise<ContactsPlan> {
  const byCrmId = new Map(accounts.flatMap((one) => (one.crmId ? [[toCrmId(one.crmId), one] as const] : [])));
  const byName = new Map<string, Account[]>();
  for (const account of accounts)
    for (const name of nameKeysIn(account)) {
      const namesakes = byName.get(name);
      if (namesakes) namesakes.push(account);
      else byName.set(name, [account]);
    }
  const byDomain = new Map(accounts.flatMap((one) => one.domains.map((domain) => [domain, one] as const)));
  const nameOf = new Map(accounts.map(({ id, name }) => [id, name]));
  const seen = new Map<string, { row: ContactRow; accountId: string | null; shown: ImportRow; write: ContactWrite }>();
  const rows: ImportRow[] = [];
  for await (const piece of inPieces(given)) for (const row of piece) rows.push(place(row));
  const writes = [...seen.values()].flatMap(({ shown, write }) => (shown.outcome === 'unchanged' ? [] : [write]));
  return { rows, writes };

  function place(row: ContactRow): ImportRow {
    const { line, email } = row;
    const faults = [...row.faults];
    const account = accountOf(row, faults);
    const first = seen.get(email);
    if (first && faults.length === 0) faults.push(...conflictsOf(first, row, account?.id ?? null));
    if (faults.length > 0) return { line, name: email || row.name || '', outcome: 'skipped', notes: faults };
    if (first) {
      fill(first.write, row, account?.id ?? null);
      const before = people.get(email);
      if (first.shown.outcome === 'unchanged' && before && changesOf(before, first.write).length > 0)
        first.shown.outcome = 'changed';
      return { line, name: email, outcome: 'merged', notes: [`The contact of line ${first.row.line}.`, ...row.notes] };
    }
    const before = people.get(email);
    const write: ContactWrite = {
      email,
      name: before?.name ?? email,
      title: before?.title ?? null,
      accountId: before?.accountId ?? null,
    };
    fill(write, row, account?.id ?? null);
    const changes = before ? changesOf(before, write) : [];
    const outcome = !before ? 'added' : changes.length > 0 ? 'changed' : 'unchanged';
    const shown: ImportRow = { line, name: email, outcome, notes: [...changes, ...row.notes] };
    seen.set(email, { row, accountId: account?.id ?? null, shown, write });
    return shown;
  }

  function accountOf({ email, account, accountCrmId }: ContactRow, faults: string[]): Account | null {
    const sameId = accountCrmId === null ? undefined : byCrmId.get(accountCrmId);
    if (sameId) return sameId;
    if (account === null) {
      if (accountCrmId !== null) faults.push(`There is no account with the CRM id "${accountCrmId}".`);
      return null;
    }
    const named = byName.get(nameKey(account)) ?? [];
    const owner = ownerOfDomain(byDomain, domainOf(email) ?? '');
    const [found, other] = named.length > 1 && owner && nameKeysIn(owner).has(nameKey(account)) ? [owner] : named;
    if (other) faults.push(`There are ${named.length} accounts "${account}", and the address tells neither.`);
    const byOwnDomain = found ?? byDomain.get(account.toLowerCase());
    if (!byOwnDomain) faults.push(`There is no account "${account}".`);
    return byOwnDomain ?? null;
  }

  function conflictsOf(
    first: { row: ContactRow; accountId: string | null },
    row: ContactRow,
    accountId: string | null,
  ): string[] {
    const differs = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;
    const { name, title, line } = first.row;
    return differs(name && nameKey(name), row.name && nameKey(row.name)) ||
      differs(title && nameKey(title), row.title && nameKey(row.title)) ||
      differs(first.accountId, accountId)
      ? [`${row.email} stands on line ${line} already, with other details.`]
      : [];
  }

  function changesOf(before: KnownPerson, write: ContactWrite): string[] {
    const changes: string[] = [];
    if (before.name !== write.name) changes.push(`Named "${before.name}" so far.`);
    if (before.title !== write.title) changes.push(`Title ${write.title}.`);
    if (before.accountId !== write.accountId) changes.push(`Of the account "${nameOf.get(write.accountId ?? '')}".`);
    if (before.kind === 'teammate') changes.push('One of us so far.');
    if (changes.length === 0 && !before.isConfirmed) changes.push('Seen on calls; confirmed.');
    return changes;
  }
}

const nameKeysIn = ({ name, aliases }: Account): Set<string> => new Set([name, ...aliases].map(nameKey));

function fill(write: ContactWrite, { name, title }: ContactRow, accountId: string | null): void {
  if (name !== null) write.name = name;
  if (title !== null) write.title = title;
  if (accountId !== null) write.accountId = accountId;
}
