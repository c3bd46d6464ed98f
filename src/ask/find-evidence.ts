import { rememberingEmbedder } from '../search/remembering-embedder.ts';
import { withWords } from '../search/search-segments.ts';
import type { SegmentHit } from '../search/segment-index.ts';
import { toSegmentId } from '../segment.ts';
import type { Scope } from '../viewer.ts';
import type { Searched } from './answer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { type Choosing, chooseCandidates, isChosenFor, MOST_CHOSEN, MOST_TO_CHOOSE_FROM } from './choose-candidates.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import {
  type ComingWords,
  type Evidence,
  type EvidenceDeps,
  type Gathered,
  gatherHits,
  withSurroundings,
} from './gather-evidence.ts';
import { countSearched } from './question-scope.ts';

type Search = {
  plan: QuestionPlan;
  filters: readonly EvidenceFilter[];
  coming: ComingWords;
  /** The model that chooses; null without one. */
  choosing: Choosing | null;
};

/**
 * The evidence for a plan, best first, and how much was searched. The plan's own words are searched while a model still
 * makes others; `onWords` gets the plan with these. Then the model reads the best moments once and chooses among them.
 */
export async function findEvidence(
  deps: EvidenceDeps,
  scope: Scope,
  { plan, filters, coming, choosing }: Search,
  onWords: (richer: QuestionPlan) => Promise<void>,
): Promise<{ evidence: Evidence[]; searched: Searched }> {
  const { embedder } = deps;
  const searching = { ...deps, embedder: embedder && rememberingEmbedder(embedder) };
  const enriched = coming.then(async (added) => {
    const richer = added.length > 0 ? { ...plan, added: [...plan.added, ...added] } : plan;
    await onWords(richer);
    return { richer, searched: await countSearched(deps, scope, richer, filters) };
  });
  const [gathered, { richer, searched }] = await Promise.all([
    gatherHits(searching, scope, plan, filters, coming),
    enriched,
  ]);
  const { hits, choice } = await chosenHits(deps, scope, richer, gathered, choosing);
  return { evidence: await withSurroundings(deps.db, scope, plan, hits), searched: { ...searched, choice } };
}

/**
 * The hits as a model chose them, those behind the chosen that rank best, and what is newest; without a choice, as they
 * rank. Of so few that all are given to whoever answers, none is chosen.
 */
async function chosenHits(
  { db }: EvidenceDeps,
  scope: Scope,
  plan: QuestionPlan,
  { best, newest, next }: Gathered,
  choosing: Choosing | null,
): Promise<{ hits: SegmentHit[]; choice: Searched['choice'] }> {
  const ranked = { hits: [...best, ...newest], choice: null };
  if (!choosing || !isChosenFor(plan) || best.length <= MOST_CHOSEN) return ranked;
  const candidates = await withWords(db, scope, [...best, ...newest, ...next].slice(0, MOST_TO_CHOOSE_FROM), {
    words: [],
  });
  const choice = await chooseCandidates(choosing, plan, candidates);
  if (!choice) return ranked;
  const byId = new Map([...best, ...newest, ...next].map((hit) => [toSegmentId(hit), hit]));
  const answering = choice.answering.flatMap(({ segment }) => byId.get(toSegmentId(segment)) ?? []);
  const behind = [...new Set([...answering, ...best])].slice(0, MOST_CHOSEN);
  return {
    hits: [...new Set([...behind, ...newest])],
    choice: { read: choice.read, answering: answering.length },
  };
}
