import { isFaint } from '../language/asking-words.ts';
import { shapingWords } from '../language/compounds.ts';
import { ownProductWords } from '../language/own-product.ts';
import { hasPrice } from '../language/price-words.ts';
import { stemOf, wordsOf } from '../language/words.ts';
import type { StandIn } from '../search/segment-index.ts';
import type { AskContext } from './draft.ts';
import { isSure, standInsOf } from './gather-evidence.ts';
import { isSaidIn, isSaidOrAsked } from './is-said-in.ts';
import { specificTerms } from './plan-question.ts';

/** `lacking`: the subject was not said at all. `unsaid`: words that much of the question rests on and nobody said. */
export type WordsSaid = { isLacking: boolean; unsaid: string[] };

/** Least share of the question's words said in scope, weighed by rarity (docs/evaluations.md). */
const LEAST_SAID = 0.2;
/** The same with words that are merely used alike: these prove little, but a refusal must not overlook them. */
const LEAST_HINTED = 0.3;
/** From this share on, all of them together are told, however little each weighs. */
const MOSTLY = 0.5;
/** From this share on, an answer without the word says so. */
const WEIGHTY = 0.25;
const YEAR = /^(?:19|20)\d\d$/;
/** Shorter words are mostly short forms of others: "yr". */
const SHORTEST = 3;

/**
 * How much of the question the calls in scope say. An unsaid word counts through its best stand-in: the stand-in's
 * worth times the lower rarity of the two. Nothing is unsaid of a topic with at most one more word, because the topic
 * finds it, unless that word is a year, nor of phrases, because any evidence found proves them said.
 */
export async function wordsSaid({ index, plan, filters, evidence }: Asked): Promise<WordsSaid> {
  const unneeded = [...shapingWords(plan.meaning), ...ownProductWords(plan.meaning)];
  const words = specificTerms(plan).filter((word) => !isFaint(stemOf(word)) && !unneeded.includes(word));
  const [filter] = filters;
  // Without a term, the words are those that the calls are most about: nobody asked for them.
  if (!filter || plan.phrases.length > 0 || plan.terms.length === 0 || words.length === 0)
    return { isLacking: false, unsaid: [] };
  const [only = ''] = words;
  if (plan.trackers.length > 0 && words.length === 1) {
    // The topic's words alone tell nothing of its year.
    const isUnsaidYear = YEAR.test(only) && !(await isSaidIn(index, filters, [only]));
    return { isLacking: false, unsaid: isUnsaidYear ? [only] : [] };
  }
  const standIns = standInsOf(plan);
  const { passages, holding } = await index.passages({ ...filter, words, standIns }, { limit: 1 });
  const rarity = (text: string) =>
    Math.log(1 + passages / (1 + Math.min(...wordsOf(text).map((word) => holding.get(stemOf(word)) ?? 0))));
  const isSaid = (text: string) => isSaidOrAsked({ index, filters, evidence }, text);
  const weighed = await Promise.all(
    words.map(async (word) => {
      const weight = rarity(word);
      if (await isSaid(word)) return { word, weight, said: weight, hinted: weight };
      const instead = standIns.filter(({ of }) => wordsOf(of).includes(word));
      const areSaid = await Promise.all(instead.map(({ text }) => isSaid(text)));
      const heard = instead.filter((_, at) => areSaid[at]);
      const most = (some: readonly StandIn[], worthOf: (one: StandIn) => number) =>
        Math.max(0, ...some.map((one) => worthOf(one) * Math.min(rarity(one.text), weight)));
      const sure = heard.filter(isSure);
      const hinted = sure.length > 0 ? weight : most(heard, () => 1);
      return { word, weight, said: most(sure, ({ worth }) => worth), hinted };
    }),
  );
  const whole = sum(weighed.map(({ weight }) => weight));
  const isSaidSo = sum(weighed.map(({ said }) => said)) >= LEAST_SAID * whole;
  const isHinted = sum(weighed.map(({ hinted }) => hinted)) >= LEAST_HINTED * whole;
  // A model's synonyms are of the whole question.
  const isLacking =
    !isSaidSo &&
    !isHinted &&
    !(await isTopicSaid({ index, plan, filters, evidence })) &&
    !(await Promise.all(synonymsOf(plan).map(isSaid))).includes(true);
  const silent = weighed.filter(
    ({ word, said, hinted }) => (isSaidSo ? hinted : said) === 0 && word.length >= SHORTEST,
  );
  const isMostly = sum(silent.map(({ weight }) => weight)) >= MOSTLY * whole;
  const unsaid = silent.filter(({ weight }) => isMostly || weight >= WEIGHTY * whole);
  return { isLacking, unsaid: unsaid.map(({ word }) => word) };
}

type Asked = Pick<AskContext, 'index' | 'plan' | 'filters' | 'evidence'>;

/**
 * Whether a topic of the question was spoken of: then it is not denied for the words beside it. A price is said by an
 * amount.
 */
async function isTopicSaid({ index, plan: { trackers }, filters, evidence }: Asked): Promise<boolean> {
  const terms = trackers.flatMap((tracker) => tracker.terms);
  if (trackers.some(({ wants }) => wants === 'figure') && evidence.some(({ text }) => hasPrice(text))) return true;
  return terms.length > 0 && isSaidIn(index, filters, terms);
}

const synonymsOf = ({ added }: AskContext['plan']): string[] =>
  added.flatMap(({ kind, text }) => (kind === 'synonym' ? [text] : []));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
