import { eq } from 'drizzle-orm';
import type { Db } from './db.ts';
import { embeddingModels } from './schema.ts';

/** How well a model of embeddings finds what answers beside words, means of 1/rank, and the weight of its ranks. */
export type EmbeddingModel = { name: string; byMeaning: number; byWords: number; weight: number; measuredAt: Date };

/** Null for a model that was not measured yet. */
export async function readEmbeddingModel(db: Db, name: string): Promise<EmbeddingModel | null> {
  const [row] = await db.select().from(embeddingModels).where(eq(embeddingModels.name, name));
  return row ?? null;
}

/** Whoever measured first is right: processes may measure at the same time. */
export async function saveEmbeddingModel(db: Db, model: EmbeddingModel): Promise<void> {
  await db.insert(embeddingModels).values(model).onConflictDoNothing();
}
