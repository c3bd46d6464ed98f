import { lastQuarter } from '../search/date-words.ts';
import { countCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Organization } from '../store/organizations-store.ts';
import type { Scope } from '../viewer.ts';
import type { EvidenceFilter } from './gather-evidence.ts';
import type { QuestionPlan } from './plan-question.ts';
import { counted, dayOf, rangeWords, subjectOf } from './write-text.ts';

/** Nothing found is an answer: what was searched, and where else to look. */
export async function explainNothing(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  filter: EvidenceFilter,
  organization: Organization,
  now: Date,
  callsInScope: number,
) {
  const { timeZone } = organization;
  const when = rangeWords(plan, now, timeZone);
  const range = plan.when ?? when;
  const who = plan.accounts.map((account) => account.name).join(' and ');
  if (callsInScope > 0) {
    const where = `${counted(callsInScope, 'call')}${who ? ` with ${who}` : ''}${when ? `, ${when}` : ''}`;
    return {
      text: `Nothing about ${subjectOf({ ...plan, accounts: [], people: [] })} was found in ${where}.`,
      suggestions: [],
    };
  }
  const { from: _, to: __, ...anyTime } = filter;
  const ever = await countCalls(db, scope, { ...anyTime, personIds: plan.people.map((person) => person.id) });
  const lastCall = ever.lastAt
    ? ` The last call${who ? ` with ${who}` : ''} was on ${dayOf(ever.lastAt, timeZone)}.`
    : '';
  const text = `There are no calls${who ? ` with ${who}` : ''}${range ? ` in the time asked about (${[plan.when, when].filter(Boolean).join(': ')})` : ''}${plan.to && plan.to < now ? '' : ' yet'}.${lastCall}`;
  if (!plan.when || ever.calls === 0) return { text, suggestions: [] };
  const quarter = lastQuarter(now, organization);
  const before = await countCalls(db, scope, {
    ...anyTime,
    personIds: plan.people.map((person) => person.id),
    ...quarter,
  });
  if (before.calls === 0) return { text, suggestions: [] };
  return {
    text: `${text} Last quarter (${rangeWords(quarter, now, timeZone)}) has ${counted(before.calls, 'call')}: ask about that instead.`,
    suggestions: [suggestLastQuarter(plan)],
  };
}

const suggestLastQuarter = (plan: QuestionPlan): string => {
  const topic =
    plan.trackers.map((tracker) => tracker.name.toLowerCase()).join(' and ') || plan.terms.slice(0, 5).join(' ');
  const who = plan.accounts.map((account) => ` with @${account.name}`).join('');
  return `Summarize ${topic} conversations${who} from last quarter`;
};
