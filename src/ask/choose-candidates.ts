import { z } from 'zod';
import { AppError } from '../errors.ts';
import { contentWords } from '../language/stop-words.ts';
import type { FoundSegment } from '../search/search-result.ts';
import { isOfModel, type QuestionPlan } from './answer-plan.ts';
import { isExact } from './ask-for-words.ts';
import { candidatesPrompt } from './candidates-prompt.ts';
import { estimateTokens, type MeteredModel } from './metered-model.ts';
import type { Patience } from './patience.ts';
import { searchTerms } from './plan-question.ts';
import { readObject } from './read-object.ts';

/** Candidates of one reading. */
export const MOST_TO_CHOOSE_FROM = 50;
/** What readers look at, and enough to answer from. */
export const MOST_CHOSEN = 12;
/** Room for as many ids, and for a model that writes a sentence before them. */
const ANSWER_TOKENS = 400;

const chosenSchema = z.object({ answering: z.array(z.string()) });

/** Who chooses, and for which question. */
export type Choosing = {
  patience: Patience;
  model: MeteredModel;
  question: string;
  timeZone: string;
  signal: AbortSignal;
};

/**
 * Whether a model chooses for the plan. Words that are quoted, counted or listed are found as they are, and a summary
 * reads whole calls.
 */
export const isChosenFor = (plan: QuestionPlan): boolean => !isExact(plan) && plan.type !== 'summarize';

/**
 * The candidates that a model finds to answer the question, its best first; empty where none does. Null when it chose
 * nothing that counts: it failed, was slow, or named a candidate that it was not shown. Candidates come best first;
 * what does not fit its context is not shown.
 */
export async function chooseCandidates(
  { patience, model, question, timeZone, signal }: Choosing,
  plan: QuestionPlan,
  candidates: readonly FoundSegment[],
): Promise<{ read: number; answering: FoundSegment[] } | null> {
  const added = plan.added.filter(isOfModel).flatMap(({ text }) => contentWords(text));
  const { prompt, shown } = await fitting(model, question, candidates.slice(0, MOST_TO_CHOOSE_FROM), {
    words: [...searchTerms(plan), ...added],
    timeZone,
  });
  const byId = new Map(shown.map(({ id, found }) => [id, found]));
  return patience.wait('reading', model, signal, async (within) => {
    const { answering } = await readObject(model, prompt, chosenSchema, within);
    const ids = [...new Set(answering.map((id) => id.trim().toLowerCase()))];
    if (ids.some((id) => !byId.has(id)))
      throw new AppError('model_unreadable', 'The model named an excerpt that it was not shown.');
    const chosen = ids.slice(0, MOST_CHOSEN).flatMap((id) => byId.get(id) ?? []);
    return { read: shown.length, answering: chosen };
  });
}

/** The prompt over as many of the best candidates as the context holds. */
async function fitting(
  model: MeteredModel,
  question: string,
  candidates: readonly FoundSegment[],
  shown: { words: readonly string[]; timeZone: string },
): Promise<ReturnType<typeof candidatesPrompt>> {
  const whole = candidatesPrompt(question, candidates, shown);
  const tokens = estimateTokens(whole.prompt.system + whole.prompt.user);
  const room = (await model.fetchContextTokens()) - ANSWER_TOKENS;
  const fewer = Math.floor((candidates.length * room) / tokens);
  if (tokens <= room || fewer < 1) return whole;
  return fitting(model, question, candidates.slice(0, Math.min(fewer, candidates.length - 1)), shown);
}
