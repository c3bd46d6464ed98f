import { scopeOf } from '../access/scope.ts';
import type { CallKind, Platform, Side } from '../call.ts';
import { AppError } from '../errors.ts';
import { type SpokenSegment, textOf, toSegmentId } from '../segment.ts';
import { type CallSummary, readCalls, readSegments } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { readTrackers } from '../store/trackers-store.ts';
import { earlier, later } from '../time-window.ts';
import type { Tracker } from '../tracker.ts';
import type { Scope, Viewer } from '../viewer.ts';
import { type Embedder, withMeaning } from './embedder.ts';
import type { Mentionable } from './find-mentions.ts';
import { readMentionables } from './mentionables.ts';
import { pageResults } from './page-results.ts';
import { parseQuery } from './parse-query.ts';
import { readCursor, writeCursor } from './search-cursor.ts';
import { readFacets, type SearchFacets } from './search-facets.ts';
import { findsNothing, type SegmentHit, type SegmentQuery, type SegmentReader } from './segment-index.ts';
import { withTrackers } from './tracker-query.ts';
import { findHighlights } from './words.ts';

export type SearchDeps = { db: Db; index: SegmentReader; embedder: Embedder | null; now: () => Date };

export type SearchRequest = {
  query: string;
  accountIds?: string[];
  personIds?: string[];
  side?: Side;
  kind?: CallKind;
  platforms?: Platform[];
  from?: Date;
  to?: Date;
  /** Ids of trackers: what one of them finds. */
  trackers?: string[];
  asOf?: Date;
  groupBy?: 'segment' | 'call';
  hasFacets?: boolean;
  limit?: number;
  cursor?: string;
};

/** A hit with its words; `highlights` are spans of `text` in UTF-16 units. */
export type FoundSegment = {
  call: CallSummary;
  segment: SpokenSegment;
  text: string;
  highlights: { start: number; end: number }[];
  score: number;
  /** Found by what it says itself or who says it; else by what was said just before. */
  isDirect: boolean;
};

/** Grouped by call, a hit is the call's best moment, and `moments` are its best three, itself among them. */
export type SearchHit = FoundSegment & { moments?: FoundSegment[] };

export type SearchPlan = {
  accounts: { id: string; name: string }[];
  people: { id: string; name: string }[];
  from: Date | null;
  to: Date | null;
  side: Side | null;
  kind: CallKind | null;
  platforms: Platform[];
  trackers: { id: string; name: string }[];
  speakers: string[];
  isInTitle: boolean;
  terms: string[];
  phrases: string[];
  alternatives: string[][];
  excluded: string[];
  warnings: string[];
};

/** `total` counts segments, or calls when grouped by call; where it is not exact there are at least so many. */
export type SearchResult = {
  hits: SearchHit[];
  total: number;
  isTotalExact: boolean;
  cursor: string | null;
  plan: SearchPlan;
  facets: SearchFacets | null;
};

export const LONGEST_QUERY = 4000;
/** Segments that are counted: beyond, a number helps nobody, and counting a million takes longer than finding the best. */
const MOST_COUNTED = 10_000;

/**
 * Searches what the viewer may read. Ids and scores come from the index, words from the store, and what the store does not show the viewer
 * is left out.
 * @throws AppError `invalid_input`, `index_unavailable`.
 */
export async function searchSegments(deps: SearchDeps, viewer: Viewer, request: SearchRequest): Promise<SearchResult> {
  const scope = scopeOf(viewer, request.asOf);
  const { plan, query, meaning } = await planSearch(deps, viewer, scope, request);
  const { limit = 20, groupBy = 'segment', hasFacets = false, cursor: cursorText, ...asked } = request;
  const bound = { ...asked, groupBy };
  const cursor = cursorText === undefined ? null : readCursor(bound, cursorText);
  if (!query || findsNothing(query))
    return { hits: [], total: 0, isTotalExact: true, cursor: null, plan, facets: null };
  const meant = await withMeaning(deps, query, meaning);
  if (meant.warning !== null) plan.warnings.push(meant.warning);
  const [{ results, next }, count] = await Promise.all([
    pageResults(deps.index, meant.query, { groupBy, limit, cursor }),
    deps.index.count(query, { atMost: MOST_COUNTED, ofCalls: groupBy === 'call' }),
  ]);
  const marked = { words: plan.terms, phrases: [...(query.phrases ?? []), ...(query.anyOf ?? []).flat()] };
  const found = await withWords(deps.db, scope, results.flat(), marked);
  const byId = new Map(found.map((one) => [toSegmentId(one.segment), one]));
  const hits = results.flatMap((result): SearchHit[] => {
    const moments = result.flatMap((moment) => byId.get(toSegmentId(moment)) ?? []);
    const [best] = moments;
    return best ? [groupBy === 'call' ? { ...best, moments } : best] : [];
  });
  return {
    hits,
    total: groupBy === 'call' ? count.calls : count.segments,
    isTotalExact: count.segments < MOST_COUNTED,
    cursor: next && writeCursor(bound, next),
    plan,
    facets: hasFacets ? await readFacets(deps, viewer, scope, query) : null,
  };
}

