import { z } from 'zod';
import { type OpenAiAccess, openAiClient } from '../search/openai-client.ts';

/** What a model takes where neither a setting nor its endpoint says. */
export const DEFAULT_CONTEXT_TOKENS = 32_000;
const FEWEST = 1024;
const LONGEST_MS = 2000;

const size = z.number().int().min(FEWEST).optional().catch(undefined);
/** What endpoints call it, in their lists of models; the first that is there counts. */
const sizesSchema = z.object({
  loaded_context_length: size,
  max_model_len: size,
  n_ctx: size,
  context_length: size,
  context_window: size,
  max_context_length: size,
});
const listSchema = z.object({
  data: z.array(
    sizesSchema
      .extend({ id: z.string(), meta: sizesSchema.nullish().catch(null) })
      .nullable()
      .catch(null),
  ),
});

/**
 * How many tokens a prompt and its answer may have, as the endpoint's list of models says; `DEFAULT_CONTEXT_TOKENS`
 * where it says nothing. Asked once; where nobody answered, again the next time. Never throws.
 */
export function endpointContext(access: OpenAiAccess & { name: string }, fetch: typeof globalThis.fetch) {
  let known: number | null = null;
  return async (): Promise<number> => {
    if (known !== null) return known;
    const client = await openAiClient(access, { maxRetries: 0, timeoutMs: LONGEST_MS, fetch });
    try {
      const response = await client.get('/models', { signal: AbortSignal.timeout(LONGEST_MS) }).asResponse();
      known = contextIn(await response.json(), access.name) ?? DEFAULT_CONTEXT_TOKENS;
    } catch (error) {
      // An answer that is no list says nothing, and will not say more later.
      if (error instanceof SyntaxError || hasStatus(error)) known = DEFAULT_CONTEXT_TOKENS;
    }
    return known ?? DEFAULT_CONTEXT_TOKENS;
  };
}

const hasStatus = (error: unknown): boolean => typeof (error as { status?: unknown }).status === 'number';

function contextIn(list: unknown, name: string): number | null {
  const models = (listSchema.safeParse(list).data?.data ?? []).filter((one) => one !== null);
  const model = models.find(({ id }) => id === name) ?? (models.length === 1 ? models[0] : undefined);
  if (!model) return null;
  const { id: _, meta, ...sizes } = model;
  return [...Object.values(sizes), ...Object.values(meta ?? {})].find((one) => one !== undefined) ?? null;
}
