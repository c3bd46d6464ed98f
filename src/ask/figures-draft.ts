import type { CallSummary } from '../call-summary.ts';
import type { Figure } from '../figure.ts';
import type { Measure } from '../language/measure-words.ts';
import { readCalls } from '../store/calls-reader.ts';
import { dayOf, daysBetween } from '../time-window.ts';
import type { Census } from './answer.ts';
import type { FigureRow } from './answer-parts.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { toNamedCall } from './call-sections.ts';
import { type AskContext, type Draft, EMPTY_DRAFT } from './draft.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import {
  afterComma,
  ago,
  compareFigures,
  type Figures,
  type FiguresInput,
  inParentheses,
  minutesOf,
} from './figures.ts';
import { attendeeFigures, emailFigures, peopleFigures, personFigures } from './people-figures.ts';
import {
  averageFigures,
  callDayFigures,
  callsByPeriod,
  callsFigures,
  firstCallFigures,
  platformFigures,
} from './record-figures.ts';
import { leastTalkerFigures, talkerFigures, talkShare } from './talk-figures.ts';
import { counted, figureWords, listWords, rangeWords } from './write-text.ts';

const PAGE = 500;
/** Most calls counted; the answer says where it stops. */
const MOST_CALLS = 10_000;
const MOST_ROWS = 50;
const MOST_LISTED = 100;

/**
 * Answers for what the record itself holds, from the store and within the viewer's scope: how long, how lately and with
 * whom we talked. Internal calls are left out, as in the reports. Every call behind a number is listed.
 */
export async function figuresDraft(
  context: AskContext,
  { of, days }: Pick<NonNullable<QuestionPlan['measure']>, 'of' | 'days'>,
): Promise<Draft> {
  const { calls, isCut } = await readCounted(context, of, of === 'silence' && days === null);
  if (calls.length === 0 && of !== 'email') return nothingCounted(context);
  const { lead, rows, calls: behind } = await FIGURES[of]({ ...context, calls }, days);
  const listed = behind.slice(0, MOST_LISTED);
  const nobodys = OF_ACCOUNTS.includes(of) ? calls.filter(({ accounts }) => accounts.length === 0).length : 0;
  const unlinked =
    nobodys > 0
      ? ` ${counted(nobodys, 'call')} with customers ${nobodys === 1 ? 'belongs' : 'belong'} to no account yet (People → Unlinked) and ${nobodys === 1 ? 'is' : 'are'} not counted.`
      : '';
  const cut = isCut ? ` Counted are the newest ${MOST_CALLS.toLocaleString('en')} calls alone.` : '';
  return {
    ...EMPTY_DRAFT,
    status: isCut ? 'partial' : 'answered',
    parts: [
      { kind: 'lead', text: `${lead}${unlinked}${cut}` },
      ...(rows.length > 0
        ? [{ kind: 'figures' as const, rows: rows.slice(0, MOST_ROWS), more: Math.max(0, rows.length - MOST_ROWS) }]
        : []),
      ...(listed.length > 0
        ? [{ kind: 'calls' as const, calls: listed.map(toNamedCall), more: behind.length - listed.length }]
        : []),
    ],
    census: toCensus(behind),
  };
}

/** Calls in scope may be none of those that count. */
function nothingCounted({ searched, plan }: AskContext): Draft {
  if (searched.inScope === 0) return EMPTY_DRAFT;
  const ofPeople = plan.people.length > 0 ? ', and calls that those asked about did not join' : '';
  const were = searched.inScope === 1 ? 'The 1 call in question does' : `The ${searched.inScope} calls in question do`;
  const text = `${were} not count: internal calls are left out${ofPeople}.`;
  return { ...EMPTY_DRAFT, status: 'answered', parts: [{ kind: 'lead', text }] };
}

/** Numbers that go by account: a call of nobody's account is in none of them. */
const OF_ACCOUNTS: readonly Measure[] = ['silence', 'customers', 'busiest', 'quietest'];
/** What is told of single calls and people, on internal calls too. */
const OF_ANY_CALL: readonly Measure[] = ['attendees', 'email', 'calls', 'call_day', 'platform', 'calls_by'];

