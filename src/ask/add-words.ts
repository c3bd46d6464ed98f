import type { SegmentReader } from '../search/segment-index.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import { addRelatedWords } from './add-related-words.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { comparesCalls } from './evidence-parts.ts';
import { isSaidIn } from './is-said-in.ts';
import { hasTopic } from './plan-question.ts';
import { readMisspelt } from './read-misspelt.ts';
import { settleSubjectTimes } from './settle-subject-times.ts';
import { tellingWords } from './telling-words.ts';
import { withoutUnsaidPredicates } from './unsaid-predicates.ts';

/** The plan with more words to search for: related words or, without a topic, the words its calls are most about. */
export async function addWords(
  deps: { db: Db; index: SegmentReader },
  scope: Scope,
  asked: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<QuestionPlan> {
  const timed = await settleSubjectTimes(deps.index, asked, filters);
  const spelt = await readMisspelt(deps.index, scope, timed);
  const related =
    hasTopic(spelt) && !(await isUnsaidInCalls(deps.index, spelt, filters))
      ? await addRelatedWords(deps.index, spelt, filters)
      : spelt;
  const plan = await withoutUnsaidPredicates(deps.index, related, filters);
  if (plan !== spelt && hasTopic(plan)) return plan;
  if (hasTopic(plan) && !(await isUnsaidInCalls(deps.index, plan, filters))) return plan;
  if (plan.type === 'count' || plan.type === 'list') return plan;
  const words = await tellingWords(deps, scope, filters, { isShared: comparesCalls(plan) });
  const unsaid = plan.terms.map((term) => `"${term}"`).join(', ');
  return {
    ...plan,
    terms: [],
    runs: [],
    added: [...plan.added, ...words.map((text) => ({ kind: 'telling_word' as const, text }))],
    warnings:
      unsaid === ''
        ? plan.warnings
        : [...plan.warnings, `${unsaid} was not said there: this is what was talked about.`],
  };
}

/** Who asks for the decisions of one call need not use a word of it: the call itself is the topic then. */
async function isUnsaidInCalls(
  index: SegmentReader,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<boolean> {
  if (plan.calls.length === 0 || plan.trackers.length + plan.phrases.length > 0) return false;
  return !(await isSaidIn(index, filters, plan.terms));
}
