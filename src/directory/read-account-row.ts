import { isEmailAddress } from '../email-address.ts';
import type { ImportField } from './map-columns.ts';
import { readDomains } from './read-domains.ts';
import type { ImportRecord } from './read-import-file.ts';
import { firstOf, partsOf } from './read-import-file.ts';

/** Fields of an account, over which Salesforce, HubSpot, Dynamics and people write these headers. */
export const ACCOUNT_FIELDS = [
  {
    name: 'name',
    takes: 'first',
    headers: [
      ...['name', 'accountname', 'companyname', 'company', 'organizationname', 'organisationname', 'organization'],
      ...['organisation', 'account', 'customername', 'customer', 'firmenname', 'firma', 'unternehmensname'],
      ...['unternehmen', 'accountbezeichnung', 'societe', 'entreprise', 'nomducompte', 'empresa', 'nombredelacuenta'],
    ],
  },
  {
    name: 'domain',
    takes: 'every',
    headers: [
      ...['domain', 'domains', 'companydomainname', 'domainname', 'emaildomain', 'emaildomains', 'website'],
      ...['websiteurl', 'webseite', 'web', 'url', 'homepage', 'siteweb', 'sitioweb', 'additionaldomains'],
    ],
  },
  {
    name: 'aliases',
    takes: 'every',
    headers: ['aliases', 'alias', 'alsoknownas', 'othernames', 'othername', 'formername', 'formernames', 'tradingname'],
  },
  {
    name: 'crm_id',
    takes: 'first',
    headers: [
      ...['crmid', 'accountid', 'recordid', 'companyid', 'donotmodifyaccount', 'accountid18', 'casesafeaccountid'],
      ...['casesafeid', 'organizationid', 'id'],
    ],
  },
  {
    name: 'owner_email',
    takes: 'first',
    headers: ['owneremail', 'accountowneremail', 'companyowneremail', 'emailofowner', 'owneremailaddress'],
  },
] as const satisfies ImportField[];

/** What a row says of an account; null and empty where it says nothing. */
export type AccountRow = {
  line: number;
  name: string;
  domains: string[];
  aliases: string[];
  crmId: string | null;
  ownerEmail: string | null;
  faults: string[];
  notes: string[];
};

/** Longest name kept. */
const MOST_CHARACTERS = 200;

export function readAccountRow(record: ImportRecord): AccountRow {
  const faults = [...record.faults];
  const notes: string[] = [];
  const name = firstOf(record, 'name', notes) ?? '';
  if (name === '') faults.push('The name is empty.');
  const aliases = partsOf(record, 'aliases');
  if ([name, ...aliases].some(({ length }) => length > MOST_CHARACTERS))
    faults.push(`A name is longer than ${MOST_CHARACTERS} characters.`);
  const { domains, ...read } = readDomains(record.values.get('domain') ?? []);
  faults.push(...read.faults);
  notes.push(...read.notes);
  const ownerEmail = firstOf(record, 'owner_email', notes)?.toLowerCase() ?? null;
  if (ownerEmail !== null && !isEmailAddress(ownerEmail))
    faults.push(`The owner_email "${ownerEmail}" is not an address.`);
  const crmId = readCrmId(firstOf(record, 'crm_id', notes), faults);
  return { line: record.line, name, domains, aliases, crmId, ownerEmail, faults, notes };
}

/** The id, unless a spreadsheet made a number of it. */
export function readCrmId(written: string | undefined, faults: string[]): string | null {
  if (written === undefined) return null;
  if (/^\d([.,]\d+)?E\+\d+$/i.test(written))
    faults.push(`A spreadsheet has rounded the CRM id to ${written}. Export it as text.`);
  return toCrmId(written);
}

/**
 * A CRM's id as Gong has it too. Salesforce shows 15 signs whose case counts; its API and Gong have 18, the last three
 * saying which letters are capitals.
 */
export function toCrmId(written: string): string {
  if (!/^00[13][a-z0-9]{12}$/i.test(written)) return written;
  const signs = [0, 5, 10].map((start) => {
    const capitals = [...written.slice(start, start + 5)].map((sign) => /[A-Z]/.test(sign));
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[capitals.reduce((sum, is, at) => sum + (is ? 2 ** at : 0), 0)];
  });
  return written + signs.join('');
}
