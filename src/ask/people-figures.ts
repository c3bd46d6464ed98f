import type { CallSummary } from '../call-summary.ts';
import { businessWordsFor } from '../language/business-words.ts';
import { isStopWord } from '../language/stop-words.ts';
import { stemOf, wordsOf } from '../language/words.ts';
import { findPeople } from '../store/people-store.ts';
import { dayOf } from '../time-window.ts';
import type { FigureRow } from './answer-parts.ts';
import { afterComma, compareFigures, type Figures, type FiguresInput, inParentheses, minutesOf } from './figures.ts';
import { counted, figureWords, listWords, rangeWords } from './write-text.ts';

type Seen = { party: CallSummary['parties'][number]; call: CallSummary };

/**
 * The known people of a side on the calls, those on most calls first. Where a job is asked for, those whose title says
 * it; all of them, where nobody's does, for the reader to see.
 */
export function peopleFigures(input: FiguresInput, side: 'us' | 'customer'): Figures {
  const { plan, calls, now, organization } = input;
  const title = plan.measure?.title ?? null;
  const known = byPerson(calls, (party) => party.side === side);
  const holding = title === null ? [] : known.filter((seen) => holdsTitle(titleOf(seen), title));
  const shown = holding.length > 0 ? holding : known;
  const rows = shown
    .map((seen) => toRow(input, seen, { isOfUs: side === 'us' }))
    .sort((a, b) => compareFigures(a, b) || a.name.localeCompare(b.name));
  const accounts = listWords(plan.accounts.map(({ name }) => name));
  const people = listWords(plan.people.map(({ name }) => name));
  const when = rangeWords(plan, now, organization.timeZone);
  const who =
    side === 'us'
      ? `${rows.length} of us`
      : `${figureWords({ value: rows.length, unit: 'people' })} of ${accounts || 'customers'}`;
  const where = side === 'us' ? 'us' : accounts || 'customers';
  const along = [side === 'us' ? accounts : '', people].filter(Boolean);
  const beside = along.length > 0 ? ` with ${listWords(along)}` : '';
  const there = `on ${counted(calls.length, 'call')}${beside}${when && `, ${when}`}`;
  if (title === null || known.length === 0) return { lead: `${who} ${there}.`, rows, calls };
  if (holding.length > 0) return { lead: `${who} ${there} with “${title}” in the title.`, rows, calls };
  const all = rows.length === 1 ? 'The one person known is' : 'Those known are';
  return { lead: `Nobody of ${where} ${there} is recorded with “${title}” in the title. ${all} listed.`, rows, calls };
}

/** Whether a title says a job, in its words or in what people in business call it: a "cfo" is a "Finance Director". */
function holdsTitle(title: string, asked: string): boolean {
  const said = new Set(wordsOf(title).map(stemOf));
  const ways = [
    asked,
    ...businessWordsFor(asked, wordsOf(asked)).flatMap(({ text, of }) => (of === asked ? text : [])),
  ];
  const isHeld = (way: string) =>
    wordsOf(way)
      .filter((word) => word === 'it' || !isStopWord(word))
      .every((word) => said.has(stemOf(word)));
  return title !== '' && ways.some(isHeld);
}

/** Who the named people are: title and company, how often and when last they were on calls with customers. */
export function personFigures(input: FiguresInput): Figures {
  const seen = byPerson(input.calls, ({ personId }) => input.plan.people.some(({ id }) => id === personId));
  return { lead: seen.map((some) => introduction(input, some)).join(' '), rows: [], calls: input.calls };
}

/** Everybody who was there, with the company or the side; of one call also who was invited and did not join. */
export function attendeeFigures(input: FiguresInput): Figures {
  const { calls, organization, plan } = input;
  const isOne = calls.length === 1;
  const sides = SIDES.map((side) => ({ side, seen: byPerson(calls, (party) => party.side === side) }));
  const rows = sides.flatMap(({ side, seen }) =>
    seen
      .map((some) => toRow(input, some, { isOfUs: side === 'us' }))
      .map((row) => (side === 'us' ? { ...row, detail: [row.detail, 'us'].filter(Boolean).join(', ') } : row))
      .sort((a, b) => compareFigures(a, b) || a.name.localeCompare(b.name)),
  );
  const customer = listWords(plan.accounts.map(({ name }) => name)) || 'the customer';
  const words = { customer: `of ${customer}`, us: 'of us', unknown: 'whose side is not known' };
  const who = sides.flatMap(({ side, seen }) => (seen.length > 0 ? `${seen.length} ${words[side]}` : []));
  const joined = who.length > 0 ? listWords(who) : 'nobody is recorded';
  const where = calls[0] && isOne ? `“${calls[0].title}”, ${dayOf(calls[0].startedAt, organization.timeZone)}` : '';
  const lead = isOne ? `${where}: ${joined}.` : `${counted(calls.length, 'call')}${afterComma(input)}: ${joined}.`;
  const away = isOne ? (calls[0]?.parties ?? []).filter(({ attended }) => !attended).map(({ name }) => name) : [];
  const absent = away.length > 0 ? ` Invited, and not there: ${listWords(away)}.` : '';
  return { lead: `${lead}${absent}`, rows, calls };
}

