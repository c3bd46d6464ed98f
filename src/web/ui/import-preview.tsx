import { useState } from 'react';
import type { ImportPreview } from '../../http/api-types.ts';
import { Choice } from './filters.tsx';

type Outcome = ImportPreview['rows'][number]['outcome'];

/** As a row's fate is called, those first that ask for a look. */
const OUTCOMES: Record<Outcome, string> = {
  skipped: 'can’t be imported',
  added: 'added',
  changed: 'changed',
  merged: 'same as an earlier row',
  unchanged: 'unchanged',
  ignored: 'not data',
};

/** The columns of the file, and the field each is read as; another field can be chosen. */
export function ImportColumns({
  preview: { columns, fields, missing },
  onChoose,
}: {
  preview: ImportPreview;
  onChoose: (position: number, field: string) => void;
}) {
  return (
    <section aria-label="Columns">
      {missing !== null && (
        <p role="alert" className="mb-2 text-sm text-red-800 dark:text-red-300">
          Which column has the {toLabel(missing)}?
        </p>
      )}
      <ul className="max-h-48 space-y-1 overflow-y-auto text-sm">
        {columns.map(({ position, header, field }) => (
          <li key={position}>
            <label className="flex items-center gap-2">
              <span className="min-w-0 grow truncate">{header || `Column ${position}`}</span>
              <select
                className="field w-44 shrink-0 py-1 text-sm"
                value={field ?? ''}
                onChange={(event) => onChoose(position, event.target.value)}
              >
                <option value="">Not used</option>
                {fields.map((name) => (
                  <option key={name} value={name}>
                    {toLabel(name)}
                  </option>
                ))}
              </select>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

const toLabel = (field: string): string =>
  field
    .split('_')
    .map((word) => (word === 'crm' || word === 'id' ? word.toUpperCase() : word))
    .join(' ');

const MOST_SHOWN = 200;

/** What would become of each row. */
export function ImportRows({ preview: { rows, counts } }: { preview: ImportPreview }) {
  const [chosen, setChosen] = useState<Outcome | undefined>();
  const present = (Object.keys(OUTCOMES) as Outcome[]).filter((outcome) => counts[outcome] > 0);
  const outcome = chosen && counts[chosen] > 0 ? chosen : present[0];
  const shown = rows.filter((row) => row.outcome === outcome);
  return (
    <section aria-label="Preview of each row">
      <Choice
        label="Rows"
        value={outcome}
        options={present.map((one) => [one, `${counts[one].toLocaleString('en')} ${OUTCOMES[one]}`] as const)}
        onChange={(next) => setChosen(next as Outcome | undefined)}
      />
      <ul className="mt-2 max-h-64 space-y-1 overflow-y-auto text-sm">
        {shown.slice(0, MOST_SHOWN).map(({ line, name, notes }) => (
          <li key={line}>
            <span className="quiet">Line {line}:</span> <span className="break-words">{name || 'No name'}</span>
            {notes.length > 0 && <span className="quiet block pl-4 text-xs">{notes.join(' ')}</span>}
          </li>
        ))}
      </ul>
      {shown.length > MOST_SHOWN && (
        <p className="quiet mt-1 text-xs">And {(shown.length - MOST_SHOWN).toLocaleString('en')} more.</p>
      )}
    </section>
  );
}
