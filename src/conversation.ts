import { z } from 'zod';
import { isoDate } from './iso-date.ts';

/** A member's own questions and answers, in order. The title says what the first question
 * asks ("Acme · pricing"), unless renamed. */
export const conversationSchema = z.object({ id: z.string(), title: z.string(), createdAt: isoDate });
export type Conversation = z.infer<typeof conversationSchema>;
