import type { CallSummary } from '../call-summary.ts';
import { dayOf } from '../time-window.ts';
import type { FigureRow } from './answer-parts.ts';
import { compareFigures, type Figures, type FiguresInput, minutesOf } from './figures.ts';
import { counted, figureWords, listWords, rangeWords } from './write-text.ts';

type Seen = { party: CallSummary['parties'][number]; call: CallSummary };

/** The known people of a side on the calls, those on most calls first. */
export function peopleFigures(input: FiguresInput, side: 'us' | 'customer'): Figures {
  const rows = byPerson(input.calls, (party) => party.side === side)
    .map((seen) => toRow(input, seen, { isOfUs: side === 'us' }))
    .sort((a, b) => compareFigures(a, b) || a.name.localeCompare(b.name));
  const { plan, calls, now, organization } = input;
  const accounts = listWords(plan.accounts.map(({ name }) => name));
  const people = listWords(plan.people.map(({ name }) => name));
  const when = rangeWords(plan, now, organization.timeZone);
  const who =
    side === 'us'
      ? `${rows.length} of us`
      : `${figureWords({ value: rows.length, unit: 'people' })} of ${accounts || 'customers'}`;
  const along = [side === 'us' ? accounts : '', people].filter(Boolean);
  const beside = along.length > 0 ? ` with ${listWords(along)}` : '';
  const lead = `${who} on ${counted(calls.length, 'call')}${beside}${when && `, ${when}`}.`;
  return { lead, rows, calls };
}

/** Who the named people are: title and company, how often and when last they were on calls with customers. */
export function personFigures(input: FiguresInput): Figures {
  const seen = byPerson(input.calls, ({ personId }) => input.plan.people.some(({ id }) => id === personId));
  return { lead: seen.map((some) => introduction(input, some)).join(' '), rows: [], calls: input.calls };
}

/** Newest call first within each person, as the calls come. */
function byPerson(calls: readonly CallSummary[], isMeant: (party: Seen['party']) => boolean): Seen[][] {
  const seen = calls.flatMap((call) => call.parties.filter(isMeant).map((party) => ({ party, call })));
  return [...Map.groupBy(seen, ({ party }) => party.personId ?? party.name).values()];
}

const callsOf = (seen: readonly Seen[]): CallSummary[] => [
  ...new Map(seen.map(({ call }) => [call.id, call])).values(),
];
const titleOf = (seen: readonly Seen[]): string => seen.find(({ party }) => party.title)?.party.title ?? '';

/** A company is named where the question names none or several; a last day, where somebody of a customer is meant. */
function toRow(
  { plan, organization }: FiguresInput,
  seen: readonly Seen[],
  { isOfUs }: { isOfUs: boolean },
): FigureRow {
  const calls = callsOf(seen);
  const company = !isOfUs && plan.accounts.length !== 1 ? companyOf(seen) : '';
  const last = !isOfUs && calls[0] ? `last on ${dayOf(calls[0].startedAt, organization.timeZone)}` : '';
  return {
    name: seen[0]?.party.name ?? '',
    detail: [titleOf(seen), company, last].filter(Boolean).join(', '),
    figures: [{ value: calls.length, unit: 'calls' }, minutesOf(calls)],
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
