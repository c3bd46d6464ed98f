import { isFaint } from '../search/asking-words.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import { isStopWord, stemOf } from '../search/words.ts';
import type { EvidenceFilter } from './gather-evidence.ts';
import { hasTopic, type QuestionPlan, specificTerms } from './plan-question.ts';

/** Beyond, a long question would be searched for by a dictionary. */
const MOST_WORDS = 24;
/** Passages with such words in which it is seen which of them were said. */
const MOST_PASSAGES = 80;

/**
 * The plan with other words for its own, as far as they were said there: people seldom ask in the words that were spoken. Only where accounts or people
 * narrow the search: over all calls other senses of the words find more that is wrong than right (docs/evaluations.md). Quoted words, and what is
 * counted and listed, stay as they are.
 */
export async function addRelatedWords(
  index: SegmentReader,
  plan: QuestionPlan,
  filters: readonly EvidenceFilter[],
): Promise<QuestionPlan> {
  const isNarrow = filters.some(({ accountIds = [], personIds = [] }) => accountIds.length + personIds.length > 0);
  if (!hasTopic(plan) || !isNarrow || plan.phrases.length > 0 || plan.type === 'count' || plan.type === 'list')
    return plan;
  // The dictionary is read when a question first wants it: every command would start a fifth of a second later.
  const { otherWordsFor } = await import('./thesaurus.ts');
  const own = new Set(plan.terms.map(stemOf));
  const others = new Map<string, string>();
  for (const word of specificTerms(plan).flatMap(otherWordsFor)) {
    const stem = stemOf(word);
    if (!own.has(stem) && !others.has(stem) && !isStopWord(word) && !isFaint(stem)) others.set(stem, word);
  }
  if (others.size === 0) return plan;
  // Looked for in the calls that are asked about: what an index counts is of all that share it, and the plan shows these words.
  const found = await Promise.all(
    filters.map((filter) => index.passages({ ...filter, words: [...others.values()] }, { limit: MOST_PASSAGES })),
  );
  const said = new Set(
    found.flatMap(({ stretches }) =>
      stretches.flatMap(({ segments }) => segments.flatMap(({ text }) => text.split(' '))),
    ),
  );
  const kept = [...others].filter(([stem]) => said.has(stem)).slice(0, MOST_WORDS);
  const added = kept.map(([, text]) => ({ kind: 'related_word' as const, text }));
  return added.length > 0 ? { ...plan, added: [...plan.added, ...added] } : plan;
}
