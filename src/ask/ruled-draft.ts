import { contentWords } from '../language/stop-words.ts';
import { describedDraft } from './described-draft.ts';
import { type AskContext, type Draft, EMPTY_DRAFT } from './draft.ts';
import { isSaidIn } from './is-said-in.ts';
import { nearSentences } from './near-sentences.ts';
import { overviewDraft } from './overview-draft.ts';
import { specificTerms } from './plan-question.ts';
import { NEAREST, quotingDraft } from './quoting-draft.ts';
import { wordsSaid } from './words-said.ts';
import { listWords } from './write-text.ts';

/**
 * The answer from the evidence without a model. Rules refuse only what nobody said. Where a weighty word was not said,
 * the evidence is neither a refusal nor an answer: the nearest moments, with the word. `census` is a count or a list
 * that found nothing.
 */
export async function ruledDraft(context: AskContext, census: Draft | null): Promise<Draft> {
  const { plan } = context;
  const { isLacking, unsaid } = await wordsSaid(context);
  // Nobody says a description word for word, so its words prove nothing by their absence.
  if (isLacking && !plan.isDescription) return census ?? nearestInMeaning(context, unsaid);
  const without = (words: readonly string[]) => withoutWords(plan, words);
  if (census) {
    const lacking = !plan.isDescription ? [] : isLacking ? specificTerms(plan) : unsaid;
    const because = [...census.notes, ...(lacking.length > 0 ? [without(lacking)] : [])].join(' ');
    return { ...asFarAsSaid(await describedDraft(context, because), lacking), census: census.census };
  }
  if (plan.type === 'summarize') return overviewDraft(context);
  const missing = [...unsaid, ...plan.unsaidTimes];
  if (missing.length === 0 && plan.acts.length > 0) return nearestOfActs(context);
  if (missing.length === 0) return quotingDraft(context);
  const because = `${without(missing)} ${NEAREST}`;
  return asFarAsSaid(await quotingDraft(context, { because, isNearest: true }), missing);
}

/**
 * Least cosine of a sentence that comes near a question whose word nobody said, as in a search by meaning. On the
 * invented calls “rollout” and “vendors”, said otherwise, are at .36 and .39, and what nobody spoke of at .11 to .29.
 */
const LEAST_NEAR = 0.35;

/**
 * A word that nobody said ends no answer where somebody is named and something said is near: "When is the rollout at
 * Acme?" Over all calls something always is, so there the refusal stays.
 */
async function nearestInMeaning(context: AskContext, unsaid: readonly string[]): Promise<Draft> {
  const { plan, evidence, embedder } = context;
  const isOfSomeone = plan.accounts.length + plan.people.length + plan.speakers.length + plan.calls.length > 0;
  // Other models place texts at other distances, and acts are compared with more than the question.
  const isMeasured = embedder !== null && !embedder.isChosen && plan.acts.length === 0;
  if (!isOfSomeone || !isMeasured || unsaid.length !== 1) return EMPTY_DRAFT;
  const nearness = await nearSentences(context, plan, evidence);
  const near = evidence.filter(({ segment }) => segment.sentences.some((one) => nearness(one) >= LEAST_NEAR));
  if (near.length === 0) return EMPTY_DRAFT;
  const because = `${withoutWords(plan, unsaid)} ${NEAREST_IN_MEANING}`;
  return asFarAsSaid(await quotingDraft({ ...context, evidence: near }, { because, isNearest: true }), unsaid);
}

const withoutWords = (plan: AskContext['plan'], words: readonly string[]): string =>
  `${whoDidNotSay(plan)} ${words.map((word) => `“${word}”`).join(' or ')} in these calls.`;

/** Where the words of some alone were looked through, others may have said it. */
function whoDidNotSay({ side, speakers }: AskContext['plan']): string {
  if (speakers.length > 0) return `${listWords(speakers.map(({ name }) => name))} did not say`;
  if (side === 'customer') return 'No customer said';
  return side === 'us' ? 'None of us said' : 'Nobody said';
}

/** Whether somebody complains or is a champion is for the reader to judge: the moments nearest in meaning are shown. */
async function nearestOfActs(context: AskContext): Promise<Draft> {
  const words = context.plan.acts.flatMap((asked) => contentWords(asked.words));
  const isSaid = await isSaidIn(context.index, context.filters, words);
  const draft = await quotingDraft(context, { because: isSaid ? NEAREST : NEAREST_IN_MEANING, isNearest: true });
  return draft.status === 'answered' && !isSaid ? { ...draft, status: 'partial' } : draft;
}

/** Whether they answer is not told: a call may say it outright in other words. */
const NEAREST_IN_MEANING = 'These moments come nearest in meaning, and may not say it outright.';

const asFarAsSaid = (draft: Draft, unsaid: readonly string[]): Draft =>
  draft.status === 'answered' && unsaid.length > 0 ? { ...draft, status: 'partial' } : draft;
