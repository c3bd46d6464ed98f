import { z } from 'zod';
import { relinkedSchema } from './relink.ts';

/** Rows of a file by what became of them. Rows that are no data are not counted. */
export const importCountsSchema = z.object({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  merged: z.number(),
  skipped: z.number(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

/** What became of an import, past calls included. */
export const importedSchema = importCountsSchema.extend(relinkedSchema.shape).meta({ id: 'Imported' });
export type Imported = z.infer<typeof importedSchema>;
