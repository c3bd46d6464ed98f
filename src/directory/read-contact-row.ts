import type { ImportField } from './map-columns.ts';
import { readCrmId } from './read-account-row.ts';
import { EMPTY_CELL } from './read-domains.ts';
import { firstOf, type ImportRecord } from './read-import-file.ts';

/** Fields of a contact, over which Salesforce, HubSpot, Dynamics and people write these headers. */
export const CONTACT_FIELDS = [
  {
    name: 'email',
    takes: 'first',
    headers: [
      ...[
        'email',
        'emailaddress',
        'primaryemail',
        'workemail',
        'businessemail',
        'contactemail',
        'mail',
        'emailadresse',
      ],
      ...['correo', 'correoelectronico', 'courriel', 'adresseemail'],
    ],
  },
  {
    name: 'name',
    takes: 'first',
    headers: [
      'name',
      'fullname',
      'contactname',
      'contact',
      'person',
      'nomcomplet',
      'nombrecompleto',
      'vollstandigername',
    ],
  },
  { name: 'first_name', takes: 'first', headers: ['firstname', 'givenname', 'vorname', 'prenom', 'nombre'] },
  {
    name: 'last_name',
    takes: 'first',
    headers: ['lastname', 'surname', 'familyname', 'nachname', 'nom', 'nomdefamille', 'apellidos', 'apellido'],
  },
  {
    name: 'title',
    takes: 'first',
    headers: ['title', 'jobtitle', 'position', 'role', 'titel', 'funktion', 'fonction', 'poste', 'cargo'],
  },
  {
    name: 'account',
    takes: 'first',
    headers: [
      ...['account', 'accountname', 'companyname', 'company', 'associatedcompany', 'primarycompany', 'organization'],
      ...['organisation', 'organizationname', 'organisationname', 'customer', 'firma', 'firmenname', 'unternehmen'],
      ...['entreprise', 'societe', 'empresa'],
    ],
  },
  {
    name: 'account_crm_id',
    takes: 'first',
    headers: ['accountcrmid', 'accountid', 'associatedcompanyid', 'primaryassociatedcompanyid', 'companyid'],
  },
] as const satisfies ImportField[];

/** What a row says of a contact; null where it says nothing. `email` is empty without an address. */
export type ContactRow = {
  line: number;
  email: string;
  name: string | null;
  title: string | null;
  account: string | null;
  accountCrmId: string | null;
  faults: string[];
  notes: string[];
};

/** Longest name or title kept. */
const MOST_CHARACTERS = 200;
/** Longest cell looked through for an address: room for a few. */
const MOST_ADDRESS_CHARACTERS = 1000;

export function readContactRow(record: ImportRecord): ContactRow {
  const faults = [...record.faults];
  const notes: string[] = [];
  const first = (field: string) => firstOf(record, field, notes) ?? null;
  const email = readAddress(first('email'), faults, notes);
  const parts = [first('first_name'), first('last_name')].filter((part) => part !== null);
  const whole = first('name');
  const name = whole === null ? parts.join(' ') || null : toSpokenName(whole);
  const title = first('title');
  if ([name, title].some((text) => text !== null && text.length > MOST_CHARACTERS))
    faults.push(`A name or title is longer than ${MOST_CHARACTERS} characters.`);
  const account = first('account');
  const accountCrmId = readCrmId(first('account_crm_id') ?? undefined, faults);
  return { line: record.line, email, name, title, account, accountCrmId, faults, notes };
}

/** `Ina Berg <INA@Acme.example>` → `ina@acme.example`; of several addresses the first. */
function readAddress(written: string | null, faults: string[], notes: string[]): string {
  if (written === null || EMPTY_CELL.test(written)) {
    faults.push('There is no address.');
    return '';
  }
  if (written.length > MOST_ADDRESS_CHARACTERS) {
    faults.push(`An address is longer than ${MOST_ADDRESS_CHARACTERS} characters.`);
    return '';
  }
  const parts = (
    /<[^<>]*>/.test(written)
      ? [...written.matchAll(/<([^<>]*)>/g)].map((match) => match[1] ?? '')
      : written.split(/[;,\s]+/)
  )
    .map((part) => part.replace(/^mailto:/i, '').toLowerCase())
    .filter(Boolean);
  const [email = '', ...others] = new Set(parts);
  if (!/^[^@\s"]+@[^@\s"]+\.[^@\s".]+$/.test(email)) faults.push(`"${written}" is not an address.`);
  else if (others.length > 0) notes.push(`Another address is not used: ${others.join(', ')}.`);
  return email;
}

/** `Berg, Ina` → `Ina Berg`; what follows the comma may also be a suffix, as in `Ina Berg, PhD`. */
function toSpokenName(written: string): string {
  const [last = '', first = '', ...more] = written.split(',').map((part) => part.trim());
  const isSuffix = /^((jr|sr|ph\.?d|m\.?d|m\.?b\.?a|esq|i{1,3}|iv|cpa|dr)\.?)$/i.test(first);
  return first === '' || last === '' || more.length > 0 || isSuffix ? written : `${first} ${last}`;
}
