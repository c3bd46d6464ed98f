import { type SQL, sql } from 'drizzle-orm';

/** A value as jsonb. As text first: one of the two drivers would make JSON of a JSON text once more. */
export const asJson = (value: unknown): SQL => sql`${JSON.stringify(value)}::text::jsonb`;