/** What is looked for. The query is null where the request names someone or something that there is not. */
async function planSearch(
  deps: SearchDeps,
  viewer: Viewer,
  scope: Scope,
  request: SearchRequest,
): Promise<{ plan: SearchPlan; query: SegmentQuery | null; meaning: string }> {
  if (request.query.length > LONGEST_QUERY)
    throw new AppError(
      'invalid_input',
      `The query has ${request.query.length} characters; ${LONGEST_QUERY} are possible.`,
    );
  checkRange(request.from, request.to);
  const calendar = await readOrganization(deps.db, viewer.organizationId);
  const trackers = await readTrackers(deps.db, viewer.organizationId);
  const mentionables = await readMentionables(deps.db, scope, request.query);
  const parsed = parseQuery(request.query, { mentionables, trackers, calendar }, request.asOf ?? deps.now());
  const targets: Mentionable[] = [];
  for (const mention of parsed.mentions) {
    if (mention.state === 'found') targets.push(mention.target);
    else if (mention.state === 'several') targets.push(...mention.candidates);
    else parsed.warnings.push(unknownMention(mention.text, mention.candidates));
  }
  const named = (kind: Mentionable['kind']) =>
    targets.filter((target) => target.kind === kind).map(({ id, name }) => ({ id, name }));
  const wanted = [...parsed.trackers, ...trackersOf(trackers, request.trackers)];
  const plan: SearchPlan = {
    accounts: named('account'),
    people: named('person'),
    from: later(parsed.from, request.from),
    to: earlier(parsed.to, request.to),
    side: request.side ?? parsed.side,
    kind: request.kind ?? parsed.kind,
    platforms: narrow(parsed.platforms, request.platforms),
    trackers: wanted.map(({ id, name }) => ({ id, name })),
    speakers: parsed.speakers,
    isInTitle: parsed.isInTitle,
    terms: parsed.words,
    phrases: parsed.phrases,
    alternatives: parsed.alternatives,
    excluded: parsed.excluded,
    warnings: parsed.warnings,
  };
  const ids = (named: { id: string }[]) => named.map(({ id }) => id);
  const base: SegmentQuery = {
    scope,
    words: plan.terms,
    phrases: plan.phrases,
    anyOf: plan.alternatives,
    excluded: plan.excluded,
    accountIds: narrow(ids(plan.accounts), request.accountIds),
    personIds: narrow(ids(plan.people), request.personIds),
    speakerNames: plan.speakers,
    platforms: plan.platforms,
    ...(plan.isInTitle && { wordsIn: 'title' as const }),
    ...(plan.side && { side: plan.side }),
    ...(plan.kind && { kind: plan.kind }),
    ...(plan.from && { from: plan.from }),
    ...(plan.to && { to: plan.to }),
  };
  const isUnknown = parsed.mentions.some(({ state }) => state === 'unknown') && targets.length === 0;
  const query = isUnknown ? null : withTrackers(base, wanted);
  if (query && findsNothing(query) && plan.excluded.length > 0)
    plan.warnings.push('Add what to look for: a query that only leaves words out finds nothing.');
  return { plan, query, meaning: parsed.plain };
}

/** @throws AppError `invalid_input` for an id that no tracker has. */
function trackersOf(trackers: readonly Tracker[], ids: readonly string[] = []): Tracker[] {
  return ids.map((wanted) => {
    const tracker = trackers.find(({ id }) => id === wanted);
    if (!tracker)
      throw new AppError(
        'invalid_input',
        `There is no tracker ${wanted}. There are: ${trackers.map(({ id }) => id).join(', ')}.`,
      );
    return tracker;
  });
}

/** Hits with their calls and words, in the order given. */
export async function withWords(
  db: Db,
  scope: SegmentQuery['scope'],
  hits: readonly (SegmentHit & { isDirect?: boolean })[],
  marked: { words: readonly string[]; phrases?: readonly string[] },
): Promise<FoundSegment[]> {
  const segments = new Map((await readSegments(db, scope, hits)).map((segment) => [toSegmentId(segment), segment]));
  const ids = [...new Set(hits.map((hit) => hit.callId))];
  const calls = new Map(
    (ids.length > 0 ? await readCalls(db, scope, { ids }, { limit: ids.length }) : []).map((call) => [call.id, call]),
  );
  return hits.flatMap(({ callId, position, score, isDirect = true }) => {
    const [segment, call] = [segments.get(toSegmentId({ callId, position })), calls.get(callId)];
    if (!segment || !call) return [];
    const text = textOf(segment);
    return [{ call, segment, text, highlights: findHighlights(text, marked), score, isDirect }];
  });
}

export function checkRange(from: Date | undefined, to: Date | undefined): void {
  if (from && to && from >= to)
    throw new AppError(
      'invalid_input',
      `The dates are reversed: from (${from.toISOString()}) must lie before to (${to.toISOString()}).`,
    );
}

export const unknownMention = (text: string, nearest: readonly Mentionable[]): string =>
  `There is no account or person called ${text}.${nearest.length > 0 ? ` The nearest: ${nearest.map((target) => `@${target.name}`).join(', ')}.` : ''}`;

/** Given ids narrow what the mentions say; ids that fit no mention find nothing rather than everything. */
export function narrow<Id extends string>(mentioned: Id[], given: Id[] | undefined): Id[] {
  if (!given?.length) return mentioned;
  if (mentioned.length === 0) return given;
  const both = mentioned.filter((id) => given.includes(id));
  return both.length > 0 ? both : ['none' as Id];
}
