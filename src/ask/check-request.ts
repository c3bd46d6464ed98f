import { AppError } from '../errors.ts';
import { checkRange } from '../search/search-segments.ts';
import type { Addition } from './answer-plan.ts';
import { type AskRequest, LONGEST_QUESTION } from './ask-request.ts';

/** Entries of any list of a plan, or of accounts to narrow to: each may be searched apart. */
const MOST_ENTRIES = 200;
/** The words of the longest question, one letter each. */
const MOST_WORDS = LONGEST_QUESTION / 2;
const LISTS_OF_WORDS: readonly string[] = ['terms', 'runs'];
/** What a model may add is searched one by one; it is asked for two of either, beside synonyms. */
const MOST_SEARCHED: Partial<Record<Addition['kind'], number>> = { sub_question: 10, made_up_quote: 10 };

/**
 * The question, trimmed, of a request that may be asked: neither it nor a plan sent along asks for more work than
 * questions do. @throws AppError `invalid_input`.
 */
export function checkedQuestion(request: AskRequest): string {
  const question = request.question.trim();
  if (question === '')
    throw new AppError(
      'invalid_input',
      'The question is empty. Ask something like "What did we discuss with @Acme about pricing?".',
    );
  if (question.length > LONGEST_QUESTION)
    throw new AppError(
      'invalid_input',
      `The question has ${question.length} characters; ${LONGEST_QUESTION} are possible.`,
    );
  checkRange(request.from, request.to);
  for (const [name, value] of listsOf(request)) {
    const most = LISTS_OF_WORDS.includes(name) ? MOST_WORDS : MOST_ENTRIES;
    if (value.length > most)
      throw new AppError('invalid_input', `${name} has ${value.length} entries; ${most} are possible.`);
  }
  for (const [kind, most] of Object.entries(MOST_SEARCHED))
    if ((request.plan?.added ?? []).filter((one) => one.kind === kind).length > most)
      throw new AppError('invalid_input', `The plan has more than ${most} additions of the kind ${kind}.`);
  return question;
}

/** The lists of a request, by their names. */
function listsOf({ plan, accountIds }: AskRequest): [name: string, list: readonly unknown[]][] {
  const ofPlan = plan ? [...Object.entries(plan), ...Object.entries(plan.negation ?? {})] : [];
  const lists = [['accountIds', accountIds] as const, ...ofPlan];
  return lists.flatMap(([name, value]) => (Array.isArray(value) ? [[name, value]] : []));
}
