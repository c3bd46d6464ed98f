import { parse } from 'csv-parse/sync';
import { AppError } from '../errors.ts';

/**
 * The rows of a CSV file with a header, by column name, each with the number of its line. Columns may be absent, but for the required one.
 * @throws AppError `invalid_csv`.
 */
export function readCsv(
  csv: string,
  { columns, required, of }: { columns: readonly string[]; required: string; of: string },
): { line: number; record: Record<string, string> }[] {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(csv, {
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      bom: true,
      trim: true,
      skip_empty_lines: true,
      info: true,
    });
  } catch (error) {
    throw invalid(describeCsvError(error));
  }
  const header = Object.keys(rows[0]?.record ?? {});
  if (rows.length === 0)
    throw invalid(
      `the file has no ${of}. It needs a header line with a column "${required}", and a line for each of the ${of}.`,
    );
  if (!header.includes(required))
    throw invalid(`line 1: there is no column "${required}" (found: ${header.join(', ')}).`);
  const unknown = header.filter((name) => !columns.includes(name));
  if (unknown.length > 0)
    throw invalid(
      `line 1: unknown column ${unknown.map((name) => `"${name}"`).join(', ')} (known: ${columns.join(', ')}).`,
    );
  return rows.map(({ record, info }) => ({ line: info.lines, record }));
}

function describeCsvError(error: unknown): string {
  const { lines, code, message } = error as { lines?: number; code?: string; message: string };
  const reason =
    code === 'CSV_RECORD_INCONSISTENT_COLUMNS' || code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'
      ? 'it has more or fewer cells than the header'
      : code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quote is opened and never closed'
        : message;
  return lines ? `line ${lines}: ${reason}.` : `${reason}.`;
}

const invalid = (problem: string): AppError => new AppError('invalid_csv', `Nothing was imported: ${problem}`);
