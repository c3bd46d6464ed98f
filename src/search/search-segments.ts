import { scopeOf } from '../access/scope.ts';
import { AppError } from '../errors.ts';
import { mapInLoopTurns } from '../fair-turns.ts';
import { findHighlights } from '../language/find-highlights.ts';
import type { Mentionable } from '../language/mentionable.ts';
import { textOf, toSegmentId } from '../segment.ts';
import { readCalls, readSegments } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { readTrackers } from '../store/trackers-store.ts';
import { earlier, later } from '../time-window.ts';
import type { Tracker } from '../tracker.ts';
import type { Scope, Viewer } from '../viewer.ts';
import { type Embedder, withMeaning } from './embedder.ts';
import { nearMoments } from './find-moments.ts';
import { readMentionables } from './mentionables.ts';
import { pageResults } from './page-results.ts';
import { type ParsedQuery, parseQuery } from './parse-query.ts';
import type { Moment } from './rank-moments.ts';
import { readCursor, writeCursor } from './search-cursor.ts';
import { readFacets } from './search-facets.ts';
import { LONGEST_QUERY, SEARCH_DEFAULTS, type SearchRequest } from './search-request.ts';
import type { FoundSegment, SearchHit, SearchPlan, SearchResult } from './search-result.ts';
import { findsNothing, type SegmentHit, type SegmentQuery, type SegmentReader } from './segment-index.ts';
import { suggestSpelling } from './suggest-spelling.ts';
import { withTrackers } from './tracker-query.ts';
import { withSpellings } from './with-spellings.ts';

export type SearchDeps = { db: Db; index: SegmentReader; embedder: Embedder | null; now: () => Date };

/** Counting stops here: a larger number helps nobody, and counting a million outlasts finding the best. */
const MOST_COUNTED = 10_000;

/** What means a query in other words is shown as far as it is near, and no more than a glance takes in. */
const MOST_NEAR = 5;
const LEAST_NEAR = 0.35;
type Meant = { moments: Moment[]; warning: string | null };
const NOTHING_MEANT: Meant = { moments: [], warning: null };

/**
 * Searches calls that the viewer may read. Ids and scores come from the index, words from the store; segments hidden by
 * the store are left out.
 * @throws AppError `invalid_input`, `index_unavailable`.
 */
export async function searchSegments(deps: SearchDeps, viewer: Viewer, request: SearchRequest): Promise<SearchResult> {
  const scope = scopeOf(viewer, request.asOf);
  const { plan, query, parsed } = await planSearch(deps, viewer, scope, request);
  const { limit, groupBy, facets: hasFacets, cursor: cursorText, ...asked } = { ...SEARCH_DEFAULTS, ...request };
  const bound = { ...asked, groupBy };
  const cursor = cursorText === undefined ? null : readCursor(bound, cursorText);
  if (!query || findsNothing(query))
    return { hits: [], near: [], didYouMean: null, total: 0, isTotalExact: true, cursor: null, plan, facets: null };
  const isFirst = cursor === null;
  const [{ results, next }, count, meant, didYouMean] = await Promise.all([
    pageResults(deps.index, query, { groupBy, limit, cursor }),
    deps.index.count(query, { atMost: MOST_COUNTED, ofCalls: groupBy === 'call' }),
    isFirst ? findMeant(deps, query, parsed.plain) : NOTHING_MEANT,
    isFirst ? suggestSpelling(deps.index, scope, parsed, request.query) : null,
  ]);
  if (meant.warning !== null) plan.warnings.push(meant.warning);
  const shown = new Set(results.flat().map(toSegmentId));
  const near = meant.moments.filter((moment) => !shown.has(toSegmentId(moment))).slice(0, MOST_NEAR);
  const spelled = (query.standIns ?? []).map(({ text }) => text);
  const marked = {
    words: plan.terms,
    phrases: [spelled, query.phrases ?? [], ...(query.anyOf ?? []), ...(query.topics ?? [])].flat(),
  };
  const found = await withWords(deps.db, scope, [...results.flat(), ...near], marked);
  const byId = new Map(found.map((one) => [toSegmentId(one.segment), one]));
  const hits = results.flatMap((result): SearchHit[] => {
    const moments = result.flatMap((moment) => byId.get(toSegmentId(moment)) ?? []);
    const [best] = moments;
    return best ? [groupBy === 'call' ? { ...best, moments } : best] : [];
  });
  return {
    hits,
    near: near.flatMap((moment) => byId.get(toSegmentId(moment)) ?? []),
    didYouMean,
    total: groupBy === 'call' ? count.calls : count.segments,
    isTotalExact: count.segments < MOST_COUNTED,
    cursor: next && writeCursor(bound, next),
    plan,
    facets: hasFacets ? await readFacets(deps, viewer, scope, query) : null,
  };
}