const SIDES = ['customer', 'us', 'unknown'] as const;

/** Most addresses read; more are asked for on the page of people. */
const MOST_ADDRESSES = 200;

/** The addresses of the named people or, where none is named, of the customer's people. */
export async function emailFigures(input: FiguresInput): Promise<Figures> {
  const { db, scope, plan, calls } = input;
  const contacts = byPerson(calls, ({ side }) => side === 'customer').flatMap(([some]) => some?.party.personId ?? []);
  const ids = plan.people.length > 0 ? plan.people.map(({ id }) => id) : plan.speakers.length > 0 ? [] : contacts;
  const found = await findPeople(db, scope, { ids, limit: MOST_ADDRESSES });
  const [only] = found;
  const named = [...plan.people, ...plan.speakers.filter(({ id }) => id === null)];
  const unknown = named.filter(({ id }) => !found.some((person) => person.id === id)).map(({ name }) => name);
  const known =
    found.length > 1
      ? `${found.length} email addresses${inParentheses(input)}.`
      : only
        ? `The email address of ${only.name} is ${only.email}.`
        : '';
  const missing =
    unknown.length > 0
      ? `No email address is recorded for ${listWords(unknown)}.`
      : only
        ? ''
        : `No email address is recorded${inParentheses(input)}.`;
  const rows = found.map(
    ({ name, email, title }): FigureRow => ({
      name,
      detail: [email, title].filter(Boolean).join(', '),
      figures: [],
      claims: [],
    }),
  );
  return { lead: [known, missing].filter(Boolean).join(' '), rows: rows.length > 1 ? rows : [], calls };
}

/** Who was there, newest call first within each person, as the calls come. */
function byPerson(calls: readonly CallSummary[], isMeant: (party: Seen['party']) => boolean): Seen[][] {
  const isThere = (party: Seen['party']) => party.attended && isMeant(party);
  const seen = calls.flatMap((call) => call.parties.filter(isThere).map((party) => ({ party, call })));
  return [...Map.groupBy(seen, ({ party }) => party.personId ?? party.name).values()];
}

const callsOf = (seen: readonly Seen[]): CallSummary[] => [
  ...new Map(seen.map(({ call }) => [call.id, call])).values(),
];
const titleOf = (seen: readonly Seen[]): string => seen.find(({ party }) => party.title)?.party.title ?? '';

/** A company is named where the question names none or several; a last day, where somebody of a customer is meant. */
function toRow(
  { plan, organization, calls: all }: FiguresInput,
  seen: readonly Seen[],
  { isOfUs }: { isOfUs: boolean },
): FigureRow {
  const calls = callsOf(seen);
  const company = !isOfUs && plan.accounts.length !== 1 ? companyOf(seen) : '';
  const isOfOne = all.length === 1;
  const last = !isOfUs && !isOfOne && calls[0] ? `last on ${dayOf(calls[0].startedAt, organization.timeZone)}` : '';
  return {
    name: seen[0]?.party.name ?? '',
    detail: [titleOf(seen), company, last].filter(Boolean).join(', '),
    figures: isOfOne ? [] : [{ value: calls.length, unit: 'calls' }, minutesOf(calls)],
    claims: [],
  };
}

/** The one account of all the calls, else that of most. */
function companyOf(seen: readonly Seen[]): string {
  const names = callsOf(seen).flatMap(({ accounts }) => accounts.map(({ name }) => name));
  const ranked = [...Map.groupBy(names, (name) => name).values()].sort((a, b) => b.length - a.length);
  return ranked[0]?.[0] ?? '';
}

/** "Tove Brandelius is IT Security Manager at Brightwater Dairy: on 4 calls, last on 7 October 2026." */
function introduction({ organization }: FiguresInput, seen: readonly Seen[]): string {
  const [first] = seen;
  const calls = callsOf(seen);
  if (!first || !calls[0]) return '';
  const title = titleOf(seen);
  const isOurs = first.party.side === 'us';
  const company = isOurs ? '' : companyOf(seen);
  const who = isOurs
    ? `is one of us${title && `, ${title}`}`
    : title
      ? `is ${title}${company && ` at ${company}`}`
      : `is ${company ? `with ${company}` : 'known from calls'}`;
  const times = `${counted(calls.length, 'call')}${isOurs ? ' with customers' : ''}`;
  return `${first.party.name} ${who}: ${times}, last on ${dayOf(calls[0].startedAt, organization.timeZone)}.`;
}
