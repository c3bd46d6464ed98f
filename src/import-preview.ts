import { z } from 'zod';

/**
 * What becomes of a row. `merged`: it goes into an earlier row of the file. `skipped`: it cannot be taken, and only on
 * wish is the rest imported without it. `ignored`: no row of data, such as the footer of a report.
 */
export const ROW_OUTCOMES = ['added', 'changed', 'unchanged', 'merged', 'skipped', 'ignored'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** `line` is where the row starts in the file, from 1; `name` the account's name or the contact's address. */
export const importRowSchema = z.object({
  line: z.number().int(),
  name: z.string(),
  outcome: z.enum(ROW_OUTCOMES),
  /** What changes, or why nothing does, in sentences. */
  notes: z.array(z.string()),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** A column, by its position from 1, and the field that it is read as; null when it is not used. */
export const importColumnSchema = z.object({
  position: z.number().int(),
  header: z.string(),
  field: z.string().nullable(),
});
export type ImportColumn = z.infer<typeof importColumnSchema>;

const rowCounts = Object.fromEntries(ROW_OUTCOMES.map((outcome) => [outcome, z.number().int()])) as Record<
  RowOutcome,
  z.ZodNumber
>;

/** What an import would do. Nothing was changed. */
export const importPreviewSchema = z
  .object({
    encoding: z.string(),
    separator: z.string(),
    columns: z.array(importColumnSchema),
    /** Every field a column can be read as. */
    fields: z.array(z.string()),
    /** The field that must have a column and has none; there are no rows then. */
    missing: z.string().nullable(),
    counts: z.object(rowCounts),
    rows: z.array(importRowSchema),
  })
  .meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** How to read a file, and whether rows that cannot be taken are left out. */
export type ImportWish = {
  /** A label such as `windows-1250`; unset, the file tells. */
  encoding?: string;
  /** Fields by header, or by position as `#2`; null leaves a column out. */
  columns?: ReadonlyMap<string, string | null>;
  /** Unset: when a row cannot be taken, nothing is imported. */
  skip?: boolean;
  /** Told how the file was read, before anything changes. */
  onRead?: (read: { columns: readonly ImportColumn[] }) => void;
};
