import type { Sentence } from '../call.ts';
import { wordsOf } from '../language/words.ts';
import { type Embedder, withMeaning } from '../search/embedder.ts';
import { nearMoments, rankings } from '../search/find-moments.ts';
import { fuseRanks } from '../search/fuse-ranks.ts';
import { sharesOfBest } from '../search/rank-moments.ts';
import type { FoundSegment } from '../search/search-result.ts';
import { withWords } from '../search/search-segments.ts';
import type { SegmentHit, SegmentQuery, SegmentReader, StandIn } from '../search/segment-index.ts';
import { toSegmentId } from '../segment.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import { actHits } from './act-hits.ts';
import { addedRankings, fused } from './added-searches.ts';
import type { Addition, QuestionPlan } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { evidenceParts } from './evidence-parts.ts';
import { isWanted, newestMoments } from './newest-moments.ts';
import { searchTerms, specificTerms } from './plan-question.ts';
import { repliesOfSpeakers } from './replies-of-speakers.ts';
import { sameQuestions } from './same-questions.ts';

/**
 * A segment for claims to rest on. `id` is the short name for the model. `repliesTo`: the question of somebody else
 * that it replies to, where that names the subject.
 */
export type Evidence = FoundSegment & { id: string; repliesTo?: Sentence };
type Hit = SegmentHit & { asked?: Sentence };

export type EvidenceDeps = { db: Db; index: SegmentReader; embedder: Embedder | null };

/** Hits taken from each search before fusing. */
const DEPTH = 60;
/** Most words in a turn of quick talk. */
export const SHORT_TURN_WORDS = 30;
/** Weight of what people do by speaking beside the words that are left (docs/evaluations.md). */
const ACT_WEIGHT = 2;
const MOST_AROUND = 60;
const FEW_FOUND = 12;

/** Words that a model is still making, to search for beside the plan's own. */
export type ComingWords = Promise<readonly Addition[]>;
export const NO_WORDS: ComingWords = Promise.resolve([]);

/**
 * `best` come best first; `newest` are others that are wanted whatever their rank: of the newest calls, and where the
 * question itself was put in a call. `next` rank behind the best.
 */
export type Gathered = { best: Hit[]; newest: Hit[]; next: SegmentHit[] };

/** Most pieces of evidence for one question. A reader or a small model can still survey so many. */
export const MOST_EVIDENCE = 40;

/**
 * Searches for the plan's words, phrases and tracker terms, fuses the lists by rank and spreads the result over calls.
 * Compared accounts or calls get equal shares. The newest calls that speak of what is asked now are among them.
 */
export async function gatherHits(
  deps: EvidenceDeps,
  scope: Scope,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
  coming: ComingWords = NO_WORDS,
): Promise<Gathered> {
  const parts = await evidenceParts(deps.db, scope, plan, filters);
  const share = Math.ceil(MOST_EVIDENCE / parts.length);
  const lists = await Promise.all(
    parts.map(async (part) => {
      const hits = await hitsOf(deps, scope, plan, part, coming);
      const best = spreadOverCalls(hits, share);
      return { best, next: hits.filter((hit) => !best.includes(hit)) };
    }),
  );
  const ranked = inTurn(lists.map((list) => list.best)).slice(0, MOST_EVIDENCE);
  const inReply = await Promise.all(
    filters.map((filter) =>
      repliesOfSpeakers(deps.db, scope, plan, filter, (wide) => fusedHits(deps, plan, wide, { depth: MOST_EVIDENCE })),
    ),
  );
  const askedOf = new Map(inReply.flat().map((hit) => [toSegmentId(hit), hit]));
  const best: Hit[] = ranked.map((hit) => ({ ...askedOf.get(toSegmentId(hit)), ...hit }));
  const has = new Set(best.map(toSegmentId));
  const next = inTurn(lists.map((list) => list.next)).filter((hit) => !has.has(toSegmentId(hit)));
  const found = await withWords(deps.db, scope, best, { words: [] });
  const [ofNow, asked] = await Promise.all([
    newestMoments(deps.db, scope, plan, { filters, found, standIns: sureStandInsOf(plan) }),
    sameQuestions(deps.db, scope, plan, found),
  ]);
  const replies = [...askedOf.values()].filter((hit) => !has.has(toSegmentId(hit)));
  const newest = [...new Map([...ofNow, ...asked, ...replies].map((hit) => [toSegmentId(hit), hit])).values()];
  const isNew = new Set(newest.map(toSegmentId));
  return { best, newest, next: next.filter((hit) => !isNew.has(toSegmentId(hit))) };
}

