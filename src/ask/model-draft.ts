import type { ProposedClaim, RemovedClaim } from '../citation.ts';
import { AppError, describeError, isAppError } from '../errors.ts';
import { headingCheck, openParts, SECTIONS, shapeClaims } from './answer-shape.ts';
import { withAround } from './around-evidence.ts';
import { FEWEST_ANSWER_TOKENS } from './capped-model.ts';
import { type CheckedClaim, checkClaim } from './check-claims.ts';
import { claimReader } from './claim-reader.ts';
import { type AskedOfModel, claimsPrompt, toExcerpt, toHeading } from './claims-prompt.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, toNotes } from './draft.ts';
import type { Evidence } from './gather-evidence.ts';
import { judgedClaims, type PlacedClaim } from './judged-claims.ts';
import { estimateTokens, type MeteredModel } from './metered-model.ts';
import type { ModelEnd, Prompt } from './model.ts';
import { nextQuestions } from './next-questions.ts';
import { planLine } from './plan-line.ts';
import { quotingDraft } from './quoting-draft.ts';

/** Most claims read from one answer: a model that repeats itself is not heard out. */
const MOST_CLAIMS = 60;
/** How often a prompt may be halved after the model finds it too long. */
const MOST_CUTS = 4;

/**
 * The answer in a model's words, each claim once rules and judge have settled it. When the model fails, the claims
 * settled so far stand, or the answer quotes; a note says so.
 */
export async function modelDraft(model: MeteredModel, context: AskContext): Promise<Draft> {
  const claims = judgedClaims(context, context.judge ?? model);
  let failed: AppError | null = null;
  let said: Said = { notes: [], open: [], next: [] };
  try {
    const evidence = await withAround(context.db, context.scope, context.evidence);
    said = await streamClaims(model, askedOf(context), evidence, context.signal, async (checked, { part }) =>
      claims.add(checked, part ?? null),
    );
  } catch (error) {
    if (context.signal.aborted || !isAppError(error)) throw error;
    failed = error;
  }
  const { placed, removed } = await claims.finish();
  if (placed.length > 0) {
    const notes = failed ? [`${describeError(failed)} What was proved until then stands.`] : said.notes;
    return wordedDraft(context, model, { ...said, placed, removed, notes });
  }
  if (!failed && removed.length === 0) return { ...EMPTY_DRAFT, model: model.name, notes: said.notes };
  const reason = failed ? describeError(failed) : "None of the model's claims could be proved from the calls.";
  const because = `${reason} So this answer quotes the calls instead.`;
  return { ...(await quotingDraft(context, { because })), removed };
}

type Worded = Said & { placed: readonly PlacedClaim[]; removed: RemovedClaim[] };

/** Partial where a part of the question is open, or something was cut. */
async function wordedDraft(context: AskContext, model: MeteredModel, worded: Worded): Promise<Draft> {
  const { placed, removed, notes } = worded;
  const isWorded = placed.some(({ isQuote }) => !isQuote);
  const told = isWorded ? notes : [...notes, QUOTES_ONLY];
  const { claims, parts } = shapeClaims(placed, headingCheck(context));
  const open = openParts(worded.open, context);
  return {
    ...EMPTY_DRAFT,
    status: notes.length + open.length > 0 ? 'partial' : 'answered',
    parts: [
      ...toNotes(told),
      ...parts,
      ...(open.length > 0 ? [{ kind: 'open' as const, questions: open }] : []),
      ...(await nextQuestions(context, worded.next)),
    ],
    claims: context.citations.renumber(claims),
    removed,
    model: isWorded ? model.name : null,
    notes: told,
  };
}

const QUOTES_ONLY = "None of the model's claims could be proved, so these are the moments that it named.";

/** What a model says beside its claims, unchecked, and notes on how it ended. */
type Said = { notes: string[]; open: string[]; next: string[] };
/** `read` is the evidence that the model was given, as far as its context held it. */
type Streamed = Said & { read: readonly Evidence[] };

