import { z } from 'zod';

/** A shape as the store holds it. Members missing from older rows are filled in before parsing. */
export const withOlder = <Schema extends z.ZodObject>(lacking: Partial<z.input<Schema>>, schema: Schema) =>
  z.preprocess((row) => (typeof row === 'object' && row !== null ? { ...lacking, ...row } : row), schema);
