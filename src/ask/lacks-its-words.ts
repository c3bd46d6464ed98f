import { isFaint } from '../search/asking-words.ts';
import { stemOf, wordsOf } from '../search/words.ts';
import type { AskContext } from './draft.ts';
import { sureAlternativesOf } from './gather-evidence.ts';
import { specificTerms } from './plan-question.ts';

/** What is in scope must hold so much of what the question is about, weighed by how rare its words are (docs/evaluations.md). */
const LEAST_SHARE = 0.2;

/**
 * Whether the calls in scope do not hold what the question is about: then the nearest words are no answer to it. Weighed by rarity are the words that name no
 * tracker; what is said for one that nobody said counts as much as it is worth and as rare as it is itself. A topic with at most one word beside it is found by
 * the topic, and with phrases finding any evidence has settled it.
 */
export async function lacksItsWords({ index, plan, filters }: AskContext): Promise<boolean> {
  const words = specificTerms(plan).filter((word) => !isFaint(stemOf(word)));
  const [filter] = filters;
  if (!filter || plan.phrases.length > 0 || words.length === 0 || (plan.trackers.length > 0 && words.length === 1))
    return false;
  const alternatives = sureAlternativesOf(plan);
  const { passages, holding } = await index.passages({ ...filter, words, alternatives }, { limit: 1 });
  const rarity = (text: string) =>
    Math.log(1 + passages / (1 + Math.min(...wordsOf(text).map((word) => holding.get(stemOf(word)) ?? 0))));
  const isSaid = async (texts: readonly string[]) => {
    const queries = filters.map((one) => ({ ...one, words: [], anyOf: [[...texts]] }));
    const counts = await Promise.all(queries.map((query) => index.count(query, { atMost: 1, ofCalls: false })));
    return counts.some(({ segments }) => segments > 0);
  };
  const weightSaid = async (word: string): Promise<number> => {
    if (await isSaid([word])) return rarity(word);
    const instead = alternatives.filter(({ of }) => wordsOf(of).includes(word));
    const said = await Promise.all(instead.map(({ text }) => isSaid([text])));
    return Math.max(
      0,
      ...instead.map(({ text, worth }, at) => (said[at] ? worth * Math.min(rarity(text), rarity(word)) : 0)),
    );
  };
  const said = await Promise.all(words.map(weightSaid));
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
  return sum(said) < LEAST_SHARE * sum(words.map(rarity));
}
