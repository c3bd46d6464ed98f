/** A request to a model. Endpoints with structured output enforce `schema`; `mostTokens` limits the answer. */
export type Prompt = {
  system: string;
  user: string;
  schema: { name: string; schema: Record<string, unknown> };
  mostTokens?: number;
};

/** A piece of raw text or, last, the reason for the end and the tokens used. */
export type ModelPiece = { kind: 'text'; text: string } | ModelEnd;

export type ModelEnd = {
  kind: 'end';
  /** `cut`: it ended without a reason, as a lost connection does. */
  finish: 'stop' | 'length' | 'content_filter' | 'cut';
  usage: { inputTokens: number; outputTokens: number } | null;
  /** How the form was asked for: by its schema, as any JSON, or by the prompt alone. */
  form?: 'schema' | 'json' | 'prompt';
};

/**
 * A language model, however it is spoken to. Its thoughts are no part of its text. No raw text reaches a reader
 * unchecked.
 */
export type Model = {
  name: string;
  /** Most tokens a prompt and its answer may have together. Never throws. */
  fetchContextTokens: () => Promise<number>;
  /** Per million tokens, in any currency; null when unset. */
  prices: { input: number; output: number } | null;
  /** @throws ModelError (`model_unavailable`, `model_unreadable`, `model_context_exceeded`). */
  stream: (prompt: Prompt, signal: AbortSignal) => AsyncIterable<ModelPiece>;
};
