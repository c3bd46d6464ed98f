import type { QueryKey } from '@tanstack/react-query';
import { type ChangeEvent, type ReactNode, useState } from 'react';
import type { Imported, ImportPreview } from '../../http/api-types.ts';
import { failureOf, reach } from '../api-client.ts';
import { counted } from '../format.ts';
import { useChange } from '../use-change.ts';
import { Dialog } from './dialog.tsx';
import { Choice } from './filters.tsx';
import { ImportColumns, ImportRows } from './import-preview.tsx';

/** How to read a file: chosen fields by position of the column, `''` for none. `encoding` unset: the file tells. */
type Reading = { file: File; columns: Readonly<Record<number, string>>; encoding: string | undefined };
type Props = {
  /** `accounts` or `people`, as in the API's path. */
  part: 'accounts' | 'people';
  title: string;
  /** What a row is: "account". */
  one: string;
  /** Queries that show what an import changes. */
  keys: readonly QueryKey[];
  /** Which columns there may be. */
  children: ReactNode;
};

/** A file from the CRM: first what would become of each row and column, then the import. */
export function ImportFile({ part, title, one, keys, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [reading, setReading] = useState<Reading | null>(null);
  const preview = useChange((wanted: Reading) => send(`${part}/import/preview`, wanted));
  const shown = preview.data as ImportPreview | undefined;
  // Only rows that were shown are left out.
  const skips = (shown?.counts.skipped ?? 0) > 0;
  const upload = useChange((wanted: Reading) => send(`${part}/import`, wanted, { skip: String(skips) }), keys);
  const imported = upload.data as Imported | undefined;
  const read = (wanted: Reading) => {
    setReading(wanted);
    upload.reset();
    preview.mutate(wanted);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file) read({ file, columns: {}, encoding: undefined });
    event.target.value = '';
  };
  const close = () => {
    setOpen(false);
    setReading(null);
    preview.reset();
    upload.reset();
  };
  const failure = upload.error ?? preview.error;
  const isBusy = preview.isPending || upload.isPending;
  return (
    <>
      <button type="button" className="button-quiet" onClick={() => setOpen(true)}>
        {title}
      </button>
      <Dialog isOpen={isOpen} onClose={close} title={title}>
        <p className="quiet text-sm">{children}</p>
        <label className="mt-4 block space-y-1 text-sm">
          <span>File</span>
          <input type="file" accept=".csv,.tsv,.txt,text/csv" className="field" disabled={isBusy} onChange={choose} />
        </label>
        {reading && shown && !imported && (
          <div className="mt-4 space-y-4">
            <div className="flex flex-wrap items-end gap-3">
              <p className="grow text-sm">{reading.file.name}</p>
              <Choice
                label="Encoding"
                value={reading.encoding ?? shown.encoding}
                options={encodingsWith(shown.encoding)}
                onChange={(encoding) => read({ ...reading, encoding })}
              />
            </div>
            <ImportColumns
              preview={shown}
              onChoose={(position, field) => read({ ...reading, columns: { ...reading.columns, [position]: field } })}
            />
            {shown.missing === null && <ImportRows preview={shown} />}
          </div>
        )}
        <p role="status" className="mt-3 text-sm">
          {preview.isPending && 'Reading the file…'}
          {upload.isPending && 'Importing…'}
          {imported && toSentence(imported, one)}
        </p>
        {failure && (
          <p role="alert" className="mt-3 text-sm text-red-800 dark:text-red-300">
            {failure.message}
          </p>
        )}
        {reading && shown && shown.missing === null && !imported && (
          <button type="button" className="button mt-3" disabled={isBusy} onClick={() => upload.mutate(reading)}>
            {skips ? `Import and skip ${counted(shown.counts.skipped, 'row')}` : 'Import'}
          </button>
        )}
      </Dialog>
    </>
  );
}

/** Encodings of spreadsheets; the API knows more. */
const ENCODINGS = [
  ['utf-8', 'UTF-8'],
  ['utf-16le', 'UTF-16'],
  ['windows-1252', 'Western (Windows-1252)'],
  ['windows-1250', 'Central European (Windows-1250)'],
  ['windows-1251', 'Cyrillic (Windows-1251)'],
  ['windows-1253', 'Greek (Windows-1253)'],
  ['windows-1254', 'Turkish (Windows-1254)'],
  ['macintosh', 'Mac Roman'],
  ['shift_jis', 'Japanese (Shift JIS)'],
  ['gbk', 'Chinese (GBK)'],
] as const;

const encodingsWith = (found: string): (readonly [string, string])[] =>
  ENCODINGS.some(([name]) => name === found) ? [...ENCODINGS] : [[found, found], ...ENCODINGS];

async function send(path: string, { file, columns, encoding }: Reading, more: Record<string, string> = {}) {
  const query = new URLSearchParams({ ...more, ...(encoding && { encoding }) });
  for (const [position, field] of Object.entries(columns)) query.append('column', `#${position}:${field}`);
  const headers = { 'Content-Type': 'text/csv' };
  const response = await reach(`/api/v1/${path}?${query}`, { method: 'POST', headers, body: file });
  if (!response.ok) throw await failureOf(response);
  return response;
}

function toSentence({ added, changed, unchanged, merged, skipped, callsRelinked, isInSearch }: Imported, one: string) {
  const more = [
    `${changed.toLocaleString('en')} updated`,
    ...(unchanged > 0 ? [`${unchanged.toLocaleString('en')} unchanged`] : []),
    ...(merged > 0 ? [`${counted(merged, 'duplicate row')} merged`] : []),
    ...(skipped > 0 ? [`${counted(skipped, 'row')} skipped`] : []),
  ];
  return `${counted(added, one)} added, ${more.join(', ')}; ${counted(callsRelinked, 'call')} matched again.${isInSearch ? '' : ' Search catches up once it’s available again.'}`;
}
