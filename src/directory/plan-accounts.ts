import type { Account } from '../account.ts';
import { ownerOfDomain } from '../company-domain.ts';
import { newId } from '../ids.ts';
import type { ImportRow, RowOutcome } from '../import-preview.ts';
import type { AccountWrite } from '../store/accounts-import-store.ts';
import type { EndedAccount } from '../store/ended-accounts-store.ts';
import { inPieces } from './in-pieces.ts';
import { type AccountRow, toCrmId } from './read-account-row.ts';

/** An account as it will be. */
type Draft = Omit<Account, 'state'> & {
  before: Account | null;
  state: Account['state'] | 'absorbed';
  /** The account that an absorbed one goes into. */
  into: Draft | null;
  /** The first row that says something of it. */
  row: { line: number; name: string; outcome: RowOutcome; notes: string[] } | null;
};

/** More is no company, and each row would look through them all. */
const MOST_IN_LIST = 1000;

export type AccountsPlan = {
  rows: ImportRow[];
  writes: AccountWrite[];
  /** Proposed accounts whose domain has an owner now, each with the owner. */
  ended: EndedAccount[];
};

/**
 * What the rows make of the known accounts. A row is an account's by CRM id, else by name, where two CRM ids do not
 * say otherwise, else by the domain that an account was proposed for. A name that the CRM changed becomes an alias.
 * Accounts of one name and two CRM ids are two: the later is told apart by its domain. Nothing is taken away.
 */
