import { type SQL, sql } from 'drizzle-orm';

/** No text that is stored or looked for has this sign. */
const SEPARATOR = '\u001F';

/**
 * Texts as one array of the store, none of them empty. They are one parameter: a list becomes a row, drivers differ on
 * arrays, and a parameter for each text takes longer to prepare than to answer.
 */
export const textArray = (texts: readonly string[]): SQL =>
  sql`string_to_array(${texts.map((text) => text.replaceAll(SEPARATOR, ' ')).join(SEPARATOR)}::text, ${sql.raw(`E'\\x1f'`)})`;
