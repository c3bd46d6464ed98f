import { z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify/sync';
import type { Context } from 'hono';

/** Only for the route's OpenAPI entry: the client's types come from the JSON answer. */
export const asCsv: object = { 'text/csv': { schema: z.string() } };

export const wantsCsv = (c: Context): boolean => c.req.header('accept')?.includes('text/csv') ?? false;

/**
 * Answers a table as a CSV file that opens in Excel, with the byte order mark by which Excel knows UTF-8. Cells
 * with formulas are written as text, so that a spreadsheet does not run them.
 */
export function csv(c: Context, name: string, rows: Record<string, unknown>[]): never {
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`);
  const text = stringify(rows, {
    header: true,
    bom: true,
    escape_formulas: true,
    cast: { number: (value) => String(Math.round(value * 1000) / 1000) },
  });
  return c.body(text, 200, { 'Content-Type': 'text/csv; charset=utf-8' }) as never;
}
