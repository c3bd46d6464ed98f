import { z } from 'zod';
import { isoDate } from './iso-date.ts';

/** A key that acts as its maker, without the key itself: only a hash is kept. */
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: isoDate,
  lastUsedAt: isoDate.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** A key just made. The key itself is shown this once. */
export const madeApiKeySchema = z.object({ id: z.string(), key: z.string() });
export type MadeApiKey = z.infer<typeof madeApiKeySchema>;