/** Segments near in meaning that hold none of the words: those that do are among the results. */
async function findMeant(deps: SearchDeps, query: SegmentQuery, meaning: string): Promise<Meant> {
  const { query: meant, warning } = await withMeaning(deps, query, meaning);
  const moments = await nearMoments(deps.index, meant);
  return { moments: moments.filter(({ isDirect, score }) => !isDirect && score >= LEAST_NEAR), warning };
}

/**
 * The search as planned. The query is null when the request names only unknown people or accounts, or its trackers and
 * filters exclude each other.
 */
async function planSearch(
  deps: SearchDeps,
  viewer: Viewer,
  scope: Scope,
  request: SearchRequest,
): Promise<{ plan: SearchPlan; query: SegmentQuery | null; parsed: ParsedQuery }> {
  if (request.query.length > LONGEST_QUERY)
    throw new AppError(
      'invalid_input',
      `The query has ${request.query.length} characters; ${LONGEST_QUERY} are possible.`,
    );
  checkRange(request.from, request.to);
  const trackers = await readTrackers(deps.db, viewer.organizationId);
  const mentionables = await readMentionables(deps.db, scope, request.query);
  const parsed = parseQuery(request.query, { mentionables, trackers, calendar: viewer }, request.asOf ?? deps.now());
  const targets: Mentionable[] = [];
  for (const mention of parsed.mentions) {
    if (mention.state === 'found') targets.push(mention.target);
    else if (mention.state === 'several') targets.push(...mention.candidates);
    else parsed.warnings.push(unknownMention(mention.text, mention.candidates));
  }
  const named = (kind: Mentionable['kind']) =>
    targets.filter((target) => target.kind === kind && !target.isUnlinked).map(({ id, name }) => ({ id, name }));
  parsed.speakers.push(...targets.flatMap(({ name, isUnlinked }) => (isUnlinked ? [name] : [])));
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
  const narrowed = isUnknown ? null : withTrackers(base, wanted);
  const query = narrowed && (await withSpellings(deps.index, narrowed, parsed.plain));
  if (query && findsNothing(query) && plan.excluded.length > 0)
    plan.warnings.push('Add what to look for: a query that only leaves words out finds nothing.');
  return { plan, query, parsed };
}

/** @throws AppError `invalid_input` for an unknown tracker. */
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
  const ids = [...new Set(hits.map((hit) => hit.callId))];
  const calls = new Map(
    (ids.length > 0 ? await readCalls(db, scope, { ids }, { limit: ids.length }) : []).map((call) => [call.id, call]),
  );
  const spoken = await readSegments(db, scope, hits, calls);
  const segments = new Map(spoken.map((segment) => [toSegmentId(segment), segment]));
  const found = await mapInLoopTurns(
    hits,
    { inTurn: MARKED_IN_TURN },
    ({ callId, position, score, isDirect = true }) => {
      const [segment, call] = [segments.get(toSegmentId({ callId, position })), calls.get(callId)];
      if (!segment || !call) return null;
      const text = textOf(segment);
      return { call, segment, text, highlights: findHighlights(text, marked), score, isDirect };
    },
  );
  return found.filter((one) => one !== null);
}

const MARKED_IN_TURN = 50;

export function checkRange(from: Date | undefined, to: Date | undefined): void {
  if (from && to && from >= to)
    throw new AppError(
      'invalid_input',
      `The dates are reversed: from (${from.toISOString()}) must lie before to (${to.toISOString()}).`,
    );
}

export const unknownMention = (text: string, nearest: readonly Mentionable[]): string =>
  `There is no account or person called ${text}.${nearest.length > 0 ? ` The nearest: ${nearest.map((target) => `@${target.name}`).join(', ')}.` : ''}`;

/** Given ids narrow the mentioned ids. No overlap finds nothing rather than everything. */
export function narrow<Id extends string>(mentioned: Id[], given: Id[] | undefined): Id[] {
  if (!given?.length) return mentioned;
  if (mentioned.length === 0) return given;
  const both = mentioned.filter((id) => given.includes(id));
  return both.length > 0 ? both : ['none' as Id];
}
