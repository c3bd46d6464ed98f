import { AppError } from '../errors.ts';
import type { ImportColumn, ImportRow, ImportWish } from '../import-preview.ts';
import { decodeText } from './decode-text.ts';
import { inPieces } from './in-pieces.ts';
import { type ImportField, mapColumns, toHeaderKey } from './map-columns.ts';
import { type CsvRow, cleanCell, readCsv } from './read-csv.ts';

/** A row's values by field: as written, those of its columns in order, without empty cells. */
export type ImportRecord = {
  line: number;
  values: ReadonlyMap<string, readonly string[]>;
  /** Why the row cannot be taken, as far as its cells tell. */
  faults: string[];
};

export type ImportFile = {
  encoding: string;
  separator: string;
  columns: ImportColumn[];
  missing: string | null;
  records: ImportRecord[];
  /** Rows that are no data: report titles, footers, a header that comes again. */
  ignored: ImportRow[];
};

type Kind = { of: string; fields: readonly ImportField[]; required: string };

/**
 * A file as a CRM or a spreadsheet writes it: columns in any order, more than needed, repeated or unnamed; titles above
 * the header, a footer below the rows.
 * @throws AppError `invalid_csv` for a file that is no table or has no rows.
 */
export async function readImportFile(
  csv: string | Uint8Array,
  { of, fields, required }: Kind,
  { encoding: named, columns: chosen, onRead }: ImportWish = {},
): Promise<ImportFile> {
  const { text, encoding } = typeof csv === 'string' ? { text: csv, encoding: 'utf-8' } : decodeText(csv, named);
  const countKnown = (cells: string[]) => mapColumns(cells, fields).filter(({ field }) => field !== null).length;
  const { separator, rows } = await readCsv(text.replace(/^\ufeff/, ''), countKnown);
  const filled: CsvRow[] = [];
  for await (const piece of inPieces(rows))
    filled.push(...piece.filter(({ cells }) => cells.some((cell) => cleanCell(cell) !== '')));
  const headerAt = findHeader(filled, (cells) => {
    const found = mapColumns(cells, fields).filter(({ field }) => field !== null);
    return { hasRequired: found.some(({ field }) => field === required), count: found.length };
  });
  const header = filled[headerAt];
  const below = filled.slice(headerAt + 1);
  if (!header || below.length === 0)
    throw new AppError(
      'invalid_csv',
      `Nothing was imported: the file has no ${of}. It needs a header line with a column "${required}", and a line for each of the ${of}.`,
    );
  const columns = mapColumns(header.cells.map(cleanCell), fields, chosen);
  const foot = await findFooter(rows, header);
  const isRepeated = ({ cells }: CsvRow) => cells.every((cell, at) => cleanCell(cell) === columns[at]?.header);
  const ignored = filled.slice(0, headerAt).map((row) => toIgnored(row, 'It stands above the header.'));
  const records: ImportRecord[] = [];
  const missing = columns.some(({ field }) => field === required) ? null : required;
  for await (const piece of inPieces(missing === null ? below : [])) {
    for (const row of piece) {
      if (foot.has(row.line)) ignored.push(toIgnored(row, 'It is the footer of a report.'));
      else if (isRepeated(row)) ignored.push(toIgnored(row, 'It is the header again.'));
      else records.push(toRecord(row, columns));
    }
  }
  const shown = withoutEmpty(columns, below);
  onRead?.({ columns: shown });
  return { encoding, separator, columns: shown, missing, records, ignored };
}

/** The first row, or where reports put titles above it, the first of ten that has the required column and one more. */
function findHeader(
  rows: readonly CsvRow[],
  read: (cells: string[]) => { hasRequired: boolean; count: number },
): number {
  const known = rows.slice(0, 10).map(({ cells }) => read(cells.map(cleanCell)));
  if (known[0]?.hasRequired) return 0;
  const later = known.findIndex(({ hasRequired, count }) => hasRequired && count > 1);
  return Math.max(later, 0);
}