/** The hits of a filter; of a time that may be the subject's, also those of calls of the time, fused by rank. */
async function hitsOf(
  deps: EvidenceDeps,
  scope: Scope,
  plan: QuestionPlan,
  filter: EvidenceFilter,
  coming: ComingWords,
): Promise<SegmentHit[]> {
  if (plan.acts.length > 0) {
    const ofActs = (await actHits(deps, scope, plan, filter)).slice(0, DEPTH);
    const isOfSomething = specificTerms(plan).length + plan.trackers.length + (await coming).length > 0;
    if (ofActs.length > 0 && !isOfSomething) return ofActs;
    if (ofActs.length > 0)
      return fuseRanks([
        { hits: ofActs, weight: ACT_WEIGHT },
        { hits: await fusedHits(deps, plan, filter, { coming }), weight: 1 },
      ]);
  }
  if (!plan.isAnyTimeToo) return fusedHits(deps, plan, filter, { coming });
  const ofTime = plan.ranges.map(({ from, to }) => ({ ...filter, ...(from && { from }), ...(to && { to }) }));
  const lists = await Promise.all([filter, ...ofTime].map((one) => fusedHits(deps, plan, one, { coming })));
  return fuseRanks(lists.map((hits) => ({ hits, weight: 1 })));
}

/** The best segments for the plan within one filter, fused from several searches. */
export async function fusedHits(
  deps: EvidenceDeps,
  plan: QuestionPlan,
  filter: EvidenceFilter,
  { depth = DEPTH, coming = NO_WORDS }: { depth?: number; coming?: ComingWords } = {},
): Promise<SegmentHit[]> {
  const searches = searchesOf(plan, filter);
  // A topic's terms already define the topic. Words of similar use to its name would bring in small talk.
  const reading = { depth, byLikeWords: !isTopicAlone(plan) };
  const ofModel = async () =>
    plan.phrases.length > 0
      ? { byWords: [], byMeaning: [] }
      : addedRankings(deps, [...plan.added, ...(await coming)], filter, reading);
  const [lists, near, added] = await Promise.all([
    Promise.all(
      searches.map(async ({ query, weight }) =>
        (await rankings(deps.index, query, reading)).map((hits) => ({ hits, weight })),
      ),
    ),
    nearHits(deps, plan, filter),
    ofModel(),
  ]);
  const byWords = fused([...lists.flat(), ...added.byWords]);
  const byMeaning = fused([...(near.length > 0 ? [{ hits: near, weight: 1 }] : []), ...added.byMeaning]);
  if (byMeaning.length === 0) return byWords;
  return fuseRanks([
    { hits: byWords, weight: 1 },
    { hits: byMeaning, weight: deps.embedder?.weight() ?? 1 },
  ]);
}

/** What is near the question in meaning; nothing where it quotes words or asks for a topic's terms alone. */
async function nearHits(deps: EvidenceDeps, plan: QuestionPlan, filter: EvidenceFilter): Promise<SegmentHit[]> {
  const words = searchTerms(plan);
  if (plan.phrases.length > 0 || words.length === 0) return [];
  const { query } = await withMeaning(deps, { ...filter, words }, plan.meaning);
  return nearMoments(deps.index, query);
}

