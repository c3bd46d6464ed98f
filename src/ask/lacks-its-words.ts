import { isFaint } from '../search/asking-words.ts';
import { stemOf } from '../search/words.ts';
import type { AskContext } from './draft.ts';
import { specificTerms } from './plan-question.ts';

/** What is in scope must hold so much of what the question is about, weighed by how rare its words are (docs/evaluations.md). */
const LEAST_SHARE = 0.2;

/**
 * Whether the calls in scope do not hold what the question is about: then the nearest words are no answer to it. Weighed by rarity are the words that name no
 * tracker. A topic with at most one word beside it is found by the topic, and with phrases finding any evidence has settled it.
 */
export async function lacksItsWords({ index, plan, filters }: AskContext): Promise<boolean> {
  const words = specificTerms(plan).filter((word) => !isFaint(stemOf(word)));
  const [filter] = filters;
  if (!filter || plan.phrases.length > 0 || words.length === 0 || (plan.trackers.length > 0 && words.length === 1))
    return false;
  const { passages, holding } = await index.passages({ ...filter, words }, { limit: 1 });
  const rarity = (word: string) => Math.log(1 + passages / (1 + (holding.get(stemOf(word)) ?? 0)));
  const isSaid = async (word: string) => {
    const queries = filters.map((one) => ({ ...one, words: [], anyOf: [[word]] }));
    const counts = await Promise.all(queries.map((query) => index.count(query, { atMost: 1, ofCalls: false })));
    return counts.some(({ segments }) => segments > 0);
  };
  const said = await Promise.all(words.map(isSaid));
  const sum = (list: readonly string[]) => list.reduce((total, word) => total + rarity(word), 0);
  return sum(words.filter((_, at) => said[at])) < LEAST_SHARE * sum(words);
}
