import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { toCallId } from '../call.ts';
import { AppError, describeError, isAppError } from '../errors.ts';
import type { Embedder } from '../search/embedder.ts';
import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { usageSchema } from '../usage.ts';
import type { Viewer } from '../viewer.ts';
import type { CheckedClaim } from './check-claims.ts';
import type { Evidence } from './gather-evidence.ts';
import { estimateTokens, type MeteredModel, meter } from './metered-model.ts';
import type { Model, Prompt } from './model.ts';
import { streamClaims } from './model-draft.ts';
import { MODEL_CHECKS, ModelError } from './model-error.ts';
import { type ModelDeps, modelOf } from './own-model.ts';

const measured = z.number().nullable();
/** Whether a model can word answers. `ok` means: the model answered and its quote was proved, as for any answer. */
export const modelTrialSchema = z.object({
  ok: z.boolean(),
  text: z.string().meta({ description: 'What came of it, in words.' }),
  ms: z.number(),
  firstTextMs: measured.meta({ description: 'Until the first words, thoughts left out; null where none came.' }),
  tokensPerSecond: measured.meta({ description: 'From the first words on; null where they came all at once.' }),
  form: z
    .enum(['schema', 'json', 'prompt'])
    .nullable()
    .meta({ description: 'How the form can be asked for: by its schema, as any JSON, or in words alone.' }),
  failure: z
    .object({
      check: z.enum(MODEL_CHECKS),
      status: z.number().nullable(),
      said: z.string().nullable().meta({ description: "The endpoint's own words." }),
      advice: z.string(),
    })
    .nullable(),
  embeddings: z
    .object({ ok: z.boolean(), name: z.string(), text: z.string(), ms: z.number() })
    .nullable()
    .meta({ description: 'Of the model that search by meaning uses; null without one.' }),
  ...usageSchema.pick({ inputTokens: true, outputTokens: true }).shape,
});
export type ModelTrial = z.infer<typeof modelTrialSchema>;

const ASKED = {
  question: 'When does the pilot start, and with how many people?',
  readAs: null,
  timeZone: 'UTC',
};
const SENTENCES = ['We sign on Friday.', 'Then the pilot starts on the first of June with twelve people.'];
/** Words that arrive within less cannot be told from words that came at once. */
const SHORTEST_STREAM_MS = 50;

/**
 * Asks the organization's model a small invented question in the same way as answers do, measures it, and reports the
 * outcome in words. A failure of the model is an outcome, never thrown.
 * @throws AppError `forbidden`, `not_configured`.
 */
export async function tryModel(
  deps: ModelDeps & { db: Db; embedder: Embedder | null; now: () => Date },
  viewer: Viewer,
  signal: AbortSignal,
): Promise<ModelTrial> {
  checkAdmin(viewer);
  const model = await modelOf(deps, viewer.organizationId);
  if (!model) throw new AppError('not_configured', 'No model is set yet, so answers quote the calls. Set one first.');
  await recordAudit(deps.db, viewer, { action: 'model.tried', details: { model: model.name } }, deps.now());
  const trial = await tryOut(model, signal);
  const { embedder } = deps;
  // The small one inside is no endpoint.
  return { ...trial, embeddings: embedder?.isChosen ? await tryEmbedder(embedder) : null };
}

/** The trial itself. A failure of the model is an outcome, never thrown. */
export async function tryOut(model: Model, signal: AbortSignal): Promise<Omit<ModelTrial, 'embeddings'>> {
  const watch = watched(model);
  const metered = meter(watch.model);
  const end = (ok: boolean, text: string, error: unknown = null): Omit<ModelTrial, 'embeddings'> => {
    const { inputTokens, outputTokens } = metered.usage();
    const failure = error instanceof ModelError ? { ...error.failure, advice: error.advice } : null;
    return { ok, text, failure, ...watch.measures(), inputTokens, outputTokens };
  };
  const kept: string[] = [];
  const removed: string[] = [];
  try {
    const { notes } = await askSample(metered, signal, (checked) => {
      if (checked.kind === 'kept') kept.push(checked.text);
      else removed.push(checked.reason);
    });
    if (kept[0]) return end(true, `It answered “${kept[0]}”, and its quote was found word for word.`);
    const reason = [...removed, ...notes][0];
    return end(
      false,
      `It answered, but nothing that could be proved. ${reason ?? 'It found no answer in two short sentences.'} Answers would quote the calls instead.`,
    );
  } catch (error) {
    if (signal.aborted || !isAppError(error)) throw error;
    return end(false, `${describeError(error)} Answers quote the calls until it works.`, error);
  }
}

/**
 * Asks the small invented question, as answers ask theirs.
 * @throws AppError `model_unavailable`, `model_unreadable`, `model_context_exceeded`.
 */
export const askSample = (
  model: MeteredModel,
  signal: AbortSignal,
  onChecked: (checked: CheckedClaim) => void = () => {},
): ReturnType<typeof streamClaims> =>
  streamClaims(model, ASKED, [sampleEvidence()], signal, async (checked) => onChecked(checked));

/** A model whose times are taken. */
function watched(model: Model) {
  const startedMs = performance.now();
  let firstMs: number | null = null;
  let lastMs = startedMs;
  let said = '';
  let form: ModelTrial['form'] = null;
  return {
    model: {
      ...model,
      async *stream(prompt: Prompt, signal: AbortSignal) {
        for await (const piece of model.stream(prompt, signal)) {
          if (piece.kind === 'end') form = piece.form ?? null;
          else {
            lastMs = performance.now();
            firstMs ??= lastMs;
            said += piece.text;
          }
          yield piece;
        }
      },
    },
    measures() {
      const streamMs = firstMs === null ? 0 : lastMs - firstMs;
      return {
        ms: Math.round(performance.now() - startedMs),
        firstTextMs: firstMs === null ? null : Math.round(firstMs - startedMs),
        tokensPerSecond:
          streamMs < SHORTEST_STREAM_MS ? null : Math.round((estimateTokens(said) / streamMs) * 10_000) / 10,
        form,
      };
    },
  };
}

async function tryEmbedder(embedder: Embedder): Promise<NonNullable<ModelTrial['embeddings']>> {
  const startedMs = performance.now();
  const end = (ok: boolean, text: string) => ({
    ok,
    name: embedder.name,
    text,
    ms: Math.round(performance.now() - startedMs),
  });
  try {
    const [vector] = await embedder.embedTexts(SENTENCES);
    return end(true, `It makes vectors of ${vector?.length ?? 0} numbers.`);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return end(false, describeError(error));
  }
}

function sampleEvidence(): Evidence {
  const callId = toCallId('0');
  const sentences = SENTENCES.map((text, at) => ({ startMs: at * 3000, endMs: (at + 1) * 3000, text }));
  return {
    id: 's1',
    call: {
      id: callId,
      title: 'Pilot',
      startedAt: new Date(0),
      durationSeconds: 60,
      kind: 'external',
      platform: 'other',
      direction: 'conference',
      gongUrl: null,
      accounts: [],
      parties: [],
      transcript: { state: 'ready', reason: null },
      isSearchable: true,
    },
    segment: {
      callId,
      position: 0,
      speakerId: null,
      startMs: 0,
      endMs: 6000,
      sentences,
      speaker: { name: 'A customer', side: 'customer', personId: null },
    },
    text: SENTENCES.join(' '),
    highlights: [],
    score: 1,
    isDirect: true,
  };
}
