import { type Embedder, withMeaning } from '../search/embedder.ts';
import { rankings } from '../search/find-moments.ts';
import { fuseRanks } from '../search/fuse-ranks.ts';
import { type FoundSegment, withWords } from '../search/search-segments.ts';
import type { Alternative, SegmentHit, SegmentQuery, SegmentReader } from '../search/segment-index.ts';
import { contentWords, wordsOf } from '../search/words.ts';
import { toSegmentId } from '../segment.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import { type Addition, type QuestionPlan, searchTerms, specificTerms } from './plan-question.ts';

/** A segment that may carry a claim. `id` is the short name by which a model refers to it. */
export type Evidence = FoundSegment & { id: string };

/** Where the answer is looked for: the plan's filters, narrowed by what the caller gave. One for each stretch of time. */
export type EvidenceFilter = Omit<SegmentQuery, 'words' | 'phrases' | 'anyOf' | 'excluded'>;

type Deps = { db: Db; index: SegmentReader; embedder: Embedder | null };

/** Hits taken from each search before they are fused. */
const DEPTH = 60;
/** A turn of quick talk has no more words than this. */
export const SHORT_TURN_WORDS = 30;
const MOST_AROUND = 60;
const FEW_FOUND = 12;

/**
 * Searches for the plan's words, its phrases and its trackers' terms, fuses the lists by rank and spreads the result over calls; what is compared gets an
 * equal part each. Best first.
 */
export async function gatherEvidence(
  deps: Deps,
  scope: Scope,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
  limit: number,
): Promise<Evidence[]> {
  const parts = partsOf(plan, filters);
  const share = Math.ceil(limit / parts.length);
  const lists = await Promise.all(parts.map(async (part) => spreadOverCalls(await fusedHits(deps, plan, part), share)));
  return withSurroundings(deps.db, scope, plan, inTurn(lists).slice(0, limit));
}

/** The best segments for the plan within one filter, fused from several searches. */
export async function fusedHits(
  deps: Deps,
  plan: QuestionPlan,
  filter: EvidenceFilter,
  depth = DEPTH,
): Promise<SegmentHit[]> {
  const searches = searchesOf(plan, filter);
  // What a topic is its terms say: words that are used like its name bring small talk about it.
  const byLikeWords = !isTopicAlone(plan);
  const lists = await Promise.all(
    searches.map(async ({ query, weight }) => {
      const meant = await withMeaning(deps, query, plan.meaning);
      return (await rankings(deps.index, meant.query, { depth, byLikeWords })).map((hits) => ({ hits, weight }));
    }),
  );
  return fuseRanks(lists.flat());
}

/** Hits with their words and, where they are short turns, with what was said around them. */
export async function withSurroundings(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  hits: readonly SegmentHit[],
): Promise<Evidence[]> {
  const marked = {
    words: searchTerms(plan),
    phrases: [...plan.phrases, ...plan.trackers.flatMap((tracker) => tracker.terms)],
  };
  const found = await withWords(db, scope, hits, marked);
  const around = await withWords(db, scope, whatStandsAround(found), marked);
  const ofSide = around.filter((hit) => !plan.side || hit.segment.speaker.side === plan.side);
  return [...found, ...ofSide].map((hit, at) => ({ ...hit, id: `s${at + 1}` }));
}

/** What an alternative is worth beside the question's own word (docs/evaluations.md). Words that are only used like it often mean something else. */
const WORTH: Partial<Record<Addition['kind'], number>> = { word_form: 1, business_word: 0.6, related_word: 0.2 };
const LEAST_SURE = 0.5;

/** Those by which something may be quoted, and counts as said. */
export const sureAlternativesOf = (plan: QuestionPlan): Alternative[] =>
  alternativesOf(plan).filter(({ worth }) => worth >= LEAST_SURE);

const alternativesOf = (plan: QuestionPlan): Alternative[] =>
  plan.added.flatMap(({ kind, text, of }) => {
    const worth = WORTH[kind];
    return worth && of ? [{ text, of, worth }] : [];
  });

/** What is looked at apart: stretches of time that do not touch, and what a comparison compares. */
function partsOf(plan: QuestionPlan, filters: readonly EvidenceFilter[]): EvidenceFilter[] {
  return filters.flatMap((filter) => {
    const ids = filter.accountIds ?? [];
    return plan.type === 'compare' && ids.length > 1 ? ids.map((id) => ({ ...filter, accountIds: [id] })) : [filter];
  });
}

