import { customType } from 'drizzle-orm/pg-core';
import type { z } from 'zod';

/**
 * A jsonb column parsed on reading, so an older version's value gets today's shape. An unfit value raises zod's error.
 * Drivers hand over jsonb as text or already parsed.
 */
export const parsedJson = <Schema extends z.ZodType>(schema: Schema) =>
  customType<{ data: z.output<Schema>; driverData: unknown }>({
    dataType: () => 'jsonb',
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (value) => schema.parse(typeof value === 'string' ? JSON.parse(value) : value),
  })();

/** A text column of known words. Another word, of a newer or older version, is read as null. */
export const knownText = <Word extends string>(words: readonly Word[]) =>
  customType<{ data: Word | null; driverData: string }>({
    dataType: () => 'text',
    fromDriver: (value) => words.find((word) => word === value) ?? null,
  })();

/** A bytea column. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});
