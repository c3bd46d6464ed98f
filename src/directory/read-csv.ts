import { setImmediate } from 'node:timers/promises';
import { type Info, type Parser, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { AppError } from '../errors.ts';

/** `line` is where the row starts, from 1. Cells are as written; `cleanCell` makes values of them. */
export type CsvRow = { line: number; cells: string[] };

const SEPARATORS = [',', ';', '\t', '|'];
const OPTIONS = {
  // A file joined of several has line ends of several kinds.
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_quotes: true,
  relax_column_count: true,
};

/**
 * The rows of a CSV file; of blank rows that follow each other only the first. The separator is the one that a line
 * `sep=;` names, else the one whose first rows `countKnown` knows most cells of, else the one that makes most cells.
 * @throws AppError `invalid_csv`.
 */
export async function readCsv(
  text: string,
  countKnown: (cells: string[]) => number,
): Promise<{ separator: string; rows: CsvRow[] }> {
  const told = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i.exec(text);
  const table = text.slice(told?.[0].length ?? 0);
  const separator = told?.[1] ?? separatorOf(table, countKnown);
  return { separator, rows: await readRows(table, separator, told ? 1 : 0) };
}

/** A cell's value on one line: composed, without signs that nobody sees, and out of a spreadsheet's wrapping. */
export function cleanCell(written: string): string {
  if (IS_CLEAN.test(written)) return written;
  const visible = written.toWellFormed().normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  // ="0017" keeps zeros in Excel; an apostrophe before a formula is what exports write to defuse it.
  return visible.replace(/^="(.*)"$/, '$1').replace(/^'(?=[=+\-@])/, '');
}

/** Most cells: words of printable ASCII with one space between them, and no wrapping. */
const IS_CLEAN = /^(?:(?![='])[!-~]+(?: [!-~]+)*)?$/;
/** Controls but tab and line breaks, the soft hyphen, spaces without a width, and marks of direction. */
const INVISIBLE = /[\0-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

function separatorOf(table: string, countKnown: (cells: string[]) => number): string {
  let best = { separator: ',', known: 0, cells: 0 };
  for (const separator of SEPARATORS) {
    let rows: string[][];
    try {
      rows = parseSync(table.slice(0, 100_000), { ...OPTIONS, delimiter: separator, to: 10 });
    } catch {
      continue;
    }
    const known = Math.max(0, ...rows.map(countKnown));
    const cells = Math.max(0, ...rows.map((row) => row.length));
    if (known > best.known || (known === best.known && cells > best.cells)) best = { separator, known, cells };
  }
  return best.separator;
}

/** Far more than an organization has accounts or contacts. A file of 8 MB may have millions, which fill the memory. */
const MOST_ROWS = 200_000;

/**
 * Characters parsed at once: some 5 ms of work, and 100 ms where each row is of one sign and of another length than the
 * header, of which the parser makes an error each (measured 2026-11-28).
 */
const PIECE_CHARACTERS = 2 * 1024;

async function readRows(table: string, separator: string, linesBefore: number): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  let linesRead = linesBefore;
  let failure: unknown = null;
  let isAfterBlank = false;
  const parser: Parser = parse({ ...OPTIONS, delimiter: separator, info: true });
  parser.on('data', ({ record, info }: { record: string[]; info: Info }) => {
    const isBlank = record.every((cell) => cell.trim() === '');
    // Of blank rows that follow each other the first says all.
    if (!isBlank || !isAfterBlank) rows.push({ line: linesRead + 1, cells: isBlank ? [] : record });
    isAfterBlank = isBlank;
    linesRead = info.lines + linesBefore;
  });
  const ended = new Promise<void>((resolve) => parser.once('close', resolve));
  parser.on('error', (error) => {
    failure = error;
  });
  for (let at = 0; at < table.length && !failure && rows.length <= MOST_ROWS; at += PIECE_CHARACTERS) {
    parser.write(table.slice(at, at + PIECE_CHARACTERS));
    await setImmediate();
  }
  if (rows.length > MOST_ROWS) {
    parser.destroy();
    throw new AppError(
      'invalid_csv',
      `Nothing was imported: the file has more than ${MOST_ROWS.toLocaleString('en-US')} rows. Cut it into several files.`,
    );
  }
  parser.end();
  await ended;
  if (failure) throw new AppError('invalid_csv', `Nothing was imported: ${describeCsvError(failure, linesBefore)}`);
  return rows;
}

function describeCsvError(error: unknown, linesBefore: number): string {
  const { lines, code, message } = error as { lines?: number; code?: string; message: string };
  const reason = code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is opened and never closed' : message;
  return lines ? `line ${lines + linesBefore}: ${reason}.` : `${reason}.`;
}
