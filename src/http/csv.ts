import { z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify/sync';
import type { Context } from 'hono';

/** For a route's document alone: the client's types are those of its JSON. */
export const asCsv: object = { 'text/csv': { schema: z.string() } };

export const wantsCsv = (c: Context): boolean => c.req.header('accept')?.includes('text/csv') ?? false;

/** A table as a file. A cell that a spreadsheet would run as a formula is written as text. */
export function csv(c: Context, name: string, rows: Record<string, unknown>[]): never {
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`);
  const text = stringify(rows, {
    header: true,
    escape_formulas: true,
    cast: { number: (value) => String(Math.round(value * 1000) / 1000) },
  });
  return c.body(text, 200, { 'Content-Type': 'text/csv; charset=utf-8' }) as never;
}
