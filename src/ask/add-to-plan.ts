import { z } from 'zod';
import { isAppError } from '../errors.ts';
import { isFaint } from '../language/asking-words.ts';
import { contentWords } from '../language/stop-words.ts';
import { stemOf } from '../language/words.ts';
import type { Addition, QuestionPlan } from './answer-plan.ts';
import type { MeteredModel } from './metered-model.ts';
import { readObject } from './read-object.ts';

/** Longest wait for the model. Past it, the search runs on the plan made by rules. */
const LONGEST_MS = 4000;
const MOST_SYNONYMS = 6;
const MOST_SUB_QUESTIONS = 2;
const LONGEST_ADDITION = 120;

const SYSTEM = `You help to search transcripts of customer calls. For a question you name other words that people use for the same thing, and up to two shorter questions that together answer it.
Answer with JSON: {"synonyms":["…"],"subQuestions":["…"]}. Only words that could be said in a call. If there is nothing to add, answer {"synonyms":[],"subQuestions":[]}.

Example. Question: Why did the rollout slip?
Answer: {"synonyms":["delay","late","postponed"],"subQuestions":["When should the rollout have started?"]}`;

const LIST = { type: 'array', items: { type: 'string' } };
const SCHEMA = {
  name: 'additions',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['synonyms', 'subQuestions'],
    properties: { synonyms: LIST, subQuestions: LIST },
  },
};

/** What a model may make of it: the entries are looked at one by one. */
const additionsSchema = z.object({ synonyms: z.unknown().optional(), subQuestions: z.unknown().optional() });

/**
 * The plan with a model's additions, each marked as such. The same plan comes back when the model adds nothing, fails
 * or takes too long. Additions only widen the evidence: a model cannot change accounts, dates or sides.
 */
export async function addToPlan(
  model: MeteredModel,
  plan: QuestionPlan,
  question: string,
  signal: AbortSignal,
): Promise<QuestionPlan> {
  if (plan.phrases.length > 0 || plan.terms.length === 0 || plan.type === 'count' || plan.type === 'list') return plan;
  const late = AbortSignal.timeout(LONGEST_MS);
  try {
    const prompt = { system: SYSTEM, user: `Question: ${question}\nAnswer:`, schema: SCHEMA };
    const read = await readObject(model, prompt, additionsSchema, AbortSignal.any([signal, late]));
    const added = toAdditions(read, plan);
    return added.length > 0 ? { ...plan, added: [...plan.added, ...added] } : plan;
  } catch (error) {
    signal.throwIfAborted();
    if (!late.aborted && !isAppError(error)) throw error;
    return plan;
  }
}

function toAdditions(read: z.infer<typeof additionsSchema>, plan: QuestionPlan): Addition[] {
  const known = new Set(plan.terms.map(stemOf));
  const strings = (list: unknown, most: number): string[] =>
    (Array.isArray(list) ? list : [])
      .filter((one): one is string => typeof one === 'string' && one.length <= LONGEST_ADDITION)
      .filter((one) => contentWords(one).some((word) => !known.has(stemOf(word)) && !isFaint(stemOf(word))))
      .slice(0, most);
  return [
    ...strings(read.synonyms, MOST_SYNONYMS).map((one) => ({ kind: 'synonym' as const, text: one })),
    ...strings(read.subQuestions, MOST_SUB_QUESTIONS).map((one) => ({ kind: 'sub_question' as const, text: one })),
  ];
}