/**
 * Has the model answer from as much evidence as fits its context. Each claim is handed over as soon as it is written
 * and checked; evidence that stands first is read rather than what follows. Returns what the model says beside.
 * @throws AppError `model_unavailable`, `model_unreadable`, `model_context_exceeded`.
 */
export async function streamClaims(
  model: MeteredModel,
  asked: AskedOfModel,
  evidence: readonly Evidence[],
  signal: AbortSignal,
  onChecked: (checked: CheckedClaim, proposed: ProposedClaim) => Promise<void>,
): Promise<Streamed> {
  let given = await fitting(model, asked, evidence);
  for (let cut = 0; ; cut += 1) {
    try {
      const said = await readAnswer(model, claimsPrompt(asked, given), signal, (proposed) =>
        onChecked(checkClaim(proposed, given, { asked: asked.question, timeZone: asked.timeZone }), proposed),
      );
      return { ...said, read: given };
    } catch (error) {
      if (!isAppError(error, 'model_context_exceeded') || cut === MOST_CUTS || given.length < 2) throw error;
      given = given.slice(0, Math.ceil(given.length / 2));
    }
  }
}

/** The question of a context as a model is asked it. */
export const askedOf = ({ question, plan, now, organization: { timeZone } }: AskContext): AskedOfModel => ({
  question,
  readAs: planLine(plan, { now, timeZone }),
  sections: SECTIONS[plan.type],
  timeZone,
});

/** The best evidence within the room left: a longer context reads more. */
async function fitting(model: MeteredModel, asked: AskedOfModel, evidence: readonly Evidence[]): Promise<Evidence[]> {
  const empty = claimsPrompt(asked, []);
  let room = (await model.fetchContextTokens()) - FEWEST_ANSWER_TOKENS - estimateTokens(empty.system + empty.user);
  const calls = new Set<string>();
  return evidence.filter((item, at) => {
    const heading = calls.has(item.call.id) ? '' : toHeading(item, asked.timeZone);
    room -= estimateTokens(`${heading}\n${toExcerpt(item, asked.found)}`) + 2;
    const fits = at === 0 || room > 0;
    if (fits) calls.add(item.call.id);
    return fits;
  });
}

async function readAnswer(
  model: MeteredModel,
  prompt: Prompt,
  signal: AbortSignal,
  onClaim: (claim: ProposedClaim) => Promise<void>,
): Promise<Said> {
  const reader = claimReader();
  let finish: ModelEnd['finish'] = 'cut';
  let read = 0;
  const told = new Set<string>();
  const tell = async (claim: ProposedClaim): Promise<void> => {
    read += 1;
    // The same words with other citations may be proved after all.
    const whole = JSON.stringify(claim);
    if (told.has(whole)) return;
    told.add(whole);
    await onClaim(claim);
  };
  for await (const piece of model.stream(prompt, signal)) {
    if (piece.kind === 'end') finish = piece.finish;
    else for (const claim of reader.push(piece.text)) await tell(claim);
    if (read < MOST_CLAIMS) continue;
    finish = 'length';
    break;
  }
  if (finish === 'content_filter')
    throw new AppError('model_unreadable', "The model's content filter stopped the answer.");
  if (!reader.sawFrame()) {
    const lines = reader.readLines();
    for (const claim of lines.slice(0, MOST_CLAIMS)) await tell(claim);
  }
  const cut = finish === 'length' ? CUT_OFF : finish === 'cut' || reader.isWithinClaim() ? BROKE_OFF : null;
  // An answer without claims says that the calls hold none. An answer cut off before any does not.
  if (read === 0 && cut) throw new AppError('model_unreadable', `${cut} It had made no claim yet.`);
  if (read === 0 && !reader.sawFrame())
    throw new AppError('model_unreadable', 'The model did not answer in the form that was asked of it.');
  return { notes: cut ? [cut] : [], ...reader.readAround() };
}

const CUT_OFF = "The model's answer was cut off at its longest length.";
const BROKE_OFF = "The model's answer broke off.";
