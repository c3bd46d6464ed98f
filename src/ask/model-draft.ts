import type { Claim, ProposedClaim, RemovedClaim } from '../citation.ts';
import { AppError, describeError, isAppError } from '../errors.ts';
import { claimReader, claimsPrompt, type Prompt } from './answer-model.ts';
import { type CheckedClaim, checkClaim } from './check-claims.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, say } from './draft.ts';
import type { Evidence } from './gather-evidence.ts';
import { estimateTokens, type MeteredModel } from './metered-model.ts';
import { quotingDraft } from './quoting-draft.ts';
import { claimsText } from './write-text.ts';

/** Tokens left free for what the model writes. */
const ANSWER_TOKENS = 1500;
/** Excerpts that a question is answered from: more of them, less to the point, made small models wander (docs/ask.md). */
const MOST_EXCERPTS = 40;
/** A prompt that was too long after all is cut to half so often. */
const MOST_CUTS = 4;

/**
 * The answer worded by a model, claim by claim as each is proved. Whatever the model does wrong ends in what was proved until then, or in the quoting
 * answer, and a note that says so.
 */
export async function modelDraft(model: MeteredModel, context: AskContext): Promise<Draft> {
  const claims: Claim[] = [];
  const removed: RemovedClaim[] = [];
  const onChecked = async (checked: CheckedClaim) => {
    if (checked.kind === 'removed') removed.push({ text: checked.text, reason: checked.reason });
    else claims.push(await say(context, checked.text, checked.quotes));
  };
  const draft = (notes: string[]): Draft => ({
    ...EMPTY_DRAFT,
    status: claims.length === 0 ? 'not_found' : removed.length + notes.length > 0 ? 'partial' : 'answered',
    text: [...notes, claimsText(claims)].filter(Boolean).join('\n\n'),
    claims,
    removed,
    model: model.name,
    notes,
  });
  try {
    const notes = await streamClaims(model, context.question, context.evidence, context.signal, onChecked);
    if (claims.length > 0 || removed.length === 0) return draft(notes);
    throw new AppError('model_unreadable', "None of the model's claims could be proved from the calls.");
  } catch (error) {
    if (context.signal.aborted || !isAppError(error)) throw error;
    if (claims.length > 0) return draft([`${describeError(error)} What was proved until then stands.`]);
    return {
      ...(await quotingDraft(context, `${describeError(error)} So this answer quotes the calls instead.`)),
      removed,
    };
  }
}

/**
 * Has the model answer from the evidence that fits its context; hands over each claim as soon as it is written and checked. Answers notes on what happened.
 * @throws AppError `model_unavailable`, `model_unreadable`, `model_context_exceeded`.
 */
export async function streamClaims(
  model: MeteredModel,
  question: string,
  evidence: readonly Evidence[],
  signal: AbortSignal,
  onChecked: (checked: CheckedClaim, proposed: ProposedClaim) => Promise<void>,
): Promise<string[]> {
  let given = fitting(model, question, evidence.slice(0, MOST_EXCERPTS));
  for (let cut = 0; ; cut += 1) {
    try {
      return await readAnswer(model, claimsPrompt(question, given), signal, (proposed) =>
        onChecked(checkClaim(proposed, given), proposed),
      );
    } catch (error) {
      if (!isAppError(error, 'model_context_exceeded') || cut === MOST_CUTS || given.length < 2) throw error;
      given = given.slice(0, Math.ceil(given.length / 2));
    }
  }
}

/** The best evidence for which there is room. */
function fitting(model: MeteredModel, question: string, evidence: readonly Evidence[]): Evidence[] {
  const empty = claimsPrompt(question, []);
  let room = model.contextTokens - ANSWER_TOKENS - estimateTokens(empty.system + empty.user);
  return evidence.filter(({ id, text }, at) => {
    room -= estimateTokens(`[${id}] ${text}`) + 2;
    return at === 0 || room > 0;
  });
}

async function readAnswer(
  model: MeteredModel,
  prompt: Prompt,
  signal: AbortSignal,
  onClaim: (claim: ProposedClaim) => Promise<void>,
): Promise<string[]> {
  const reader = claimReader();
  let finish: 'stop' | 'length' | 'content_filter' = 'stop';
  for await (const piece of model.stream(prompt, signal)) {
    if (piece.kind === 'end') finish = piece.finish;
    else for (const claim of reader.push(piece.text)) await onClaim(claim);
  }
  if (finish === 'content_filter')
    throw new AppError('model_unreadable', "The model's content filter stopped the answer.");
  if (!reader.sawFrame()) {
    const lines = reader.readLines();
    if (lines.length === 0)
      throw new AppError('model_unreadable', 'The model did not answer in the form that was asked of it.');
    for (const claim of lines) await onClaim(claim);
  }
  return finish === 'length' ? ["The model's answer was cut off at its longest length."] : [];
}
