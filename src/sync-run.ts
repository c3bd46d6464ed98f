import { z } from 'zod';
import type { OrganizationId } from './call.ts';
import { isoDate } from './iso-date.ts';
import type { TimeWindow } from './time-window.ts';

/** A run's work, in calls; `requests` counts requests to Gong. */
const syncCountsSchema = z.object({
  asked: z.number().meta({ description: 'Calls that Gong listed.' }),
  gongTotal: z.number().meta({ description: 'Calls that Gong counts; more than asked while it processes some.' }),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  removed: z.number(),
  leftOut: z.number().meta({ description: 'Private calls, and those that a rule leaves out: they are not stored.' }),
  held: z.number().meta({
    description: 'Calls gone from Gong that were kept, because so many went at once: an admin has to confirm it.',
  }),
  pending: z.number().meta({ description: 'Calls of the range whose transcript is still to come.' }),
  failed: z
    .number()
    .meta({ description: 'Calls that could not be read or stored; they are set aside and asked for again.' }),
  requests: z.number(),
});
export type SyncCounts = z.infer<typeof syncCountsSchema>;

/** `live` asks for new calls, `wide` reads known calls again, `history` imports a range. */
export const RUN_KINDS = ['live', 'wide', 'history'] as const;
export type RunKind = (typeof RUN_KINDS)[number];
export const RUN_STATES = ['queued', 'running', 'waiting', 'paused', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Steps that a reader can take on a run. */
export const runStepSchema = z.enum(['pause', 'resume', 'cancel']);
export type RunStep = z.infer<typeof runStepSchema>;

/** A run for readers, beside id and window. */
export const syncRunSchema = z.object({
  kind: z.enum(RUN_KINDS).meta({ description: 'live: what is new; wide: the nightly re-read; history: an import.' }),
  state: z.enum(RUN_STATES),
  ...syncCountsSchema.shape,
  expected: z.number().nullable().meta({ description: 'Calls that the range holds, once known.' }),
  error: z.string().nullable(),
  asksAll: z.boolean().meta({
    description: 'Someone asked for it: every transcript still to come is asked for, whatever its own schedule says.',
  }),
  retryAt: isoDate.nullable().meta({ description: 'A waiting run goes on then.' }),
  createdAt: isoDate,
  startedAt: isoDate.nullable(),
  finishedAt: isoDate.nullable(),
});

export type SyncRun = z.infer<typeof syncRunSchema> & {
  id: string;
  organizationId: OrganizationId;
  window: TimeWindow;
  tries: number;
};
