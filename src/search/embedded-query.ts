import { type AccessFilter, type CallsBy, countIds } from '../access-filter.ts';
import { type Stem, type Stems, stemmed, type Unstemmed } from '../language/words.ts';
import type { Scope } from '../viewer.ts';
import type { CallDocuments, IndexedSegment, SegmentQuery } from './segment-index.ts';

/**
 * The closed filters of a segment as tokens. FTS5 would split an id at other characters than letters and digits, so
 * each of these becomes its hex code. A prefix names the filter.
 */
export const segmentFilters = (call: CallDocuments, segment: IndexedSegment): string =>
  [...callFilters(call), ...speakerFilters(call, [segment])].join(' ');

/** A passage has the filters of all its segments; each segment is checked afterwards. */
export const passageFilters = (call: CallDocuments, segments: readonly IndexedSegment[]): string =>
  [...callFilters(call), ...new Set(speakerFilters(call, segments))].join(' ');

const callFilters = (call: CallDocuments): string[] => [
  token('org', call.organizationId),
  token('kind', call.kind),
  token('platform', call.platform),
  token('month', monthOf(call.startedAt)),
  ...(call.isPrivate ? [PRIVATE] : []),
  ...[call.callId].map((id) => owned('call', call.organizationId, id)),
  ...call.accountIds.map((id) => owned('account', call.organizationId, id)),
  ...call.personIds.map((id) => owned('person', call.organizationId, id)),
  ...call.userIds.map((id) => owned('user', call.organizationId, id)),
  ...(call.workspaceId === null ? [] : [owned('workspace', call.organizationId, call.workspaceId)]),
];

const speakerFilters = (call: CallDocuments, segments: readonly IndexedSegment[]): string[] =>
  segments.flatMap(({ side, speakerId }) => [
    token('side', side),
    ...(speakerId === null ? [] : [owned('speaker', call.organizationId, speakerId)]),
  ]);

const token = (filter: string, value: string): string =>
  `${filter}x${Array.from(value.toLowerCase(), (char) => (/[a-z0-9]/.test(char) ? char : `z${char.codePointAt(0)?.toString(16)}z`)).join('')}x0`;
/**
 * An id scoped to its organization: a query for the id needs no second filter on the organization's token, present in
 * every document.
 */
const owned = (filter: string, organizationId: string, id: string): string => token(filter, `${organizationId} ${id}`);
const PRIVATE = token('private', 'true');
/** Calls that nobody may read, whatever their access. */
export const PRIVATE_CALLS = `{filters} : "${PRIVATE}"`;

const monthOf = (time: Date): string => time.toISOString().slice(0, 7);

/** Longer ranges rely on dates alone: an expression of very many months costs more than it saves. */
const MOST_MONTHS = 60;

/** The months (UTC) that a range touches; empty for an open or long range. */
function monthsOf(from: Date | undefined, to: Date | undefined): string[] {
  if (!from || !to) return [];
  const months: string[] = [];
  const month = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth()));
  for (; month < to; month.setUTCMonth(month.getUTCMonth() + 1)) {
    if (months.length === MOST_MONTHS) return [];
    months.push(monthOf(month));
  }
  return months;
}

/**
 * An FTS5 MATCH expression for segments. Every word is a quoted string of letters and digits (words.ts), so no caller's
 * text can be read as syntax. Filters are part of the expression: an account's segments are found without visiting all
 * segments.
 */
export function segmentExpression(query: SegmentQuery): string {
  const exact = query.wordsIn === 'title' ? 'call_title' : 'text';
  const phrases = query.phrases ?? [];
  const mustStand = [
    ...phrases.map((phrase) => inColumns(exact, [phrase])),
    ...(query.anyOf ?? []).map((options) => inColumns(exact, options)),
  ];
  const required = [
    ...filters(query),
    inColumns('speaker_name', query.speakerNames ?? []),
    ...mustStand,
    ...(query.topics ?? []).map((terms) => inColumns('text', terms)),
    // Beside required text, words only add to the rank: an alternative that always matches makes them optional.
    inColumns(
      rankedColumns(query),
      mustStand.length > 0 && query.words.length > 0
        ? [...query.words, ...phrases, ...(query.anyOf ?? []).flat()]
        : query.words,
    ),
  ].filter((part) => part !== '');
  return without(required, [inColumns(exact, query.excluded ?? []), ...hidden(query)]);
}

/** The expression for what holds any of the stems in the columns, within the filters. */
export const stemsExpression = (
  query: SegmentQuery,
  stems: readonly Stem[],
  columns = 'text speaker_names call_title',
): string =>
  without(
    [...filters(query), stemsInColumns(columns, stems)].filter((part) => part !== ''),
    hidden(query),
  );

/** The columns of a segment where the query's words may match. */
export const rankedColumns = ({ wordsIn = 'everywhere' }: SegmentQuery): string =>
  ({ everywhere: 'text before speaker_name call_title', text: 'text', title: 'call_title' })[wordsIn];

