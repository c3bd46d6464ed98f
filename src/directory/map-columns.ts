import { AppError } from '../errors.ts';
import type { ImportColumn } from '../import-preview.ts';

/** A field of a row, and headers that CRMs write over it, best first, as `toHeaderKey` has them. */
export type ImportField = {
  name: string;
  headers: readonly string[];
  /** `every`: all its columns count. `first`: only columns under the best header, and of them the first value. */
  takes: 'every' | 'first';
};

/**
 * Reads a header: which column is which field. A column chosen by header, or by position as `#2`, keeps that choice;
 * where the first value of a field counts, a choice for it leaves other columns out.
 * @throws AppError `invalid_csv` for a choice of a column or a field that there is not.
 */
export function mapColumns(
  header: readonly string[],
  fields: readonly ImportField[],
  chosen: ReadonlyMap<string, string | null> = new Map(),
): ImportColumn[] {
  const columns = header.map((written, at) => ({ position: at + 1, header: written, field: null as string | null }));
  const settled = new Set<number>();
  for (const [what, field] of chosen) {
    if (field !== null && !fields.some(({ name }) => name === field))
      throw refused(`there is no field "${field}" (known: ${fields.map(({ name }) => name).join(', ')}).`);
    const key = what.startsWith('#') ? '' : toHeaderKey(what);
    const named = columns.filter((column) => key !== '' && toHeaderKey(column.header) === key);
    const meant = named.length > 0 ? named : columns.filter(({ position }) => `#${position}` === what.trim());
    if (meant.length === 0) throw refused(`there is no column "${what}" (found: ${header.join(', ')}).`);
    for (const column of meant) {
      column.field = field;
      settled.add(column.position);
    }
  }
  const chosenFields = new Set(chosen.values());
  for (const { name, headers, takes } of fields) {
    if (takes === 'first' && chosenFields.has(name)) continue;
    const fitting = columns.filter(
      ({ position, header, field }) =>
        field === null && !settled.has(position) && headers.includes(toHeaderKey(header)),
    );
    const best = headers.find((key) => fitting.some(({ header }) => toHeaderKey(header) === key));
    for (const column of fitting) if (takes === 'every' || toHeaderKey(column.header) === best) column.field = name;
  }
  return columns;
}

/** A header without case, accents, spaces and signs: `(Do Not Modify) E-Mail` → `donotmodifyemail`. */
export const toHeaderKey = (header: string): string =>
  header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const refused = (problem: string): AppError => new AppError('invalid_csv', `Nothing was imported: ${problem}`);
