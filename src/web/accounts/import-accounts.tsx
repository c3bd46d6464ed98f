import { ImportFile } from '../ui/import-file.tsx';
import { ACCOUNTS_KEY } from './use-accounts.ts';

const KEYS = [ACCOUNTS_KEY, ['account'], ['unlinked'], ['engagement'], ['calls']];

/** Accounts from a file of the CRM. */
export function ImportAccounts() {
  return (
    <ImportFile part="accounts" title="Import accounts" one="account" keys={KEYS}>
      A CSV export from your CRM with a <code>name</code> column. Domains or website, other names, the CRM ID and the
      owner’s email are optional. You’ll preview every row before anything changes.
    </ImportFile>
  );
}
