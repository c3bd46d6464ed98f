import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { isoDate } from '../iso-date.ts';
import type { Embedder } from '../search/embedder.ts';
import type { Db } from '../store/db.ts';
import { readEmbeddingModel } from '../store/embedding-models-store.ts';
import { countEvalCases } from '../store/eval-cases-store.ts';
import { readOrganizationModel } from '../store/organization-models-store.ts';
import type { Viewer } from '../viewer.ts';
import { countAsked } from './compare-cases.ts';
import type { Model } from './model.ts';

/** The model that search by meaning uses, and how well it was measured to find what answers. */
const embeddings = z
  .object({
    name: z.string(),
    strength: z
      .object({ byMeaning: z.number(), byWords: z.number(), weight: z.number(), measuredAt: isoDate })
      .nullable()
      .meta({
        description:
          "Means of 1/rank of what answers on the demo's questions, by the model and by words, and the weight of its " +
          'ranks beside those by words; null until it is measured.',
      }),
  })
  .nullable()
  .meta({ description: 'Null where words alone are searched.' });

const casesAsked = z.number().meta({
  description: "How many of the organization's cases another model is asked before it is used.",
});

/** The model that words answers, for admins. The key itself is never shown. */
export const shownModelSchema = z
  .discriminatedUnion('setBy', [
    z.object({ setBy: z.literal('operator'), name: z.string(), embeddings }),
    z.object({
      setBy: z.literal('admin'),
      embeddings,
      casesAsked,
      name: z.string(),
      baseUrl: z.string().nullable().meta({ description: "Null is OpenAI's own endpoint." }),
      hasKey: z.boolean(),
      contextTokens: z
        .number()
        .nullable()
        .meta({ description: "Null is the server's setting, or what the endpoint says." }),
      changedAt: isoDate,
      changedBy: z.string().nullable(),
    }),
    z.object({ setBy: z.null(), embeddings, casesAsked }),
  ])
  .meta({ id: 'Model' });
export type ShownModel = z.infer<typeof shownModelSchema>;
/** As the API sends it. */
export type SentModel = z.input<typeof shownModelSchema>;

/** @throws AppError `forbidden`. */
export async function showModel(
  { db, model, embedder }: { db: Db; model: Model | null; embedder: Pick<Embedder, 'name'> | null },
  viewer: Viewer,
): Promise<ShownModel> {
  checkAdmin(viewer);
  const embeddings = embedder && {
    name: embedder.name,
    strength: await readEmbeddingModel(db, embedder.name),
  };
  if (model) return { setBy: 'operator', name: model.name, embeddings };
  const own = await readOrganizationModel(db, viewer.organizationId);
  const casesAsked = countAsked(await countEvalCases(db, viewer.organizationId));
  if (!own) return { setBy: null, embeddings, casesAsked };
  const { version: _, ...shown } = own;
  return { setBy: 'admin', ...shown, embeddings, casesAsked };
}
