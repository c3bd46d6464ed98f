import { scopeOf } from '../access/scope.ts';
import type { CallKind, Side } from '../call.ts';
import { AppError } from '../errors.ts';
import { type SpokenSegment, textOf, toSegmentId } from '../segment.ts';
import { type CallSummary, readCalls, readSegments } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';
import type { Mentionable } from './find-mentions.ts';
import { readMentionables } from './mentionables.ts';
import { parseQuery } from './parse-query.ts';
import type { SegmentHit, SegmentIndex, SegmentQuery } from './segment-index.ts';
import { findHighlights } from './words.ts';

export type SearchDeps = { db: Db; index: SegmentIndex; now: () => Date };

export type SearchRequest = {
  query: string;
  accountIds?: string[];
  personIds?: string[];
  side?: Side;
  kind?: CallKind;
  from?: Date;
  to?: Date;
  asOf?: Date;
  groupBy?: 'segment' | 'call';
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
};

export type SearchPlan = {
  accounts: { id: string; name: string }[];
  people: { id: string; name: string }[];
  from: Date | null;
  to: Date | null;
  side: Side | null;
  kind: CallKind | null;
  terms: string[];
  phrases: string[];
  excluded: string[];
  warnings: string[];
};

/** `total` counts segments, or calls when grouped by call. */
export type SearchResult = { hits: FoundSegment[]; total: number; cursor: string | null; plan: SearchPlan };

export const LONGEST_QUERY = 4000;

/**
 * Searches what the viewer may read. Ids and scores come from the index, words from the store, and what the store does not show the viewer
 * is left out.
 * @throws AppError `invalid_input`, `index_unavailable`.
 */
export async function searchSegments(deps: SearchDeps, viewer: Viewer, request: SearchRequest): Promise<SearchResult> {
  if (request.query.length > LONGEST_QUERY)
    throw new AppError(
      'invalid_input',
      `The query has ${request.query.length} characters; ${LONGEST_QUERY} are possible.`,
    );
  checkRange(request.from, request.to);
  const scope = scopeOf(viewer, request.asOf);
  const calendar = await readOrganization(deps.db, viewer.organizationId);
  const known = await readMentionables(deps.db, scope, request.query);
  const parsed = parseQuery(request.query, known, request.asOf ?? deps.now(), calendar);
  const found: Mentionable[] = [];
  for (const mention of parsed.mentions) {
    if (mention.state === 'found') found.push(mention.target);
    else if (mention.state === 'several') found.push(...mention.candidates);
    else parsed.warnings.push(unknownMention(mention.text, mention.candidates));
  }
  const accounts = found.filter((target) => target.kind === 'account');
  const people = found.filter((target) => target.kind === 'person');
  const hasUnknown = parsed.mentions.some((mention) => mention.state === 'unknown');
  const plan: SearchPlan = {
    accounts: accounts.map(({ id, name }) => ({ id, name })),
    people: people.map(({ id, name }) => ({ id, name })),
    from: latest(parsed.from, request.from),
    to: earliest(parsed.to, request.to),
    side: request.side ?? parsed.side,
    kind: request.kind ?? parsed.kind,
    terms: parsed.words,
    phrases: parsed.phrases,
    excluded: parsed.excluded,
    warnings: parsed.warnings,
  };
  const query: SegmentQuery = {
    scope,
    words: plan.terms,
    phrases: plan.phrases,
    excluded: plan.excluded,
    accountIds: narrow(
      plan.accounts.map((account) => account.id),
      request.accountIds,
    ),
    personIds: narrow(
      plan.people.map((person) => person.id),
      request.personIds,
    ),
    ...(plan.side && { side: plan.side }),
    ...(plan.kind && { kind: plan.kind }),
    ...(plan.from && { from: plan.from }),
    ...(plan.to && { to: plan.to }),
  };
  if (hasUnknown && found.length === 0) return { hits: [], total: 0, cursor: null, plan };

  const limit = request.limit ?? 20;
  const offset = request.cursor === undefined ? 0 : readCursor(request.cursor);
  const count = await deps.index.count(query);
  const byCall = request.groupBy === 'call';
  const hits = byCall
    ? bestOfEachCall(await deps.index.search(query, { limit: 1000 })).slice(offset, offset + limit)
    : await searchSpread(deps.index, query, { limit, offset });
  const isMore = byCall
    ? offset + limit < count.calls && hits.length === limit
    : offset + hits.length < count.segments && hits.length > 0;
  return {
    hits: await withWords(deps.db, scope, hits, [...plan.terms, ...plan.phrases]),
    total: byCall ? count.calls : count.segments,
    cursor: isMore ? writeCursor(offset + limit) : null,
    plan,
  };
}

