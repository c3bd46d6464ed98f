import type { ProvedQuote } from './check-claims.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, say } from './draft.ts';
import type { QuestionPlan } from './plan-question.ts';
import { pickQuotes } from './quoting-answer.ts';
import { counted, groupByCall, quoteClaim, quotingText, rangeWords, subjectOf } from './write-text.ts';

/** The answer without a model: the best sentences, word for word, per call and in order of time. `because` says why there is no model's, where there is one. */
export async function quotingDraft(context: AskContext, because = ''): Promise<Draft> {
  const { plan, evidence, organization, now } = context;
  const notes = because === '' ? [] : [because];
  const quotes = inOrder(plan, pickQuotes(plan, evidence));
  if (quotes.length === 0) return { ...EMPTY_DRAFT, notes };
  const items = [];
  for (const quote of quotes) items.push({ quote, claim: await say(context, quoteClaim(quote), [quote]) });
  const groups = groupByCall(items, organization.timeZone);
  const when = rangeWords(plan, now, organization.timeZone);
  const opening = `${because}${because && ' '}On ${subjectOf(plan)}${when ? `, ${when}` : ''}: ${counted(quotes.length, 'moment')} in ${counted(groups.length, 'call')}, quoted word for word.`;
  return {
    ...EMPTY_DRAFT,
    status: 'answered',
    text: quotingText(
      opening,
      groups.map(({ heading, items: group }) => ({ heading, claims: group.map(({ claim }) => claim) })),
    ),
    claims: items.map(({ claim }) => claim),
    notes,
  };
}

/** By time; what is compared stands together. */
function inOrder(plan: QuestionPlan, quotes: ProvedQuote[]): ProvedQuote[] {
  if (plan.type !== 'compare' || plan.accounts.length < 2) return quotes;
  const place = ({ evidence }: ProvedQuote) =>
    plan.accounts.findIndex(({ id }) => evidence.call.accounts.some((account) => account.id === id));
  return quotes.toSorted((a, b) => place(a) - place(b));
}
