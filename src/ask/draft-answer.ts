import type { Claim } from '../citation.ts';
import { censusDraft } from './census-draft.ts';
import { type AskContext, type Draft, EMPTY_DRAFT } from './draft.ts';
import { figuresDraft } from './figures-draft.ts';
import { modelDraft } from './model-draft.ts';
import { offerDraft } from './offer-draft.ts';
import { overviewDraft } from './overview-draft.ts';
import { isReshaped, reshapeDraft } from './reshape-draft.ts';
import { ruledDraft } from './ruled-draft.ts';

/** The claims shown before the reader stopped the answer. */
export const stoppedDraft = (said: readonly Claim[], model: string | null): Draft => ({
  ...EMPTY_DRAFT,
  status: 'partial',
  parts: [
    { kind: 'note', text: 'You stopped this answer. What was proved until then:' },
    ...(said.length > 0 ? [{ kind: 'claims' as const, claims: said.map((_, at) => at) }] : []),
  ],
  claims: [...said],
  model,
  notes: ['Stopped by its reader.'],
});

/**
 * What no call tells is not searched, and a change of form keeps to the answer before. Counts and lists come from the
 * index, overviews from every call in scope, other answers from the evidence. A model sees the evidence before anything
 * is refused. Without a model, rules refuse what nobody said.
 */
export async function draftAnswer(context: AskContext): Promise<Draft> {
  const { plan, searched, evidence, model } = context;
  if (plan.measure) return figuresDraft(context, plan.measure);
  if (plan.about !== 'calls') return offerDraft(context);
  if (isReshaped(plan, context.former, model)) return reshapeDraft(context);
  if (searched.inScope === 0) return EMPTY_DRAFT;
  const census = plan.type === 'count' || plan.type === 'list' ? await censusDraft(context) : null;
  if (census && census.status !== 'not_found') return census;
  if (evidence.length === 0 || census?.isCertain) return census ?? EMPTY_DRAFT;
  if (!model) return ruledDraft(context, census);
  if (searched.choice?.answering === 0) return census ?? EMPTY_DRAFT;
  if (plan.type === 'summarize') return overviewDraft(context);
  const worded = await modelDraft(model, context);
  return worded.status === 'not_found' && census ? census : worded;
}
