import { z } from 'zod';

/** An account, person or tracker by id, with the name at the time of reading. */
export const namedSchema = z.object({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof namedSchema>;
