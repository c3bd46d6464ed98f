import { z } from 'zod';

/** How a connection proves itself to Gong. */
export const CONNECTION_KINDS = ['access_key', 'oauth'] as const;
export const connectionKindSchema = z.enum(CONNECTION_KINDS);
export type ConnectionKind = z.infer<typeof connectionKindSchema>;

/** `reconnect_needed`: Gong refuses the refresh token, and only an admin can reconnect. */
export const CONNECTION_STATES = ['connected', 'reconnect_needed'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];
