import { type SQL, sql } from 'drizzle-orm';

/** Texts as one array of the store. A list given as a parameter becomes a row, and drivers differ on arrays. */
export const textArray = (texts: readonly string[]): SQL =>
  sql`array[${sql.join(
    texts.map((text) => sql`${text}`),
    sql`, `,
  )}]::text[]`;
