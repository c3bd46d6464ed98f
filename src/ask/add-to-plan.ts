import { isAppError } from '../errors.ts';
import { isFaint } from '../search/asking-words.ts';
import { contentWords, stemOf } from '../search/words.ts';
import type { MeteredModel } from './metered-model.ts';
import type { Addition, QuestionPlan } from './plan-question.ts';

/** The model's thoughts are worth this wait; then the rules' plan is searched as it is. */
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

/**
 * The plan with a model's additions, each marked as one; the same plan where the model adds nothing, fails or takes too long. Additions only ever find more
 * evidence: accounts, dates and sides are not the model's to change.
 */
export async function addToPlan(
  model: MeteredModel,
  plan: QuestionPlan,
  question: string,
  signal: AbortSignal,
): Promise<QuestionPlan> {
  if (plan.phrases.length > 0 || plan.terms.length === 0 || plan.type === 'count' || plan.type === 'list') return plan;
  const late = AbortSignal.timeout(LONGEST_MS);
  let text = '';
  try {
    const prompt = { system: SYSTEM, user: `Question: ${question}\nAnswer:`, schema: SCHEMA };
    for await (const piece of model.stream(prompt, AbortSignal.any([signal, late])))
      if (piece.kind === 'text') text += piece.text;
  } catch (error) {
    signal.throwIfAborted();
    if (!late.aborted && !isAppError(error)) throw error;
  }
  const added = readAdditions(text, plan);
  return added.length > 0 ? { ...plan, added: [...plan.added, ...added] } : plan;
}

function readAdditions(text: string, plan: QuestionPlan): Addition[] {
  let read: { synonyms?: unknown; subQuestions?: unknown };
  try {
    read = JSON.parse(/\{[\s\S]*\}/.exec(text)?.[0] ?? '{}');
  } catch {
    return [];
  }
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