/** What reports write below their rows, in the first cell alone. */
const FOOTER =
  /^((grand |sub)?totals?\b|copyright\b|©|\(c\)|confidential\b|generated (by|on|at)\b|do not distribute|end of (report|file)\b|\d+ (records?|rows?)$|(record|row) count\b)/i;

/**
 * The lines of the last rows that are a report's footer: one cell where the header has several, and either below an
 * empty row or in a report's words.
 */
async function findFooter(rows: readonly CsvRow[], header: CsvRow): Promise<Set<number>> {
  const lines = new Set<number>();
  if (header.cells.length < 2) return lines;
  let pending: number[] = [];
  for await (const piece of inPieces(rows.toReversed()))
    for (const { line, cells } of piece) {
      if (line <= header.line) return lines;
      const [first = '', ...rest] = cells.map(cleanCell);
      if (first === '' && rest.every((cell) => cell === '')) {
        for (const one of pending) lines.add(one);
        pending = [];
      } else if (FOOTER.test(first) && !rest.some((cell) => /\p{L}/u.test(cell))) {
        for (const one of [...pending, line]) lines.add(one);
        pending = [];
      } else if (cells.length === 1) pending.push(line);
      else return lines;
    }
  return lines;
}

const toIgnored = ({ line, cells }: CsvRow, why: string): ImportRow => ({
  line,
  name: cells.map(cleanCell).find((cell) => cell !== '') ?? '',
  outcome: 'ignored',
  notes: [why],
});

/** Longest cell read. */
const MOST_CHARACTERS = 10_000;

function toRecord({ line, cells }: CsvRow, columns: readonly ImportColumn[]): ImportRecord {
  const values = new Map<string, string[]>();
  const faults: string[] = [];
  for (const [at, cell] of cells.entries()) {
    const { field, header } = columns[at] ?? { field: null, header: null };
    if (cleanCell(cell) === '') continue;
    if (header === null) faults.push('It has more cells than the header.');
    if (field === null) continue;
    if (cell.includes('\ufffd')) faults.push(`"${cleanCell(cell)}" has signs that are not of the file's encoding.`);
    const others = values.get(field);
    if (others) others.push(cell);
    else values.set(field, [cell]);
    if (cell.length > MOST_CHARACTERS) faults.push(`A cell is longer than ${MOST_CHARACTERS} characters.`);
  }
  return { line, values, faults: [...new Set(faults)] };
}

/** Without columns that have neither header nor values, such as a comma at the end of each line makes. */
function withoutEmpty(columns: readonly ImportColumn[], rows: readonly CsvRow[]): ImportColumn[] {
  const unnamed = new Set(columns.filter(({ header }) => toHeaderKey(header) === ''));
  for (const { cells } of unnamed.size > 0 ? rows : [])
    for (const [at, cell] of cells.entries()) {
      const column = columns[at];
      if (column && unnamed.has(column) && cleanCell(cell) !== '') unnamed.delete(column);
    }
  return columns.filter((column) => !unnamed.has(column));
}

/**
 * The first value of a field, as one line. Other values than the first are named in `notes`: nothing is lost without a
 * word. Undefined where the row has none.
 */
export function firstOf(record: ImportRecord, field: string, notes: string[]): string | undefined {
  const [first, ...others] = new Set((record.values.get(field) ?? []).map(cleanCell));
  if (others.length > 0)
    notes.push(`The column "${field}" is there several times; ${others.map(quoted).join(', ')} is not used.`);
  return first;
}

/** Every part of a field's values, cut at semicolons and line ends. */
export const partsOf = (record: ImportRecord, field: string): string[] => [
  ...new Set(
    (record.values.get(field) ?? [])
      .flatMap((value) => value.split(/[;\n\r]/))
      .map(cleanCell)
      .filter(Boolean),
  ),
];

const quoted = (text: string): string => `"${text}"`;
