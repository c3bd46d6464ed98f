import { toCallId } from '../call.ts';
import type { Wish } from '../language/answer-edits.ts';
import { leansOnBefore } from '../language/leaning-words.ts';
import { givesReason } from '../language/reasons.ts';
import { withWords } from '../search/search-segments.ts';
import { toSegmentId } from '../segment.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { AnswerPart, NamedCall } from './answer-parts.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, toNotes } from './draft.ts';
import type { ProvedQuote } from './find-quote.ts';
import type { Evidence } from './gather-evidence.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { MeteredModel } from './metered-model.ts';
import { pickQuotes } from './pick-quotes.ts';
import { searchTerms } from './plan-question.ts';
import { quotingDraft } from './quoting-draft.ts';

const WISHED: Record<Wish, string> = {
  shorter: 'Fewer words need a model, and there is none',
  longer: 'Putting it in more words needs a model, and there is none',
  bullets: 'Points in words of their own need a model, and there is none',
  table: 'A table needs a model, and there is none',
  language: 'Another language needs a model, and there is none',
  tone: 'Other words need a model, and there is none',
};
const MOST_POINTS = 5;
const MOST_REASONS = 6;

/**
 * Whether an edit changes the answer before without a search: any wish for its form and its reasons where no model is
 * there, and a count's form, which no model words.
 */
export const isReshaped = ({ edit }: QuestionPlan, former: KeptAnswer | null, model: MeteredModel | null): boolean =>
  former !== null &&
  ((edit?.kind === 'wording' && (!model || former.answer.census !== null)) || (edit?.kind === 'why' && !model));

/** The evidence of the answer before, best first; none where the question changes no answer. */
export async function formerEvidence(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  former: KeptAnswer | null,
): Promise<Evidence[]> {
  const hits = (former?.evidence ?? []).map(({ segmentId, score }) => ({ ...placeOf(segmentId), score }));
  const found = await withWords(db, scope, hits, { words: searchTerms(plan), phrases: plan.phrases });
  return found.map((hit, at) => ({ ...hit, id: `s${at + 1}` }));
}

function placeOf(segmentId: string) {
  const at = segmentId.lastIndexOf(':');
  return { callId: toCallId(segmentId.slice(0, at)), position: Number(segmentId.slice(at + 1)) };
}

/** The question for a model: the one whose answer is changed, with the reader's wishes. */
export function withInstructions(question: string, { edit, formerId, inherited, meaning }: QuestionPlan): string {
  // "And Acme?" asks nothing by itself.
  if (!edit && inherited.includes('topic'))
    return `${meaning.replace(/\s+/g, ' ').trim()}\nThe reader then asks: ${question}`;
  if (!edit || edit.kind === 'narrow' || edit.kind === 'those')
    return edit ? `${edit.of}\nThe reader then asks: ${question}` : question;
  if (edit.kind === 'why' && !formerId) return question;
  const ask = edit.kind === 'why' ? 'The reader then asks' : "The reader's wishes for the answer";
  return `${edit.of}\n${ask}: ${edit.instructions.join('; ')}`;
}

/** The answer before in another form, as far as rules can, from the same evidence and with a note on the rest. */
export async function reshapeDraft(context: AskContext): Promise<Draft> {
  const { plan, evidence, former } = context;
  const { edit } = plan;
  if (!edit || !former) return EMPTY_DRAFT;
  if (edit.kind === 'why') return reasonsDraft(context);
  const wish = edit.wish ?? 'tone';
  if (former.answer.census || wish === 'table' || wish === 'language' || wish === 'tone')
    return formerDraft(context, `${former.answer.census ? COUNTED : WISHED[wish]}. This is the answer as it was:`);
  const picked = pickQuotes(plan, wish === 'longer' ? unquoted(context) : evidence);
  const shown = wish === 'longer' ? picked : bestOf(picked, evidence, edit.count ?? fewer(wish, picked.length));
  if (shown.length === 0) return formerDraft(context, `${WISHED[wish]}. No more moments were found than these:`);
  const draft = await quotingDraft(context, { because: `${WISHED[wish]}: ${SHOWN[wish]}`, picked: shown });
  return { ...draft, status: 'partial' };
}

const COUNTED = 'A count stands in the form that Colloquy gives it';
const SHOWN = {
  shorter: 'these are the moments that say most.',
  longer: 'these are further moments.',
  bullets: 'each point is a quote.',
};
const fewer = (wish: 'shorter' | 'longer' | 'bullets', quotes: number): number =>
  wish === 'shorter' ? Math.max(1, Math.min(MOST_POINTS, Math.ceil(quotes / 3))) : MOST_POINTS;

/** Of quotes in order of time those of the best evidence. */
function bestOf(quotes: readonly ProvedQuote[], evidence: readonly Evidence[], most: number): ProvedQuote[] {
  const place = new Map(evidence.map((item, at) => [item, at]));
  const best = quotes.toSorted((a, b) => (place.get(a.evidence) ?? 0) - (place.get(b.evidence) ?? 0)).slice(0, most);
  return quotes.filter((quote) => best.includes(quote));
}

/** The evidence that the answer before did not quote. */
function unquoted({ former, evidence }: AskContext): Evidence[] {
  const cited = former?.answer.citations ?? [];
  return evidence.filter(
    ({ segment }) =>
      !cited.some(
        ({ callId, startMs }) => callId === segment.callId && startMs >= segment.startMs && startMs < segment.endMs,
      ),
  );
}

async function reasonsDraft(context: AskContext): Promise<Draft> {
  const quotes = context.evidence.flatMap((item): ProvedQuote[] => {
    const { sentences } = item.segment;
    const at = sentences.findIndex(({ text }) => givesReason(text));
    if (at < 0) return [];
    const from = at > 0 && leansOnBefore(sentences[at]?.text ?? '') ? at - 1 : at;
    return [{ evidence: item, sentences: sentences.slice(from, at + 1) }];
  });
  const byPlace = [...new Map(quotes.map((quote) => [toSegmentId(quote.evidence.segment), quote])).values()];
  const shown = byPlace.slice(0, MOST_REASONS);
  if (shown.length === 0)
    return formerDraft(
      context,
      'Finding a reason that nobody named as one needs a model, and there is none. This is the answer as it was:',
    );
  const because =
    'Finding a reason needs a model, and there is none: these are the moments in which one is given in so many words.';
  return { ...(await quotingDraft(context, { because, picked: shown })), status: 'partial' };
}

async function formerDraft({ former, citations, emit, said }: AskContext, note: string): Promise<Draft> {
  const answer = former?.answer;
  if (!answer) return EMPTY_DRAFT;
  citations.keep(answer.citations);
  for (const { text, citations: numbers, form = 'worded' } of answer.claims)
    await emit({ type: 'delta', text, citations: answer.citations.filter(({ n }) => numbers.includes(n)), form });
  said.push(...answer.claims);
  const { parts, claims, removed, model, nearest, census } = answer;
  const kept = parts.filter((part) => part.kind !== 'note' && part.kind !== 'choice');
  return {
    ...{ status: 'partial', parts: [...toNotes([note]), ...kept], claims, removed, model, nearest, census },
    notes: [note],
    namedCallIds: kept.flatMap(callsOf).map(({ id }) => id),
  };
}

/** The calls that a part names. */
const callsOf = (part: AnswerPart): NamedCall[] =>
  part.kind === 'section' ? [part.call] : 'calls' in part ? part.calls : [];
