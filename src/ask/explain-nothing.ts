import { findQuestionTimes } from '../language/question-times.ts';
import { countCalls, readCalls } from '../store/calls-reader.ts';
import { dayOf } from '../time-window.ts';
import { addWords } from './add-words.ts';
import type { AnswerPart, Offer } from './answer-parts.ts';
import { isOfModel, type QuestionPlan, toAnswerPlan } from './answer-plan.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, toNotes } from './draft.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { wholeSegment } from './find-quote.ts';
import { isSaidOrAsked } from './is-said-in.ts';
import { specificTerms } from './plan-question.ts';
import { capitalized, counted, listWords, rangeWords, topicOf, whoseWords, withWhom } from './write-text.ts';

/** Finding nothing is an answer too: how much was searched, the nearest moment, and where else to look. */
export async function explainNothing(context: AskContext, draft: Draft): Promise<Draft> {
  const { plan, organization, now, searched, evidence, citations } = context;
  const { timeZone } = organization;
  const when = rangeWords(plan, now, timeZone);
  const who = listWords([...plan.accounts, ...plan.people].map((named) => named.name));
  if (searched.inScope === 0) return { ...draft, parts: await explainNoCalls(context, who, when) };
  if (searched.calls === 0) return { ...EMPTY_DRAFT, ...draft, parts: await explainNoWords(context, who, when) };
  const where = `${counted(searched.inScope, 'call')}${withWhom(plan)}${when ? `, ${when}` : ''}`;
  const without =
    searched.withoutTranscript > 0
      ? ` ${searched.withoutTranscript === 1 ? 'One of them has' : `${searched.withoutTranscript} of them have`} no transcript to search.`
      : '';
  // Others may have said it in the same calls.
  const whose = whoseWords(plan);
  const nearest = evidence[0] ? citations.alone(wholeSegment(evidence[0])) : null;
  const unsaid = await unsaidWords(context);
  const found =
    unsaid.length > 0
      ? `${whose ? `${capitalized(whose)} did not say` : 'Nobody said'} ${unsaid.map((word) => `“${word}”`).join(' or ')} in ${where}.`
      : `Nothing about ${topicOf(plan)} was found in ${whose && `what ${whose} said in `}${where}.`;
  const lead = `${found}${without}`;
  const offer = await offerOtherCalls(context);
  const parts: AnswerPart[] = [
    ...toNotes(draft.notes),
    // A count has said so already.
    ...(draft.census && unsaid.length > 0 ? [] : [{ kind: 'lead' as const, text: lead }]),
    ...(nearest ? [{ kind: 'nearest' as const }] : []),
    ...(offer ? [offer] : []),
  ];
  return { ...EMPTY_DRAFT, ...draft, parts, nearest };
}

/** Words of a question that are looked for one by one. */
const MOST_UNSAID = 4;

/**
 * Words of the question that stand nowhere in what was searched. That alone is certain: a matter may be talked about
 * at length without the word that somebody asks by.
 */
async function unsaidWords(context: AskContext): Promise<string[]> {
  const { plan } = context;
  const words = (plan.phrases.length > 0 ? plan.phrases : specificTerms(plan)).slice(0, MOST_UNSAID);
  const said = await Promise.all(words.map((word) => isSaidOrAsked(context, word)));
  return words.filter((_, at) => !said[at]);
}

/** Most calls named that have no transcript. */
const MOST_WORDLESS = 20;

/** Calls without a word to search are named: who asks for them learns that they were held. */
async function explainNoWords({ db, scope, filters, searched }: AskContext, who: string, when: string) {
  const pages = await Promise.all(filters.map((filter) => readCalls(db, scope, filter, { limit: MOST_WORDLESS })));
  const where = `${counted(searched.inScope, 'call')}${who ? ` with ${who}` : ''}${when ? `, ${when}` : ''}`;
  const [be, have] = searched.inScope === 1 ? ['is', 'it has'] : ['are', 'none of them has'];
  const text = `There ${be} ${where}; ${have} ${searched.inScope === 1 ? 'no' : 'a'} transcript to search yet.`;
  const calls = pages.flat().map(({ id, title, startedAt, accounts }) => ({
    ...{ id, title, startedAt: startedAt.toISOString() },
    accounts: accounts.map((account) => ({ id: account.id, name: account.name })),
  }));
  return [
    { kind: 'lead' as const, text },
    { kind: 'wordless' as const, calls: calls.slice(0, MOST_WORDLESS) },
  ];
}

/** The topic in a question: quotes there ask for a phrase, and only a phrase may have them. */
const asWords = (plan: QuestionPlan): string => topicOf(plan).replace(/[“”]/g, plan.phrases.length > 0 ? '"' : '');

/** Counting more segments would take longer than the answer. */
const MOST_COUNTED = 1000;