export async function planAccounts(known: readonly Account[], given: readonly AccountRow[]): Promise<AccountsPlan> {
  const drafts = known.map(toDraft);
  const byId = new Map<string, Draft>();
  const byName = new Map<string, Draft[]>();
  const withoutId = new Map<string, Draft>();
  const byDomain = new Map<string, Draft>();
  const enterName = (draft: Draft) => {
    const key = nameKey(draft.name);
    const namesakes = byName.get(key);
    if (namesakes) namesakes.push(draft);
    else byName.set(key, [draft]);
    // A file may hold thousands of one name: a row without an id of its own finds its account at once.
    if (draft.crmId === null && !withoutId.has(key)) withoutId.set(key, draft);
  };
  const enter = (draft: Draft) => {
    if (draft.crmId) byId.set(draft.crmId, draft);
    enterName(draft);
    for (const domain of draft.domains) byDomain.set(domain, draft);
  };
  for (const draft of drafts) enter(draft);
  const rows: ImportRow[] = [];
  for await (const piece of inPieces(given)) {
    for (const row of piece) rows.push(place(row));
  }
  settleNames(drafts);
  return { rows, ...toWrites(drafts) };

  function place(row: AccountRow): ImportRow {
    const { line, name, notes } = row;
    const found = accountOf(row);
    const faults = [...row.faults, ...(found ? conflictsWith(found, row) : []), ...rivalsOf(found, row)];
    for (const list of ['domains', 'aliases'] as const)
      if ((found?.[list].length ?? 0) + row[list].length > MOST_IN_LIST)
        faults.push(`An account has at most ${MOST_IN_LIST} ${list}.`);
    if (faults.length > 0) return { line, name, outcome: 'skipped', notes: faults };
    return found ? merge(found, row) : add(row, notes);
  }

  function accountOf({ crmId, name, domains }: AccountRow): Draft | undefined {
    const sameId = crmId === null ? undefined : byId.get(crmId);
    if (sameId) return sameId;
    const key = nameKey(name);
    const mayBe = (draft: Draft | undefined) =>
      draft !== undefined && draft.state !== 'absorbed' && (crmId === null || draft.crmId === null);
    const owners = domains.map((domain) => byDomain.get(domain)).filter((owner) => owner !== undefined);
    const named = [
      ...owners.filter((owner) => nameKey(owner.name) === key),
      ...(crmId === null ? (byName.get(key)?.slice(0, 1) ?? []) : []),
      withoutId.get(key),
    ];
    return named.find(mayBe) ?? owners.find(({ state }) => state === 'proposed');
  }

  /** A second row of an account must not say another name. */
  function conflictsWith({ row: first, crmId }: Draft, row: AccountRow): string[] {
    if (!first || nameKey(first.name) === nameKey(row.name)) return [];
    return [`The CRM id "${crmId}" stands on line ${first.line} already, for "${first.name}".`];
  }

  function rivalsOf(found: Draft | undefined, { domains }: AccountRow): string[] {
    return domains.flatMap((domain) => {
      const owner = byDomain.get(domain);
      if (!owner || owner === found || owner.state === 'proposed') return [];
      return owner.before?.domains.includes(domain)
        ? [`The domain ${domain} belongs to the account "${owner.name}" already.`]
        : [`The domain "${domain}" stands on line ${owner.row?.line} already, for "${owner.name}".`];
    });
  }

  function add(row: AccountRow, notes: string[]): ImportRow {
    const { line, name, domains, aliases, crmId, ownerEmail } = row;
    const shown: ImportRow = { line, name, outcome: 'added', notes };
    const draft: Draft = {
      ...{ id: newId('acc'), name, domains: [], aliases: [], crmId, ownerEmail, state: 'active' },
      ...{ before: null, into: null, row: shown },
    };
    draft.aliases = aliases.filter((alias) => nameKey(alias) !== nameKey(name));
    own(draft, domains);
    drafts.push(draft);
    enter(draft);
    return shown;
  }

  function merge(draft: Draft, row: AccountRow): ImportRow {
    const { line, name, notes } = row;
    const first = draft.row;
    const changes = change(draft, row);
    if (first) {
      const told = changes.length > 0 ? changes : ['It says nothing more.'];
      if (first.outcome === 'unchanged' && changes.length > 0) first.outcome = 'changed';
      return { line, name, outcome: 'merged', notes: [`The account of line ${first.line}.`, ...told, ...notes] };
    }
    draft.row = { line, name, outcome: changes.length > 0 ? 'changed' : 'unchanged', notes: [...changes, ...notes] };
    return draft.row;
  }

  /** Changes an account by a row. Answers what changed, in sentences. */
  function change(draft: Draft, row: AccountRow): string[] {
    const changes: string[] = [];
    if (draft.state !== 'active') {
      changes.push(draft.state === 'ignored' ? 'It was ignored.' : `Accepted: it was proposed as "${draft.name}".`);
    }
    const isSame = nameKey(draft.name) === nameKey(row.name);
    if (!isSame && !isToldApart(draft, row.name)) {
      if (draft.state !== 'proposed') {
        changes.push(`Renamed from "${draft.name}", which stays as an alias.`);
        draft.aliases = [...draft.aliases, draft.name];
      }
      rename(draft, row.name);
    } else if (isSame && draft.row === null && draft.name !== row.name) {
      changes.push(`Written "${draft.name}" so far.`);
      draft.name = row.name;
    }
    draft.state = 'active';
    const names = new Set([draft.name, ...draft.aliases].map(nameKey));
    const aliases = row.aliases.filter((alias) => !names.has(nameKey(alias)));
    if (aliases.length > 0) changes.push(`Also called ${aliases.join(', ')}.`);
    draft.aliases = [...draft.aliases, ...aliases].filter((alias) => nameKey(alias) !== nameKey(draft.name));
    if (row.crmId && draft.crmId !== row.crmId) {
      changes.push(`CRM id ${row.crmId}.`);
      draft.crmId = row.crmId;
      byId.set(row.crmId, draft);
    }
    if (row.ownerEmail && draft.ownerEmail !== row.ownerEmail) {
      changes.push(
        draft.ownerEmail ? `Owner ${row.ownerEmail} after ${draft.ownerEmail}.` : `Owner ${row.ownerEmail}.`,
      );
      draft.ownerEmail = row.ownerEmail;
    }
    const domains = row.domains.filter((domain) => !draft.domains.includes(domain));
    if (domains.length > 0) changes.push(`Domain ${domains.join(', ')}.`);
    own(draft, domains);
    return changes;
  }

  function rename(draft: Draft, name: string): void {
    const former = byName.get(nameKey(draft.name)) ?? [];
    byName.set(
      nameKey(draft.name),
      former.filter((one) => one !== draft),
    );
    draft.name = name;
    enterName(draft);
  }

  /** Gives domains to a draft. A proposed account with one of them goes into the draft, with all its domains. */
  function own(draft: Draft, domains: readonly string[]): void {
    for (const domain of domains) {
      const owner = byDomain.get(domain);
      if (owner && owner !== draft) {
        owner.state = 'absorbed';
        owner.into = draft;
        for (const other of owner.domains) give(draft, other);
      } else give(draft, domain);
    }
  }

  function give(draft: Draft, domain: string): void {
    byDomain.set(domain, draft);
    if (!draft.domains.includes(domain)) draft.domains = [...draft.domains, domain];
  }
}

