import { ImportFile } from '../ui/import-file.tsx';
import { ACCOUNTS_KEY } from './use-accounts.ts';

const KEYS = [ACCOUNTS_KEY, ['account'], ['unlinked'], ['engagement'], ['calls']];

/** Accounts from a file of the CRM. */
export function ImportAccounts() {
  return (
    <ImportFile part="accounts" title="Import accounts" one="account" keys={KEYS}>
      A CSV file as your CRM exports it, with a column for the <code>name</code>, and if you like for domains or
      website, other names, the CRM’s id and the owner’s email. You see what becomes of each row before anything
      changes.
    </ImportFile>
  );
}
