import { readTrackers } from '../store/trackers-store.ts';
import { addWords } from './add-words.ts';
import type { Offer } from './answer-parts.ts';
import { toAnswerPlan } from './answer-plan.ts';
import type { AskContext } from './draft.ts';
import { isOfKnownWords } from './known-words-only.ts';
import { planQuestion } from './plan-question.ts';
import { filtersOf } from './question-scope.ts';

const MOST = 3;
const LONGEST = 160;

/**
 * A model's questions to ask next, each with its plan; none that names what neither the question nor the evidence
 * names, or that could not be searched.
 */
export async function nextQuestions(context: AskContext, asked: readonly string[]): Promise<Offer[]> {
  const { db, scope, question, evidence, plan, now } = context;
  const accounts = new Map(
    [...plan.accounts, ...evidence.flatMap(({ call }) => call.accounts)].map((account) => [account.id, account]),
  );
  const known = {
    common: [question],
    sources: [
      [...plan.accounts, ...plan.people].map(({ name }) => name),
      ...evidence.map(({ text, call }) => [text, call.title, ...call.accounts.map(({ name }) => name)]),
    ],
  };
  const fit = [...new Set(asked.map((one) => one.trim()))].filter(
    (one) => /^[^?]+\?$/.test(one) && one !== question && isOfKnownWords(one, known, LONGEST),
  );
  if (fit.length === 0) return [];
  const trackers = await readTrackers(db, scope.organizationId);
  const mentionables = [...accounts.values()].map((account) => ({
    kind: 'account' as const,
    ...account,
    domains: [],
    names: [],
  }));
  const offers: Offer[] = [];
  for (const one of fit) {
    const planned = planQuestion(one, { mentionables, trackers, calendar: context.organization }, now);
    if (planned.about !== 'calls' || offers.length === MOST) continue;
    const words = await addWords(context, scope, planned, filtersOf(scope, planned, {}));
    offers.push({ kind: 'offer', text: '', question: one, plan: toAnswerPlan(words) });
  }
  return offers;
}
