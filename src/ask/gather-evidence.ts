import { type Embedder, withMeaning } from '../search/embedder.ts';
import { rankedMoments } from '../search/find-moments.ts';
import { fuseRanks } from '../search/fuse-ranks.ts';
import { type FoundSegment, withWords } from '../search/search-segments.ts';
import type { SegmentHit, SegmentQuery, SegmentReader } from '../search/segment-index.ts';
import { wordsOf } from '../search/words.ts';
import { toSegmentId } from '../segment.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import { type QuestionPlan, specificTerms } from './plan-question.ts';

/** A segment that may carry a claim. `id` is the short name by which a model refers to it. */
export type Evidence = FoundSegment & { id: string };

/** Where the answer is looked for: the plan's filters, narrowed by what the caller gave. */
export type EvidenceFilter = Omit<SegmentQuery, 'words' | 'phrases' | 'anyOf' | 'excluded'>;

type Deps = { db: Db; index: SegmentReader; embedder: Embedder | null };

/** Hits taken from each search before they are fused. */
const DEPTH = 60;
const SHORT_TURN_WORDS = 30;
const MOST_AROUND = 60;
/**
 * Searches for the plan's words, its phrases and its trackers' terms, fuses the lists by rank and spreads the result over calls.
 * Best first.
 */
export async function gatherEvidence(
  deps: Deps,
  scope: Scope,
  plan: QuestionPlan,
  filter: EvidenceFilter,
  limit: number,
): Promise<Evidence[]> {
  const searches = searchesOf(plan, filter);
  const lists = await Promise.all(
    searches.map(async ({ query }) => {
      const meant = await withMeaning(deps, query, plan.meaning);
      return rankedMoments(deps.index, meant.query, DEPTH);
    }),
  );
  const fused = fuseRanks(lists.map((hits, at) => ({ hits: hits.slice(0, DEPTH), weight: searches[at]?.weight ?? 1 })));
  const spread = spreadOverCalls(fused, limit);
  const marked = {
    words: plan.terms,
    phrases: [...plan.phrases, ...plan.trackers.flatMap((tracker) => tracker.terms)],
  };
  const found = await withWords(deps.db, scope, spread, marked);
  const around = await withWords(deps.db, scope, aroundShortTurns(found), marked);
  const ofSide = around.filter((hit) => !plan.side || hit.segment.speaker.side === plan.side);
  return [...found, ...ofSide].map((hit, at) => ({ ...hit, id: `s${at + 1}` }));
}

/**
 * In quick talk the answer stands in the turn after the one that names the topic: "And the price?" "Eleven." So short turns bring the two
 * before and after them along, behind all that was found itself.
 */
function aroundShortTurns(found: readonly FoundSegment[]): SegmentHit[] {
  const has = new Set(found.map(({ segment }) => toSegmentId(segment)));
  const around: SegmentHit[] = [];
  for (const { segment, text, score } of found) {
    if (wordsOf(text).length > SHORT_TURN_WORDS) continue;
    for (const position of [segment.position + 1, segment.position - 1, segment.position + 2, segment.position - 2]) {
      const key = toSegmentId({ callId: segment.callId, position });
      if (position < 0 || has.has(key) || around.length === MOST_AROUND) continue;
      has.add(key);
      around.push({ callId: segment.callId, position, score: score / 2 });
    }
  }
  return around;
}

export function searchesOf(plan: QuestionPlan, filter: EvidenceFilter): { query: SegmentQuery; weight: number }[] {
  const trackerTerms = plan.trackers.flatMap((tracker) => tracker.terms);
  if (plan.phrases.length > 0) {
    return [{ query: { ...filter, words: plan.terms, phrases: plan.phrases }, weight: 1 }];
  }
  const searches: { query: SegmentQuery; weight: number }[] = [];
  if (plan.terms.length > 0) {
    // What a segment says itself and what is said around it err differently: fused they are right more often (docs/evaluations.md).
    searches.push({ query: { ...filter, words: plan.terms }, weight: 1 });
    searches.push({ query: { ...filter, words: plan.terms, wordsIn: 'text' }, weight: 1 });
  }
  if (trackerTerms.length > 0) {
    // Where the question names nothing besides the topic, the topic's terms carry the search; else they only help.
    const isTopicAlone = specificTerms(plan).length === 0;
    searches.push({ query: { ...filter, words: trackerTerms, anyOf: [trackerTerms] }, weight: isTopicAlone ? 1 : 0.3 });
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
