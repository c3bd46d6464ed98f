import { withTrackers } from '../search/tracker-query.ts';
import { readCalls } from '../store/calls-reader.ts';
import { readTrackers } from '../store/trackers-store.ts';
import { addWords } from './add-words.ts';
import type { Offer } from './answer-parts.ts';
import { type QuestionPlan, toAnswerPlan } from './answer-plan.ts';
import { type AskContext, type Draft, EMPTY_DRAFT } from './draft.ts';
import { planQuestion } from './plan-question.ts';
import { filtersOf } from './question-scope.ts';
import { counted } from './write-text.ts';

const MOST_OFFERS = 3;
const DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
/** The newest calls looked through for one with a customer. */
const NEWEST = 20;

const LEADS: Record<Exclude<QuestionPlan['about'], 'calls' | 'thanks'>, string> = {
  colloquy:
    'Colloquy answers questions about your recorded calls, and cites who said it, when, and in which words. Nothing was searched for this. You can ask what was said about a topic, with an account by its @name, or in a time:',
  outside: 'That is not about your recorded calls, so nothing was searched. You can ask what was said in them:',
  judgement:
    'Calls hold what was said, and no verdict on it: without a topic or a name there are no words to search for. You can ask what was said that tells:',
  nothing:
    'The question names no topic, account or time to look for: its words are in every call, so nothing was searched. You can ask, for example:',
  no_answer: 'There is no answer before this one to change, so nothing was searched. You can ask, for example:',
};

const WELCOME = 'You are welcome. Ask whenever there is more you want to know.';

/** Says why there is nothing to search for, and offers questions that find something. */
export async function offerDraft(context: AskContext): Promise<Draft> {
  const { about } = context.plan;
  if (about === 'calls') return EMPTY_DRAFT;
  if (about === 'thanks') return { ...EMPTY_DRAFT, status: 'answered', parts: [{ kind: 'lead', text: WELCOME }] };
  const offers = await offersFor(context);
  return { ...EMPTY_DRAFT, parts: [{ kind: 'lead', text: LEADS[about] }, ...offers], isCertain: true };
}

/** Topics that came up lately, concerns first, and what was discussed with the customer of the newest call. */
async function offersFor(context: AskContext): Promise<Offer[]> {
  const { db, index, scope, now } = context;
  const trackers = await readTrackers(db, scope.organizationId);
  const from = new Date(now.getTime() - DAYS * DAY_MS);
  const held = await Promise.all(
    trackers.map(async (tracker) => {
      const query = withTrackers({ scope, words: [], from }, [tracker]);
      return { tracker, calls: query ? (await index.count(query, { atMost: 1000 })).calls : 0 };
    }),
  );
  const topics = held
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => Number(b.tracker.wants === 'concern') - Number(a.tracker.wants === 'concern') || b.calls - a.calls)
    .slice(0, MOST_OFFERS - 1)
    .map(({ tracker: { name, wants }, calls }) => ({
      text: `${name}: ${counted(calls, 'call')} of the last ${DAYS} days.`,
      question:
        wants === 'concern'
          ? `What ${name.toLowerCase()} did customers raise in the last ${DAYS} days?`
          : `What was said about ${name.toLowerCase()} in the last ${DAYS} days?`,
    }));
  const newest = (await readCalls(db, scope, {}, { limit: NEWEST })).find((call) => call.accounts.length > 0);
  const account = newest?.accounts[0];
  const asked = [
    ...topics,
    ...(account
      ? [{ text: 'The customer of the newest call.', question: `What did we discuss with @"${account.name}"?` }]
      : []),
  ];
  return Promise.all(asked.map(async (one) => ({ kind: 'offer', ...one, plan: await planOf(one.question) })));

  async function planOf(question: string): Promise<Offer['plan']> {
    const mentionables = account ? [{ kind: 'account' as const, ...account, domains: [], names: [] }] : [];
    const plan = planQuestion(question, { mentionables, trackers, calendar: context.organization }, now);
    return toAnswerPlan(await addWords(context, scope, plan, filtersOf(scope, plan, {})));
  }
}
