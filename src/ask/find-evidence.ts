import { rememberingEmbedder } from '../search/remembering-embedder.ts';
import type { Scope } from '../viewer.ts';
import type { Searched } from './answer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { type ComingWords, type Evidence, gatherHits, type SearchDeps, withSurroundings } from './gather-evidence.ts';
import { countSearched } from './question-scope.ts';

/** Most pieces of evidence for one question. A reader or a small model can still survey so many. */
export const MOST_EVIDENCE = 40;

export type Found = { evidence: Evidence[]; searched: Searched };
type Search = { plan: QuestionPlan; filters: readonly EvidenceFilter[]; coming: ComingWords };

/**
 * The evidence for a plan, best first, and how much was searched. The plan's own words are searched while a model still
 * makes others; `onWords` gets the plan with these, before anything of them is found.
 */
export async function findEvidence(
  deps: SearchDeps,
  scope: Scope,
  { plan, filters, coming }: Search,
  onWords: (richer: QuestionPlan) => Promise<void>,
): Promise<Found> {
  const { embedder } = deps;
  const searching = { ...deps, embedder: embedder && rememberingEmbedder(embedder) };
  const enriched = coming.then(async (added) => {
    const richer = added.length > 0 ? { ...plan, added: [...plan.added, ...added] } : plan;
    await onWords(richer);
    return countSearched(deps, scope, richer, filters);
  });
  const [hits, searched] = await Promise.all([
    gatherHits(searching, scope, plan, filters, { limit: MOST_EVIDENCE, coming }),
    enriched,
  ]);
  return { evidence: await withSurroundings(deps.db, scope, plan, hits), searched };
}