/** Offers other calls with the question's words, if there are any. */
async function offerOtherCalls(context: AskContext): Promise<Offer | null> {
  const { index, plan, filters, scope } = context;
  const isNarrow = plan.accounts.length > 0 || plan.people.length > 0 || isTimed(plan) || plan.side !== null;
  const words = plan.phrases.length > 0 ? plan.phrases : specificTerms(plan);
  if (!isNarrow || words.length === 0 || !filters[0]) return null;
  const query = { scope, words: [], anyOf: words.map((word) => [word]) };
  const { calls, segments } = await index.count(query, { atMost: MOST_COUNTED });
  if (calls === 0) return null;
  const atLeast = segments >= MOST_COUNTED ? 'at least ' : '';
  const isListed = plan.type === 'count' || plan.type === 'list';
  const anywhere = {
    accounts: [],
    people: [],
    speakers: [],
    calls: [],
    side: null,
    ranges: [],
    from: null,
    to: null,
    when: null,
    isAnyTimeToo: false,
  };
  return {
    kind: 'offer',
    text: `${whoseWords(plan) ? 'Others said the words, or they were said in other calls' : 'In other calls the words were said'}: ask without ${narrowedBy(plan)} to see ${atLeast}${counted(calls, 'call')}.`,
    question: isListed ? `Find every mention of ${asWords(plan)}` : `What was said about ${asWords(plan)}?`,
    plan: await planOf(context, { ...plan, ...anywhere }, { scope, accountIds: [], personIds: [] }),
  };
}

/** What a question of its own has none of: it follows on nothing. */
const OF_ITS_OWN = { inherited: [], warnings: [], edit: null, formerId: null, about: 'calls' as const };

/** A plan for a new question: with related words, nothing inherited and no warnings. */
async function planOf(context: AskContext, plan: QuestionPlan, filter: EvidenceFilter): Promise<Offer['plan']> {
  const fresh = { ...plan, ...OF_ITS_OWN, added: plan.added.filter(isOfModel) };
  return toAnswerPlan(await addWords(context, context.scope, fresh, [filter]));
}

const narrowedBy = (plan: QuestionPlan): string =>
  listWords([
    ...(plan.accounts.length + plan.people.length > 0 ? ['the name'] : []),
    ...(isTimed(plan) ? ['the time'] : []),
    ...(plan.side ? ['the side'] : []),
  ]);

const isTimed = ({ ranges, isAnyTimeToo }: QuestionPlan): boolean => ranges.length > 0 && !isAnyTimeToo;

async function explainNoCalls(context: AskContext, who: string, when: string): Promise<AnswerPart[]> {
  const { db, scope, plan, filters, organization, now } = context;
  const { timeZone } = organization;
  const range = plan.when ?? when;
  const { from: _, to: __, ...anyTime } = filters[0] as EvidenceFilter;
  const ever = await countCalls(db, scope, anyTime);
  const lastCall = ever.lastAt
    ? ` The last call${who ? ` with ${who}` : ''} was on ${dayOf(ever.lastAt, timeZone)}.`
    : '';
  const text = `There are no calls${who ? ` with ${who}` : ''}${range ? ` in the time asked about (${[plan.when, when].filter((words, at, all) => words && all.indexOf(words) === at).join(': ')})` : ''}${plan.to && plan.to < now ? '' : ' yet'}.${lastCall}`;
  const lead: AnswerPart = { kind: 'lead', text };
  if (!plan.when || ever.calls === 0) return [lead];
  const offer = await offerOtherTime(context, anyTime);
  return offer ? [lead, offer] : [lead];
}

/** Times to look in instead, the nearest first. */
const OTHER_TIMES = ['this month', 'this quarter', 'last quarter'];

/** Offers the nearest of these times that has calls. */
async function offerOtherTime(context: AskContext, anyTime: EvidenceFilter): Promise<Offer | null> {
  const { db, scope, organization, now } = context;
  for (const when of OTHER_TIMES) {
    const asked = { now, calendar: organization, mayBeEither: false, isOfCalls: true };
    const [range] = findQuestionTimes(when, asked).calls?.ranges ?? [];
    if (!range?.from) continue;
    const time = { from: range.from, ...(range.to && { to: range.to }) };
    const { calls } = await countCalls(db, scope, { ...anyTime, ...time });
    if (calls > 0) return offerTime(context, anyTime, { when, time, calls });
  }
  return null;
}

type OtherTime = { when: string; time: { from: Date; to?: Date }; calls: number };

async function offerTime(
  context: AskContext,
  anyTime: EvidenceFilter,
  { when, time, calls }: OtherTime,
): Promise<Offer> {
  const { plan, organization, now } = context;
  const range = { from: time.from, to: time.to ?? null };
  const summary: QuestionPlan = {
    ...plan,
    ...{ type: 'summarize', measure: null, isDescription: false, isAnyTimeToo: false, calls: [] },
    ...range,
    when,
    ranges: [{ ...range, label: when }],
  };
  const topic =
    plan.trackers.map((tracker) => tracker.name.toLowerCase()).join(' and ') || plan.terms.slice(0, 5).join(' ');
  const who = plan.accounts.map((account) => ` with @${account.name}`).join('');
  const days = rangeWords(range, now, organization.timeZone);
  return {
    kind: 'offer',
    text: `${when[0]?.toUpperCase()}${when.slice(1)} (${days}) has ${counted(calls, 'call')}: ask about that instead.`,
    question: `Summarize ${topic && `${topic} `}conversations${who} from ${when}`,
    plan: await planOf(context, summary, { ...anyTime, ...time }),
  };
}
