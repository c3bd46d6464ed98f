import { AppError } from '../errors.ts';
import { type ImportPreview, type ImportRow, ROW_OUTCOMES, type RowOutcome } from '../import-preview.ts';
import type { ImportCounts } from './imported.ts';
import type { ImportField } from './map-columns.ts';
import type { ImportFile } from './read-import-file.ts';

/** A plan as it is shown: rows in the order of the file, those without data among them. */
export const toPreview = (
  { encoding, separator, columns, missing, ignored }: ImportFile,
  fields: readonly ImportField[],
  planned: readonly ImportRow[],
): ImportPreview => {
  const rows = [...planned, ...ignored].toSorted((a, b) => a.line - b.line);
  const names = fields.map(({ name }) => name);
  return { encoding, separator, columns, fields: names, missing, counts: countRows(rows), rows };
};

/**
 * The counts of a plan that may be carried out: every row can be taken, or is skipped on wish.
 * @throws AppError `invalid_csv` naming the first ten rows that cannot be taken.
 */
export function checkRows(
  { missing, columns }: ImportFile,
  planned: readonly ImportRow[],
  skip: boolean,
): ImportCounts {
  if (missing !== null)
    throw new AppError(
      'invalid_csv',
      `Nothing was imported: there is no column "${missing}" (found: ${columns.map(({ header }) => header).join(', ')}). Say which column it is.`,
    );
  const refused = planned.filter(({ outcome }) => outcome === 'skipped');
  if (refused.length > 0 && !skip) {
    const named = refused
      .slice(0, 10)
      .flatMap(({ line, notes }) =>
        notes.map((note) => `line ${line}: ${note.slice(0, 1).toLowerCase()}${note.slice(1)}`),
      );
    const more = refused.length > 10 ? ` And ${refused.length - 10} rows more.` : '';
    throw new AppError(
      'invalid_csv',
      `Nothing was imported: ${named.join(' ')}${more} Correct these rows, or skip them.`,
    );
  }
  const { ignored: _, ...counts } = countRows(planned);
  return counts;
}

const countRows = (rows: readonly ImportRow[]): Record<RowOutcome, number> => {
  const groups = Map.groupBy(rows, ({ outcome }) => outcome);
  return Object.fromEntries(ROW_OUTCOMES.map((outcome) => [outcome, groups.get(outcome)?.length ?? 0])) as Record<
    RowOutcome,
    number
  >;
};