const FIGURES: Record<Measure, (input: FiguresInput, days: number | null) => Figures | Promise<Figures>> = {
  minutes: (input) =>
    input.plan.ranges.length > 1
      ? minutesByStretch(input)
      : {
          lead: `${figureWords(minutesOf(input.calls))} in ${counted(input.calls.length, 'call')}${afterComma(input)}.`,
          rows: input.plan.accounts.length === 1 ? [] : byAccount(input.calls),
          calls: input.calls,
        },
  customers: (input) => {
    const rows = byAccount(input.calls);
    const lead = `${counted(rows.length, 'account')} with ${counted(input.calls.length, 'call')}${afterComma(input)}.`;
    return { lead, rows, calls: input.calls };
  },
  busiest: (input) => ({
    lead: `Most calls first${afterComma(input)}.`,
    rows: byAccount(input.calls),
    calls: input.calls,
  }),
  longest_call: (input) => extreme(input, 'longest', (a, b) => b.durationSeconds - a.durationSeconds),
  shortest_call: (input) => extreme(input, 'shortest', (a, b) => a.durationSeconds - b.durationSeconds),
  last_call: (input) => {
    const [last] = input.calls;
    if (!last) return { lead: '', rows: [], calls: [] };
    const when = `${dayOf(last.startedAt, input.organization.timeZone)}, ${ago(input, last)}`;
    return { lead: `The last call${inParentheses(input)} was on ${when}.`, rows: [], calls: [last] };
  },
  silence: silentAccounts,
  quietest: (input) => {
    const rows = byAccount(input.calls).reverse();
    const fewest = rows[0]?.figures[0] ?? { value: 0, unit: 'calls' };
    const names = rows.filter(({ figures }) => figures[0]?.value === fewest.value).map(({ name }) => name);
    const lead = `The fewest calls of the accounts with any${afterComma(input)}: ${listWords(names)}, ${figureWords(fewest)}.`;
    return { lead, rows, calls: input.calls };
  },
  talkers: talkerFigures,
  least_talkers: leastTalkerFigures,
  talk_share: talkShare,
  team: (input) => peopleFigures(input, 'us'),
  contacts: (input) => peopleFigures(input, 'customer'),
  person: personFigures,
  attendees: attendeeFigures,
  email: emailFigures,
  calls: callsFigures,
  first_call: firstCallFigures,
  call_day: callDayFigures,
  platform: platformFigures,
  average_call: averageFigures,
  calls_by: callsByPeriod,
};

/**
 * The calls in scope, newest first, without those that a named person was invited to and did not join; `isOfAnyTime`:
 * those outside the times of the question too.
 */
async function readCounted(
  { db, scope, filters }: AskContext,
  of: Measure,
  isOfAnyTime: boolean,
): Promise<{ calls: CallSummary[]; isCut: boolean }> {
  const kind = OF_ANY_CALL.includes(of) ? {} : { kind: 'customers' as const };
  const calls = new Map<string, CallSummary>();
  for (const { side: _, from, to, ...rest } of isOfAnyTime ? filters.slice(0, 1) : filters) {
    const filter = isOfAnyTime ? rest : { ...rest, ...(from && { from }), ...(to && { to }) };
    // The first call lies beyond the newest.
    const isFirst = of === 'first_call';
    const most = isFirst ? calls.size + 1 : MOST_CALLS;
    for (let after: CallSummary | undefined, isMore = true; isMore && calls.size < most; ) {
      const wanted = { limit: PAGE, isOldestFirst: isFirst, ...(after && { after }) };
      const page = await readCalls(db, scope, { ...filter, ...kind }, wanted);
      for (const call of page) if (isJoined(call, filter)) calls.set(call.id, call);
      after = page.at(-1);
      isMore = page.length === PAGE;
    }
  }
  const inOrder = [...calls.values()].sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  return { calls: inOrder.slice(0, MOST_CALLS), isCut: calls.size >= MOST_CALLS };
}

/** Whether one of the people asked about was there. */
function isJoined({ parties }: CallSummary, { personIds = [], speakerIds = [] }: EvidenceFilter): boolean {
  const joined = (ids: readonly string[]) =>
    ids.length === 0 ||
    parties.some(({ personId, attended }) => attended && personId !== null && ids.includes(personId));
  return joined(personIds) && joined(speakerIds);
}

function byAccount(calls: readonly CallSummary[]): FigureRow[] {
  const linked = calls.flatMap((call) => call.accounts.map((account) => ({ account, call })));
  return [...Map.groupBy(linked, ({ account }) => account.id).values()]
    .map((group): FigureRow => {
      const ofAccount = group.map(({ call }) => call);
      const figures: Figure[] = [{ value: ofAccount.length, unit: 'calls' }, minutesOf(ofAccount)];
      return { name: group[0]?.account.name ?? '', detail: '', figures, claims: [] };
    })
    .sort((a, b) => compareFigures(a, b) || a.name.localeCompare(b.name));
}

function extreme(input: FiguresInput, which: string, order: (a: CallSummary, b: CallSummary) => number): Figures {
  const [call] = input.calls.toSorted(order);
  if (!call) return { lead: '', rows: [], calls: [] };
  const day = dayOf(call.startedAt, input.organization.timeZone);
  const lead = `The ${which} call${inParentheses(input)} is “${call.title}”, ${day}: ${figureWords(minutesOf([call]))}.`;
  return { lead, rows: [], calls: [call] };
}