/** All of the required parts and none of the excluded. */
const without = (required: readonly string[], excluded: readonly string[]): string =>
  [`(${required.join(' AND ')})`, ...excluded.filter((part) => part !== '')].join(' NOT ');

const hidden = ({ scope }: SegmentQuery): string[] => [
  ...(scope.privateCalls === 'hidden' ? [PRIVATE_CALLS] : []),
  isLong(scope.access) ? '' : ofAccounts(scope, scope.access.closedAccountIds),
];

/** FTS5's time for alternatives grows with their square: .24 s for 5,000 and 20 s for 40,000 (2026-11). */
export const MOST_ALTERNATIVES = 64;
/** Whether a filter names so many ids that `embedded-readable.ts` makes rows of it, and no expression has it. */
export const isLong = (access: AccessFilter): boolean => countIds(access) > MOST_ALTERNATIVES;

/** Calls of any of these accounts, as an expression; empty for no account. */
export const ofAccounts = ({ organizationId }: Scope, ids: readonly string[]): string =>
  anyToken(ids.map((id) => owned('account', organizationId, id)));

/** Calls by one trait, as an expression; empty for no id. */
export function callsBy({ organizationId }: Scope, calls: CallsBy): string {
  const among = anyToken(calls.ids.map((id) => owned(calls.by, organizationId, id)));
  if (among === '' || calls.by !== 'user' || calls.workspaceId === null) return among;
  return `(${among} AND ${anyToken([owned('workspace', organizationId, calls.workspaceId)])})`;
}

/** What `mayRead` opens; empty where all is open. */
function readable(scope: Scope): string {
  const { open } = scope.access;
  if (open === 'all' || isLong(scope.access)) return '';
  const parts = open.map((calls) => callsBy(scope, calls)).filter((part) => part !== '');
  return parts.length === 0 ? `{filters} : ${NEVER}` : `(${parts.join(' OR ')})`;
}

function filters(query: SegmentQuery): string[] {
  const { organizationId } = query.scope;
  const ofIds = (name: string, ids: readonly string[] | undefined) =>
    anyToken(ids?.map((id) => owned(name, organizationId, id)));
  const within = [
    ofIds('call', query.callIds),
    ofIds('account', query.accountIds),
    ofIds('person', query.personIds),
    ofIds('speaker', query.speakerIds),
    readable(query.scope),
  ].filter((part) => part !== '');
  return [
    ...(within.length > 0 ? within : [filter('org', [organizationId])]),
    filter('side', query.side && [query.side]),
    filter('kind', query.kind && [query.kind]),
    filter('platform', query.platforms),
    filter('month', monthsOf(query.from, query.to)),
  ].filter((part) => part !== '');
}

const inColumns = (columns: string, texts: readonly Unstemmed[]): string => stemsInColumns(columns, texts.map(stemmed));

/** The stems as alternatives. Texts without stems are dropped; a list of only such texts matches nothing. */
function stemsInColumns(columns: string, texts: readonly Stems[]): string {
  if (texts.length === 0) return '';
  const parts = [...new Set(texts)].filter(Boolean).map((stems) => `"${stems}"`);
  return `{${columns}} : (${parts.length === 0 ? NEVER : parts.join(' OR ')})`;
}
/** A token that no text has: stems are letters and digits, at most 64 long. */
const NEVER = `"${'n'.repeat(70)}"`;

const filter = (name: string, values: readonly string[] | undefined): string =>
  anyToken(values?.map((value) => token(name, value)));
const anyToken = (tokens: readonly string[] | undefined): string =>
  tokens?.length ? `{filters} : (${tokens.map((one) => `"${one}"`).join(' OR ')})` : '';

export type Values = (string | number)[];

/** A connection's own table of the calls that long filters open. */
export const READABLE_CALLS = 'temp.readable_calls';

/** What no expression holds, as conditions: a range of dates, and the `rows` that a long filter opens. */
export function conditionsOf(
  query: SegmentQuery,
  table: 'calls' | 'segments' | 'passages',
  rows: number | null,
): { sql: string; values: Values } {
  const bounds: [string, Date | null | undefined][] = [
    ['>=', query.from],
    ['<', query.to],
    ['<', query.scope.until],
  ];
  const given = bounds.flatMap(([compare, time]) => (time ? [{ compare, ms: time.getTime() }] : []));
  const call = table === 'calls' ? 'calls.id' : `${table}.call`;
  const among = rows === null ? '' : ` and ${call} in (select call from ${READABLE_CALLS} where filter = ?)`;
  return {
    sql: given.map(({ compare }) => ` and ${table}.started_at ${compare} ?`).join('') + among,
    values: [...given.map(({ ms }) => ms), ...(rows === null ? [] : [rows])],
  };
}