/** A name by which rows and accounts are matched: case, width and spaces do not count. */
export const nameKey = (name: string): string => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

const toDraft = (account: Account): Draft => ({
  ...account,
  crmId: account.crmId && toCrmId(account.crmId),
  before: account,
  into: null,
  row: null,
});

/** Whether an account of this name is kept under another because of a namesake. */
const isToldApart = (draft: Draft, name: string): boolean =>
  [...draft.domains, draft.crmId, draft.id].some((what) => draft.name === `${name} (${what})`);

/** Tells accounts of one name apart: who had the name before keeps it, else the first of the file. */
function settleNames(drafts: readonly Draft[]): void {
  const present = drafts.filter(({ state }) => state !== 'absorbed');
  const taken = new Set(present.map(({ name }) => nameKey(name)));
  for (const namesakes of Map.groupBy(present, ({ name }) => nameKey(name)).values()) {
    if (namesakes.length < 2) continue;
    const keeper =
      namesakes.find(({ before, name }) => before && nameKey(before.name) === nameKey(name)) ?? namesakes[0];
    for (const draft of namesakes) {
      if (draft === keeper || !draft.row || (draft.before && nameKey(draft.before.name) === nameKey(draft.name)))
        continue;
      const { name } = draft;
      const apart = [draft.domains[0], draft.crmId, draft.id].flatMap((what) => (what ? [`${name} (${what})`] : []));
      draft.name = apart.find((one) => !taken.has(nameKey(one))) ?? draft.id;
      taken.add(nameKey(draft.name));
      draft.aliases = [...draft.aliases.filter((alias) => nameKey(alias) !== nameKey(name)), name];
      draft.row.notes.push(`There is another account "${name}"; this one is kept as "${draft.name}".`);
    }
  }
}

function toWrites(drafts: readonly Draft[]): Pick<AccountsPlan, 'writes' | 'ended'> {
  const writes: AccountWrite[] = [];
  const newlyOwned = new Map<string, string>();
  for (const draft of drafts) {
    const { before, row, state, into: _, ...account } = draft;
    if (!row || state === 'absorbed') continue;
    const newDomains = account.domains.filter((domain) => !before?.domains.includes(domain));
    for (const domain of newDomains) newlyOwned.set(domain, draft.id);
    if (before && row.outcome === 'unchanged') continue;
    writes.push({ ...account, isNew: before === null, oldName: before?.name ?? null, newDomains });
  }
  const ownersAbove = (domains: readonly string[]) =>
    domains.map((domain) => ownerOfDomain(newlyOwned, domain.slice(domain.indexOf('.') + 1)));
  const heirOf = ({ state, row, domains, into }: Draft): string | undefined => {
    if (into) return heirOf(into) ?? into.id;
    const above = state === 'proposed' && !row ? ownersAbove(domains) : [];
    return above.includes(undefined) ? undefined : above[0];
  };
  const ended = drafts.flatMap((draft) => {
    const into = heirOf(draft);
    return into === undefined ? [] : [{ from: draft.id, into }];
  });
  return { writes, ended };
}