/** Accounts without a call for so many days or, where the question names times, without one in any of these. */
function silentAccounts(input: FiguresInput, givenDays: number | null): Figures {
  const { plan, now, organization } = input;
  const ofAccount = new Map<string, { name: string; calls: CallSummary[] }>();
  for (const call of input.calls)
    for (const { id, name } of call.accounts) {
      const known = ofAccount.get(id) ?? { name, calls: [] };
      known.calls.push(call);
      ofAccount.set(id, known);
    }
  const isWithin = ({ startedAt }: CallSummary) =>
    plan.ranges.some(({ from, to }) => (!from || from <= startedAt) && (!to || startedAt < to));
  // A range of the request alone narrows the calls, and asks for no other silence.
  const isOfTimes = givenDays === null && plan.ranges.length > 0;
  const days = givenDays ?? 0;
  const silent = [...ofAccount]
    .flatMap(([id, { name, calls }]) => {
      const last = calls[0];
      if (!last || (isOfTimes && calls.some(isWithin))) return [];
      return [{ id, name, call: last, days: daysBetween({ from: last.startedAt, to: now }, organization.timeZone) }];
    })
    .filter((one) => isOfTimes || one.days >= days)
    .sort((a, b) => b.days - a.days || a.name.localeCompare(b.name));
  const [longest] = silent;
  const span = figureWords({ value: days, unit: 'days' });
  const when = rangeWords(plan, now, organization.timeZone);
  const lead =
    silent.length === 0
      ? `Every account with a call had one ${isOfTimes ? when : `within the last ${span}`}.`
      : isOfTimes
        ? `${counted(silent.length, 'account')} of ${ofAccount.size} had no call, ${when}. The last call of each is listed, with the days since then.`
        : days === 0 && longest
          ? `The longest silence: ${longest.name}, ${figureWords({ value: longest.days, unit: 'days' })} since the last call.`
          : `${counted(silent.length, 'account')} of ${ofAccount.size} had no call for ${span} or more. The last call of each is listed.`;
  const seen = silent.map((one) => ({ ...one, seen: lastOfNobodys(input, ofAccount.get(one.id)?.calls ?? []) }));
  const rows = seen.map(
    ({ name, days: since, seen: later }): FigureRow => ({
      name,
      detail: later
        ? `${later.who} joined a call that belongs to no account, on ${dayOf(later.call.startedAt, organization.timeZone)}`
        : '',
      figures: [{ value: since, unit: 'days' }],
      claims: [],
    }),
  );
  const later = new Map(seen.flatMap(({ seen: one }) => (one ? [[one.call.id, one.call] as const] : [])));
  return { lead, rows, calls: [...silent.map(({ call }) => call), ...later.values()] };
}

/**
 * The newest call of no account, later than an account's last, with somebody of that account's calls. Who writes from a
 * private address belongs to no account until an admin says so (link-parties.ts); a silence tells of them all the same.
 */
function lastOfNobodys(
  { calls }: FiguresInput,
  own: readonly CallSummary[],
): { who: string; call: CallSummary } | null {
  const customersOf = (call: CallSummary) =>
    call.parties.filter(({ side, personId, attended }) => side === 'customer' && personId !== null && attended);
  const known = new Set(own.flatMap(customersOf).map(({ personId }) => personId));
  const since = own[0]?.startedAt;
  for (const call of calls) {
    if (since && call.startedAt <= since) break;
    if (call.accounts.length > 0) continue;
    const person = customersOf(call).find(({ personId }) => known.has(personId));
    if (person) return { who: person.name, call };
  }
  return null;
}

/** Each stretch of time by itself, the earliest first. */
function minutesByStretch(input: FiguresInput): Figures {
  const rows = input.plan.ranges.map(({ from, to, label }): FigureRow => {
    const calls = input.calls.filter(({ startedAt }) => (!from || startedAt >= from) && (!to || startedAt < to));
    return { name: label, detail: '', figures: [minutesOf(calls), { value: calls.length, unit: 'calls' }], claims: [] };
  });
  const names = listWords([...input.plan.accounts, ...input.plan.people].map(({ name }) => name));
  const each = rows.map(({ name, figures }) => `${name}: ${figures.map(figureWords).join(' in ')}`);
  return { lead: `${each.join('; ')}${names && ` with ${names}`}.`, rows, calls: input.calls };
}

const toCensus = (calls: readonly CallSummary[]): Census => ({
  of: 'calls',
  mentions: 0,
  calls: calls.length,
  accounts: new Set(calls.flatMap(({ accounts }) => accounts.map(({ id }) => id))).size,
  people: null,
  rows: calls.map(({ id, title, startedAt, accounts }) => ({
    callId: id,
    callTitle: title,
    startedAt: startedAt.toISOString(),
    accounts,
    mentions: 0,
  })),
});
