import { z } from 'zod';
import { isFaint } from '../language/asking-words.ts';
import { isInstruction } from '../language/instructions.ts';
import { saidNumbers } from '../language/said-numbers.ts';
import { contentWords } from '../language/stop-words.ts';
import { stemOf } from '../language/words.ts';
import type { Addition, QuestionPlan } from './answer-plan.ts';
import type { MeteredModel } from './metered-model.ts';
import type { Patience } from './patience.ts';
import { readObject } from './read-object.ts';
import { unsafeIn } from './unsafe-text.ts';

const MOST_SYNONYMS = 6;
const MOST_SUB_QUESTIONS = 2;
const MOST_QUOTES = 2;
const LONGEST_ADDITION = 160;
/** A capital inside a sentence, but no short form: "SSO". */
const NAME = /[^\s.?!] \p{Lu}\p{Ll}/u;

const SYSTEM = `You help to search transcripts of customer calls. For a question you write what people on the calls may have said instead of its words:
up to six synonyms, each of one to three words; up to two shorter questions that together answer it; and up to two sentences as somebody on a call might say them in answer. The sentences are invented: leave out names and figures.
Answer with JSON: {"synonyms":["…"],"subQuestions":["…"],"quotes":["…"]}. A list with nothing to add is empty.

Example. Question: Why did the rollout slip?
Answer: {"synonyms":["delay","late","postponed","behind schedule"],"subQuestions":["When should the rollout have started?"],"quotes":["We had to push the start back because the integration was not ready.","It is taking us longer than we thought to get everybody on board."]}`;

const LIST = { type: 'array', items: { type: 'string' } };
const SCHEMA = {
  name: 'additions',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['synonyms', 'subQuestions', 'quotes'],
    properties: { synonyms: LIST, subQuestions: LIST, quotes: LIST },
  },
};

/** What a model may make of it: the entries are looked at one by one. */
const list = z.unknown().optional();
const additionsSchema = z.object({ synonyms: list, subQuestions: list, quotes: list });

/**
 * A model's words to search for beside the question's own; none when it has none, fails or takes too long. They only
 * widen the evidence: a model cannot change accounts, dates or sides, and is not asked where words stay exact.
 */
export async function askForWords(
  patience: Patience,
  model: MeteredModel,
  plan: QuestionPlan,
  question: string,
  signal: AbortSignal,
): Promise<Addition[]> {
  if (isExact(plan) || plan.terms.length + plan.acts.length === 0) return [];
  const prompt = { system: SYSTEM, user: `Question: ${question}\nAnswer:`, schema: SCHEMA };
  const read = await patience.wait('words', model, signal, (within) =>
    readObject(model, prompt, additionsSchema, within),
  );
  return read ? toAdditions(read, plan, question) : [];
}

/** Whether the question asks for its very words: quoted, or counted. */
export const isExact = ({ phrases, type, isDescription }: QuestionPlan): boolean =>
  phrases.length > 0 || ((type === 'count' || type === 'list') && !isDescription);

/**
 * Whether a reader may see a model's own words in the plan: no address or markup, no order, no number that the question
 * does not have, such as a telephone's.
 */
function isShowable(addition: string, question: string): boolean {
  const asked = new Set(question.match(/\d+/g));
  const numbers = addition.match(/\d+/g) ?? [];
  return (
    unsafeIn(addition, { said: question, accounts: [] }) === null &&
    !isInstruction(addition) &&
    numbers.every((number) => asked.has(number))
  );
}

function toAdditions(read: z.infer<typeof additionsSchema>, plan: QuestionPlan, question: string): Addition[] {
  const known = new Set(plan.terms.map(stemOf));
  const strings = (given: unknown): string[] =>
    (Array.isArray(given) ? given : [])
      .filter((one): one is string => typeof one === 'string' && one.length <= LONGEST_ADDITION)
      .filter((one) => isShowable(one, question))
      .filter((one) => contentWords(one).some((word) => !known.has(stemOf(word)) && !isFaint(stemOf(word))));
  // An invented name or figure would find whoever was called so, and what was said of other amounts.
  const quotes = strings(read.quotes).filter((one) => saidNumbers(one).length === 0 && !NAME.test(one));
  const as = (kind: Addition['kind'], some: readonly string[], most: number): Addition[] =>
    some.slice(0, most).map((text) => ({ kind, text }));
  return [
    ...as('synonym', strings(read.synonyms), MOST_SYNONYMS),
    ...as('sub_question', strings(read.subQuestions), MOST_SUB_QUESTIONS),
    ...as('made_up_quote', quotes, MOST_QUOTES),
  ];
}