/** Hits with their words and, for short turns, with the turns around them. */
export async function withSurroundings(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  hits: readonly Hit[],
): Promise<Evidence[]> {
  const marked = {
    words: searchTerms(plan),
    phrases: [...plan.phrases, ...plan.trackers.flatMap((tracker) => tracker.terms)],
  };
  const found = await withWords(db, scope, hits, marked);
  const around = await withWords(db, scope, whatStandsAround(found), marked);
  const ofSide = around.filter(({ segment }) => isWanted(plan, segment.speaker));
  const askedOf = new Map(hits.map((hit) => [toSegmentId(hit), hit.asked]));
  return sharesOfBest([...found, ...ofSide]).map((hit, at) => {
    const repliesTo = askedOf.get(toSegmentId(hit.segment));
    return { ...hit, id: `s${at + 1}`, ...(repliesTo && { repliesTo }) };
  });
}

/**
 * A stand-in's worth beside the question's own word (docs/evaluations.md). Words of merely similar use often mean
 * something else.
 */
const WORTH: Partial<Record<Addition['kind'], number>> = { word_form: 1, business_word: 0.6, related_word: 0.2 };
const LEAST_SURE = 0.5;

/** Whether a stand-in is sure enough to quote by and to count as said. */
export const isSure = ({ worth }: StandIn): boolean => worth >= LEAST_SURE;
export const sureStandInsOf = (plan: QuestionPlan): StandIn[] => standInsOf(plan).filter(isSure);

export const standInsOf = (plan: QuestionPlan): StandIn[] =>
  plan.added.flatMap(({ kind, text, of }) => {
    const worth = WORTH[kind];
    return worth && of ? [{ text, of, worth }] : [];
  });

/** The first of each list, then the second of each, and so on; none twice. */
function inTurn(lists: readonly SegmentHit[][]): SegmentHit[] {
  if (lists.length === 1) return lists[0] ?? [];
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const taken = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
  return [...new Map(taken.map((hit) => [toSegmentId(hit), hit])).values()];
}

/**
 * In quick talk the answer follows the turn with the topic's name: "And the price?" "Eleven." So a short turn brings
 * the two turns before and after it, ranked behind all real hits. With few hits, long turns bring neighbours too.
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
const isOfSomeone = ({ accountIds = [], personIds = [], speakerIds = [], callIds = [] }: EvidenceFilter): boolean =>
  accountIds.length + personIds.length + speakerIds.length + callIds.length > 0;
const isNarrow = (filter: EvidenceFilter): boolean => isOfSomeone(filter) || Boolean(filter.from || filter.to);

export function searchesOf(plan: QuestionPlan, filter: EvidenceFilter): { query: SegmentQuery; weight: number }[] {
  const trackerTerms = plan.trackers.flatMap((tracker) => tracker.terms);
  if (plan.phrases.length > 0) {
    return [{ query: { ...filter, words: plan.terms, phrases: plan.phrases }, weight: 1 }];
  }
  const searches: { query: SegmentQuery; weight: number }[] = [];
  const terms = searchTerms(plan);
  if (terms.length > 0) searches.push({ query: { ...filter, words: terms, standIns: standInsOf(plan) }, weight: 1 });
  // When the question names only a topic, the topic's terms carry the search. Otherwise the terms merely help, and only
  // within accounts, people or dates. Over all calls the terms would match every call's small talk about prices and
  // take most of the time.
  const isAlone = isTopicAlone(plan);
  if (trackerTerms.length > 0 && (isAlone || isNarrow(filter))) {
    searches.push({
      query: { ...filter, words: trackerTerms, anyOf: [trackerTerms], wordsIn: 'text' },
      weight: isAlone ? 1 : 0.3,
    });
    // With few calls in scope, a looser search adds neighbouring turns and similar words.
    if (!isAlone && isOfSomeone(filter)) searches.push({ query: { ...filter, words: trackerTerms }, weight: 0.3 });
  }
  return searches;
}

/**
 * Takes the best hits, but at most a fair share per call while other calls still have hits. An answer over many calls
 * must not become the answer of one call.
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
