import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { isoDate } from '../iso-date.ts';
import type { Db } from '../store/db.ts';
import { readOrganizationModel } from '../store/organization-models-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Model } from './model.ts';

/** The model that words answers, for admins. The key itself is never shown. */
export const shownModelSchema = z
  .discriminatedUnion('setBy', [
    z.object({ setBy: z.literal('operator'), name: z.string() }),
    z.object({
      setBy: z.literal('admin'),
      name: z.string(),
      baseUrl: z.string().nullable().meta({ description: "Null is OpenAI's own endpoint." }),
      hasKey: z.boolean(),
      contextTokens: z.number().nullable().meta({ description: "Null is the server's setting." }),
      changedAt: isoDate,
      changedBy: z.string().nullable(),
    }),
    z.object({ setBy: z.null() }),
  ])
  .meta({ id: 'Model' });
export type ShownModel = z.infer<typeof shownModelSchema>;
/** As the API sends it. */
export type SentModel = z.input<typeof shownModelSchema>;

/** @throws AppError `forbidden`. */
export async function showModel({ db, model }: { db: Db; model: Model | null }, viewer: Viewer): Promise<ShownModel> {
  checkAdmin(viewer);
  if (model) return { setBy: 'operator', name: model.name };
  const own = await readOrganizationModel(db, viewer.organizationId);
  if (!own) return { setBy: null };
  const { version: _, ...shown } = own;
  return { setBy: 'admin', ...shown };
}
