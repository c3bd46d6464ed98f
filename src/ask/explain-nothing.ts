import { lastQuarter } from '../search/date-words.ts';
import { countCalls } from '../store/calls-reader.ts';
import { dayOf } from '../time-window.ts';
import { wholeSegment } from './check-claims.ts';
import { type AskContext, type Draft, EMPTY_DRAFT } from './draft.ts';
import type { EvidenceFilter } from './gather-evidence.ts';
import { type QuestionPlan, specificTerms } from './plan-question.ts';
import { counted, listWords, rangeWords, subjectOf } from './write-text.ts';

/** Nothing found is an answer: what was searched, what came nearest, and where else to look. */
export async function explainNothing(context: AskContext, draft: Draft): Promise<Draft> {
  const { plan, organization, now, searched, evidence, citations } = context;
  const { timeZone } = organization;
  const when = rangeWords(plan, now, timeZone);
  const who = listWords([...plan.accounts, ...plan.people].map((named) => named.name));
  if (searched.inScope === 0) return { ...draft, ...(await explainNoCalls(context, who, when)) };
  const where = `${counted(searched.inScope, 'call')}${who ? ` with ${who}` : ''}${when ? `, ${when}` : ''}`;
  const without =
    searched.withoutTranscript > 0
      ? ` ${searched.withoutTranscript === 1 ? 'One of them has' : `${searched.withoutTranscript} of them have`} no transcript to search.`
      : '';
  const nearest = evidence[0] ? citations.alone(wholeSegment(evidence[0])) : null;
  const text = `${draft.notes.map((note) => `${note} `).join('')}Nothing about ${subjectOf({ ...plan, accounts: [], people: [] })} was found in ${where}.${without}${await elsewhere(context)}`;
  return { ...EMPTY_DRAFT, ...draft, text, nearest };
}

/** Where the words of the question were said, if not here. */
async function elsewhere({ index, plan, filters, scope }: AskContext): Promise<string> {
  const isNarrow = plan.accounts.length > 0 || plan.people.length > 0 || plan.ranges.length > 0 || plan.side !== null;
  const words = plan.phrases.length > 0 ? plan.phrases : specificTerms(plan);
  if (!isNarrow || words.length === 0 || !filters[0]) return '';
  const { calls } = await index.count({ scope, words: [], anyOf: words.map((word) => [word]) }, { atMost: 1000 });
  return calls > 0
    ? ` In other calls the words were said: ask without ${narrowedBy(plan)} to see ${counted(calls, 'call')}.`
    : '';
}

const narrowedBy = (plan: QuestionPlan): string =>
  listWords([
    ...(plan.accounts.length + plan.people.length > 0 ? ['the name'] : []),
    ...(plan.ranges.length > 0 ? ['the time'] : []),
    ...(plan.side ? ['the side'] : []),
  ]);

async function explainNoCalls({ db, scope, plan, filters, organization, now }: AskContext, who: string, when: string) {
  const { timeZone } = organization;
  const range = plan.when ?? when;
  const { from: _, to: __, ...anyTime } = filters[0] as EvidenceFilter;
  const ever = await countCalls(db, scope, anyTime);
  const lastCall = ever.lastAt
    ? ` The last call${who ? ` with ${who}` : ''} was on ${dayOf(ever.lastAt, timeZone)}.`
    : '';
  const text = `There are no calls${who ? ` with ${who}` : ''}${range ? ` in the time asked about (${[plan.when, when].filter(Boolean).join(': ')})` : ''}${plan.to && plan.to < now ? '' : ' yet'}.${lastCall}`;
  if (!plan.when || ever.calls === 0) return { text, suggestions: [] };
  const quarter = lastQuarter(now, organization);
  const before = await countCalls(db, scope, { ...anyTime, ...quarter });
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
