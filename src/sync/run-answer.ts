import { z } from 'zod';
import { timeWindowSchema } from '../iso-date.ts';
import { type SyncRun, syncRunSchema } from '../sync-run.ts';

export const runAnswerSchema = z
  .object({ runId: z.string(), ...timeWindowSchema.shape, ...syncRunSchema.shape })
  .meta({ id: 'SyncRun' });

/** For the API and the command line. */
export const toRunAnswer = ({ id, window, ...run }: SyncRun): z.input<typeof runAnswerSchema> =>
  z.encode(runAnswerSchema, { runId: id, ...window, ...run });
