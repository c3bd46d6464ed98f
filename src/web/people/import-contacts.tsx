import { type ChangeEvent, useState } from 'react';
import { failureOf } from '../api-client.ts';
import { counted } from '../format.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useChange } from '../use-change.ts';
import { PEOPLE_KEY } from './use-people.ts';

type Counts = { added: number; changed: number; callsRelinked: number };

const send = async (file: File) => {
  const response = await fetch('/api/v1/people/import', {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv' },
    body: file,
  });
  if (!response.ok) throw await failureOf(response);
  return response;
};

/** Contacts from a file of the CRM. */
export function ImportContacts() {
  const [isOpen, setOpen] = useState(false);
  const upload = useChange(send, [PEOPLE_KEY, ['unlinked'], ['accounts']]);
  const counts = upload.data as Counts | undefined;
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file) upload.mutate(file);
    event.target.value = '';
  };
  return (
    <>
      <button type="button" className="button-quiet" onClick={() => setOpen(true)}>
        Import contacts
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Import contacts">
        <p className="quiet text-sm">
          A CSV file with the columns <code>email</code> (required), <code>name</code>, <code>title</code> and{' '}
          <code>account</code> (its name or a domain). Past calls are matched anew.
        </p>
        <label className="mt-4 block space-y-1 text-sm">
          <span>File</span>
          <input type="file" accept=".csv,text/csv" className="field" disabled={upload.isPending} onChange={choose} />
        </label>
        <p role="status" className="mt-3 text-sm">
          {upload.isPending && 'Importing…'}
          {counts &&
            `${counted(counts.added, 'contact')} added, ${counts.changed} changed; ${counted(counts.callsRelinked, 'call')} matched anew.`}
        </p>
        {upload.error && (
          <p role="alert" className="mt-3 text-sm text-red-800 dark:text-red-300">
            {upload.error.message}
          </p>
        )}
      </Dialog>
    </>
  );
}