/** Hits with their calls and words, in the order given. */
export async function withWords(
  db: Db,
  scope: SegmentQuery['scope'],
  hits: readonly SegmentHit[],
  words: readonly string[],
): Promise<FoundSegment[]> {
  const segments = new Map((await readSegments(db, scope, hits)).map((segment) => [toSegmentId(segment), segment]));
  const ids = [...new Set(hits.map((hit) => hit.callId))];
  const calls = new Map(
    (ids.length > 0 ? await readCalls(db, scope, { ids }, { limit: ids.length }) : []).map((call) => [call.id, call]),
  );
  return hits.flatMap(({ callId, position, score }) => {
    const [segment, call] = [segments.get(toSegmentId({ callId, position })), calls.get(callId)];
    if (!segment || !call) return [];
    const text = textOf(segment);
    return [{ call, segment, text, highlights: findHighlights(text, words), score }];
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

const latest = (a: Date | null, b: Date | undefined): Date | null => (a && b ? (a > b ? a : b) : (a ?? b ?? null));
const earliest = (a: Date | null, b: Date | undefined): Date | null => (a && b ? (a < b ? a : b) : (a ?? b ?? null));

/** Given ids narrow what the mentions say; ids that fit no mention find nothing rather than everything. */
export function narrow(mentioned: string[], given: string[] | undefined): string[] {
  if (!given?.length) return mentioned;
  if (mentioned.length === 0) return given;
  const both = mentioned.filter((id) => given.includes(id));
  return both.length > 0 ? both : ['none'];
}

/** Hits of the first pages that are put in order together: cursors within them stay stable. */
const SPREAD_DEPTH = 100;
const SPREAD_PLACES = 5;
const APART = 3;

/**
 * Best first, but the first places show different moments: a segment next to one that stands there already says mostly the same, and a
 * reader who looks at five places wants five chances (docs/evaluations.md has what it gains).
 */
async function searchSpread(
  index: SegmentIndex,
  query: SegmentQuery,
  page: { limit: number; offset: number },
): Promise<SegmentHit[]> {
  if (page.offset >= SPREAD_DEPTH) return index.search(query, page);
  const hits = await index.search(query, { limit: Math.max(SPREAD_DEPTH, page.offset + page.limit) });
  const first: SegmentHit[] = [];
  for (const hit of hits.slice(0, SPREAD_DEPTH)) {
    if (first.length === SPREAD_PLACES) break;
    if (!first.some((other) => other.callId === hit.callId && Math.abs(other.position - hit.position) <= APART))
      first.push(hit);
  }
  return [...first, ...hits.filter((hit) => !first.includes(hit))].slice(page.offset, page.offset + page.limit);
}

function bestOfEachCall(hits: readonly SegmentHit[]): SegmentHit[] {
  const seen = new Set<string>();
  return hits.filter(({ callId }) => !seen.has(callId) && seen.add(callId));
}

const writeCursor = (offset: number): string => Buffer.from(JSON.stringify({ offset })).toString('base64url');

function readCursor(cursor: string): number {
  try {
    const { offset } = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw new AppError('invalid_input', 'This cursor is not one of ours. Start again without a cursor.');
}