/** The first of each list, then the second of each, and so on; none twice. */
function inTurn(lists: readonly SegmentHit[][]): SegmentHit[] {
  if (lists.length === 1) return lists[0] ?? [];
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const taken = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
  return [...new Map(taken.map((hit) => [toSegmentId(hit), hit])).values()];
}

/**
 * In quick talk the answer stands in the turn after the one that names the topic: "And the price?" "Eleven." So short turns bring the two
 * before and after them along, behind all that was found itself. Where hardly anything was found, so do long ones.
 */
function whatStandsAround(found: readonly FoundSegment[]): SegmentHit[] {
  const has = new Set(found.map(({ segment }) => toSegmentId(segment)));
  const around: SegmentHit[] = [];
  for (const { segment, text, score } of found) {
    if (found.length >= FEW_FOUND && wordsOf(text).length > SHORT_TURN_WORDS) continue;
    for (const position of [segment.position + 1, segment.position - 1, segment.position + 2, segment.position - 2]) {
      const key = toSegmentId({ callId: segment.callId, position });
      if (position < 0 || has.has(key) || around.length === MOST_AROUND) continue;
      has.add(key);
      around.push({ callId: segment.callId, position, score: score / 2 });
    }
  }
  return around;
}

const isTopicAlone = (plan: QuestionPlan): boolean => plan.trackers.length > 0 && specificTerms(plan).length === 0;
const isOfSomeone = ({ accountIds = [], personIds = [] }: EvidenceFilter): boolean =>
  accountIds.length + personIds.length > 0;
const isNarrow = (filter: EvidenceFilter): boolean => isOfSomeone(filter) || Boolean(filter.from || filter.to);

export function searchesOf(plan: QuestionPlan, filter: EvidenceFilter): { query: SegmentQuery; weight: number }[] {
  const trackerTerms = plan.trackers.flatMap((tracker) => tracker.terms);
  if (plan.phrases.length > 0) {
    return [{ query: { ...filter, words: plan.terms, phrases: plan.phrases }, weight: 1 }];
  }
  const searches: { query: SegmentQuery; weight: number }[] = [];
  const terms = searchTerms(plan);
  if (terms.length > 0)
    searches.push({ query: { ...filter, words: terms, alternatives: alternativesOf(plan) }, weight: 1 });
  // Where the question names nothing besides the topic, the topic's terms carry the search. Else they only help, and only where accounts, people or
  // dates narrow it: over everything they find every call's small talk about prices, and cost most of the time.
  const isAlone = isTopicAlone(plan);
  if (trackerTerms.length > 0 && (isAlone || isNarrow(filter))) {
    searches.push({
      query: { ...filter, words: trackerTerms, anyOf: [trackerTerms], wordsIn: 'text' },
      weight: isAlone ? 1 : 0.3,
    });
    // Where few calls are asked about, also what is said around them and in words like them.
    if (!isAlone && isOfSomeone(filter)) searches.push({ query: { ...filter, words: trackerTerms }, weight: 0.3 });
  }
  const synonyms = plan.added.flatMap(({ kind, text }) => (kind === 'synonym' ? contentWords(text) : []));
  if (synonyms.length > 0) searches.push({ query: { ...filter, words: synonyms }, weight: 0.3 });
  for (const { kind, text } of plan.added) {
    const words = kind === 'sub_question' ? contentWords(text) : [];
    if (words.length > 0) searches.push({ query: { ...filter, words }, weight: 0.4 });
  }
  return searches;
}

/**
 * Takes the best, but no more from one call than a fair share of the places while other calls still have something to say: an answer
 * over many calls must not be one call's.
 */
export function spreadOverCalls(hits: readonly SegmentHit[], limit: number): SegmentHit[] {
  const calls = new Set(hits.map((hit) => hit.callId)).size;
  const share = Math.max(3, Math.ceil((2 * limit) / Math.max(1, calls)));
  const perCall = new Map<string, number>();
  const kept = hits.filter((hit) => {
    const taken = perCall.get(hit.callId) ?? 0;
    perCall.set(hit.callId, taken + 1);
    return taken < share;
  });
  const rest = hits.filter((hit) => !kept.includes(hit));
  return [...kept.slice(0, limit), ...rest.slice(0, Math.max(0, limit - kept.length))];
}
