import { ImportFile } from '../ui/import-file.tsx';
import { PEOPLE_KEY } from './use-people.ts';

/** Contacts from a file of the CRM. */
export function ImportContacts() {
  return (
    <ImportFile part="people" title="Import contacts" one="contact" keys={[PEOPLE_KEY, ['unlinked'], ['accounts']]}>
      A CSV file as your CRM exports it, with a column for the <code>email</code>, and if you like for name, title and
      account (its name or a domain). You see what becomes of each row before anything changes.
    </ImportFile>
  );
}
