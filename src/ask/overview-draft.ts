import { createHash } from 'node:crypto';
import type { CallSummary } from '../call-summary.ts';
import type { Claim, ProposedClaim, RemovedClaim } from '../citation.ts';
import { describeError, isAppError } from '../errors.ts';
import { inLoopTurn } from '../fair-turns.ts';
import { readCallReading, saveCallReading } from '../store/call-readings-store.ts';
import { readCalls, readTranscript } from '../store/calls-reader.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { positionsIn, toNamedCall } from './call-sections.ts';
import { type CheckedClaim, checkClaim } from './check-claims.ts';
import { claimsPrompt } from './claims-prompt.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, say, toNotes } from './draft.ts';
import type { ProvedQuote } from './find-quote.ts';
import { type Evidence, fusedHits, withSurroundings } from './gather-evidence.ts';
import { judgeClaims } from './judge-claims.ts';
import { judgedClaims } from './judged-claims.ts';
import type { MeteredModel } from './metered-model.ts';
import { askedOf, streamClaims } from './model-draft.ts';
import { pickQuotes } from './pick-quotes.ts';
import { planLine } from './plan-line.ts';
import { hasTopic } from './plan-question.ts';
import { claimSettler, quotesAlone, type Settled } from './settle-claims.ts';
import { capitalized, counted, quoteClaim, rangeWords, topicOf, whoseWords, withWhom } from './write-text.ts';

/** Most calls read one by one. Beyond, only the newest are read, and the answer says so. */
const MOST_CALLS = 200;
const SEGMENTS_PER_CALL = 8;
const AT_ONCE = 4;
/** With more telling calls, each call gives only its best quote. */
const MANY_CALLS = 8;
/** After so many failures in a row the model is not asked again. */
const MOST_FAILURES = 3;

type CallRead = { call: CallSummary; evidence: Evidence[]; quotes: ProvedQuote[] };
type CallPart = { call: CallSummary; claims: Claim[] };

/**
 * Answers questions over many calls: every call in scope is read alone, then all are put together. The answer quotes or
 * lists each call and counts the silent calls and the calls without a transcript.
 */
export async function overviewDraft(context: AskContext): Promise<Draft> {
  const { calls, isAll } = await callsInScope(context);
  const withWords = calls.filter((call) => call.transcript.state === 'ready');
  const reads: CallRead[] = [];
  for (let at = 0; at < withWords.length; at += AT_ONCE) {
    reads.push(...(await Promise.all(withWords.slice(at, at + AT_ONCE).map((call) => readCallFor(context, call)))));
    await context.emit({ type: 'progress', done: Math.min(at + AT_ONCE, withWords.length), of: withWords.length });
    context.signal.throwIfAborted();
  }
  const telling = reads.filter(({ quotes }) => quotes.length > 0);
  if (telling.length === 0) return EMPTY_DRAFT;
  const worded = context.model ? await wordedParts(context, context.model, telling) : null;
  const { parts, together, removed, notes } = worded ?? (await quotedParts(context, telling));
  const told = new Set(parts.map(({ call }) => call.id));
  const { timeZone } = context.organization;
  const silent = withWords.filter((call) => !told.has(call.id)).map(toNamedCall);
  const wordless = calls.filter((call) => call.transcript.state !== 'ready').map(toNamedCall);
  const when = rangeWords(context.plan, context.now, timeZone);
  const about = topicOf(context.plan);
  const lead = `${cameUp(context.plan, { told: parts.length, of: withWords.length, when })}${worded ? '' : ` ${parts.length === 1 ? 'It is' : 'Each is'} quoted word for word.`}`;
  const claims = [...together, ...parts.flatMap((part) => part.claims)];
  const positions = positionsIn(claims);
  return {
    ...EMPTY_DRAFT,
    status: removed.length > 0 || notes.length > 0 || !isAll ? 'partial' : 'answered',
    parts: [
      ...toNotes(notes),
      { kind: 'lead', text: lead },
      ...(isAll ? [] : toNotes([`There are more calls; these are the newest ${MOST_CALLS}.`])),
      ...(together.length > 0 ? [{ kind: 'claims' as const, claims: positions(together) }] : []),
      ...parts.map((part) => ({
        kind: 'section' as const,
        call: toNamedCall(part.call),
        account: null,
        claims: positions(part.claims),
        more: 0,
      })),
      ...(silent.length > 0 ? [{ kind: 'silent' as const, about, calls: silent }] : []),
      ...(wordless.length > 0 ? [{ kind: 'wordless' as const, calls: wordless }] : []),
    ],
    claims,
    removed,
    model: worded ? (context.model?.name ?? null) : null,
    notes,
    namedCallIds: calls.map((call) => call.id),
  };
}

/** "Pricing came up in 48 of 60 calls with Acme.": every call was read, so this may be a count. */
function cameUp(plan: QuestionPlan, { told, of, when }: { told: number; of: number; when: string }): string {
  const all = of === 1 ? 'the only call' : of === 2 ? 'both calls' : `all ${of} calls`;
  const calls = `${told === of ? all : `${told} of ${of} calls`}${withWhom(plan)}${when ? `, ${when}` : ''}`;
  const whose = whoseWords(plan);
  if (!hasTopic(plan)) return `What ${whose ? `${whose} said` : 'was discussed'} in ${calls}.`;
  return `${capitalized(whose ? `${whose} spoke of ${topicOf(plan)}` : `${topicOf(plan)} came up`)} in ${calls}.`;
}

async function callsInScope({ db, scope, filters }: AskContext): Promise<{ calls: CallSummary[]; isAll: boolean }> {
  const read = await Promise.all(filters.map((filter) => readCalls(db, scope, filter, { limit: MOST_CALLS + 1 })));
  const calls = read.flat().sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  return { calls: calls.slice(0, MOST_CALLS).reverse(), isAll: calls.length <= MOST_CALLS };
}

async function readCallFor(context: AskContext, call: CallSummary): Promise<CallRead> {
  const { db, scope, plan, filters } = context;
  const filter = { ...filters[0], scope, callIds: [call.id] };
  const hits = await fusedHits({ ...context, embedder: null }, plan, filter, { depth: SEGMENTS_PER_CALL });
  const evidence = await withSurroundings(db, scope, plan, hits.slice(0, SEGMENTS_PER_CALL));
  return { call, evidence, quotes: await inLoopTurn(() => pickQuotes(plan, evidence)) };
}

/**
 * The evidence of a call with the rest of its transcript behind it, what stands nearest to the evidence first: as much
 * of the call is read as the model's context holds, the whole where it fits.
 */
async function withWholeCall({ db, scope }: AskContext, { call, evidence }: CallRead): Promise<Evidence[]> {
  const has = evidence.map(({ segment }) => segment.position);
  const distance = (position: number) => Math.min(...has.map((one) => Math.abs(one - position)));
  const rest = (await readTranscript(db, scope, call.id))
    .filter(({ position }) => !has.includes(position))
    .toSorted((a, b) => distance(a.position) - distance(b.position));
  return [
    ...evidence,
    ...rest.map((segment, at) => ({
      id: `s${evidence.length + at + 1}`,
      call,
      segment,
      text: segment.sentences.map(({ text }) => text).join(' '),
      highlights: [],
      score: 0,
      isDirect: false,
    })),
  ];
}

type Parts = { parts: CallPart[]; together: Claim[]; removed: RemovedClaim[]; notes: string[] };

async function quotedParts(context: AskContext, reads: readonly CallRead[]): Promise<Parts> {
  const parts: CallPart[] = [];
  for (const { call, quotes } of reads) {
    const best = reads.length > MANY_CALLS ? quotes.slice(0, 1) : quotes.slice(0, 3);
    const claims: Claim[] = [];
    for (const quote of best) claims.push(await say(context, quoteClaim(quote), [quote]));
    parts.push({ call, claims });
  }
  return { parts, together: [], removed: [], notes: [] };
}

/**
 * A model's claims for each call, then for all calls together. A call without a proved claim is quoted. Null when no
 * call yields a proved claim.
 */
async function wordedParts(
  context: AskContext,
  model: MeteredModel,
  reads: readonly CallRead[],
): Promise<Parts | null> {
  const parts: CallPart[] = [];
  const removed: RemovedClaim[] = [];
  const proved: { text: string; quotes: ProvedQuote[] }[] = [];
  let failures = 0;
  let lastFailure = '';
  for (const [at, read] of reads.entries()) {
    const settler = claimSettler(context.organization);
    const settled: Settled[] = [];
    if (failures < MOST_FAILURES) {
      try {
        const evidence = await withWholeCall(context, read);
        for (const { verdict, ...proposed } of await readByModel(context, model, { call: read.call, evidence }))
          settled.push(
            settler.settle(
              checkClaim(proposed, evidence, { asked: context.question, timeZone: context.organization.timeZone }),
              verdict ?? null,
            ),
          );
        failures = 0;
      } catch (error) {
        if (context.signal.aborted || !isAppError(error)) throw error;
        failures += 1;
        lastFailure = describeError(error);
      }
    }
    removed.push(...settler.removed);
    const kept = settled.flatMap((one) => (one.kind === 'claim' ? [one] : []));
    proved.push(...kept);
    const claims: Claim[] = [];
    for (const { text, quotes } of saidOfCall(settled, read)) claims.push(await say(context, text, quotes));
    parts.push({ call: read.call, claims });
    await context.emit({ type: 'progress', done: at + 1, of: reads.length });
  }
  if (proved.length === 0) return null;
  const notes = lastFailure === '' ? [] : [`${lastFailure} Calls that it did not answer for are quoted.`];
  const ofAll = parts.length > 1 ? await putTogether(context, model, proved, removed, notes) : [];
  // What a section says in the same words, it says below.
  const told = new Set(parts.flatMap(({ claims }) => claims.map(({ text }) => text)));
  return { parts, together: ofAll.filter(({ text }) => !told.has(text)), removed, notes };
}

/** The claims of a call, quotes in the place of those in doubt; without any the best quote. */
function saidOfCall(settled: readonly Settled[], { quotes }: CallRead): { text: string; quotes: ProvedQuote[] }[] {
  const cited = settled.flatMap((one) => (one.kind === 'claim' ? one.quotes : []));
  const said = settled.flatMap((one) =>
    one.kind === 'claim' ? [one] : one.kind === 'quotes' ? quotesAlone(one.quotes, cited) : [],
  );
  return said.length > 0 ? said : quotesAlone(quotes.slice(0, 1), []);
}

/**
 * A model's proposals for one call with a judge's verdicts, from the store after the same prompt before. Proposals are
 * checked at every use.
 */
async function readByModel(
  context: AskContext,
  model: MeteredModel,
  { call, evidence }: Pick<CallRead, 'call' | 'evidence'>,
): Promise<ProposedClaim[]> {
  const { now, organization, scope, signal } = context;
  // A time would change from day to day, and with it what is known of a call.
  const readAs = planLine(context.plan, { now, timeZone: organization.timeZone, isTimed: false });
  const asked = { ...askedOf(context), readAs, sections: null };
  const prompt = claimsPrompt(asked, evidence);
  const judge = context.judge ?? model;
  const key = createHash('sha256')
    .update([model.name, judge.name, prompt.system, prompt.user].join('\0'))
    .digest('hex');
  const known = await readCallReading(context.db, scope.organizationId, call.id, key);
  if (known) return known;
  const proposals: { proposed: ProposedClaim; checked: CheckedClaim }[] = [];
  const onChecked = async (checked: CheckedClaim, proposed: ProposedClaim) => {
    proposals.push({ proposed, checked });
  };
  const { notes } = await streamClaims(model, asked, evidence, signal, onChecked);
  const open = proposals.flatMap(({ proposed, checked }) =>
    checked.kind === 'removed' ? [] : [{ proposed, ...checked }],
  );
  const told = await judgeClaims(judge, asked, open, signal);
  const verdicts = new Map(told?.map((verdict, at) => [open[at]?.proposed, verdict]));
  const claims = proposals.map(({ proposed }) => {
    const verdict = verdicts.get(proposed);
    return { ...proposed, ...(verdict && { verdict }) };
  });
  const isUnjudged = open.length > 0 && claims.every(({ verdict }) => !verdict);
  // What broke off may go further the next time, and a judge that was away may be there.
  if (notes.length > 0 || isUnjudged) return claims;
  await saveCallReading(context.db, scope.organizationId, { callId: call.id, key, claims, createdAt: now });
  return claims;
}

/** A few claims over all calls, from each call's claims with the quotes behind them. */
async function putTogether(
  context: AskContext,
  model: MeteredModel,
  proved: readonly { text: string; quotes: ProvedQuote[] }[],
  removed: RemovedClaim[],
  notes: string[],
): Promise<Claim[]> {
  const quoted = inTurns(proved.flatMap(({ text, quotes }) => quotes.map((quote) => ({ ...quote, claim: text }))));
  const found = new Map(quoted.map(({ claim }, at) => [`s${at + 1}`, claim]));
  const given = quoted.map(
    ({ evidence, sentences }, at): Evidence => ({
      ...evidence,
      id: `s${at + 1}`,
      text: sentences.map((sentence) => sentence.text).join(' '),
      segment: { ...evidence.segment, sentences },
    }),
  );
  const claims = judgedClaims(context, context.judge ?? model);
  try {
    const asked = { ...askedOf(context), sections: null, found };
    const { read } = await streamClaims(model, asked, given, context.signal, async (checked) =>
      claims.add(checked, null),
    );
    const unread = callsOf(given).size - callsOf(read).size;
    if (unread > 0)
      notes.push(
        `${counted(unread, 'older call')} did not fit what the model reads at once, and only their own sections tell of them.`,
      );
  } catch (error) {
    if (context.signal.aborted || !isAppError(error)) throw error;
    notes.push(`${describeError(error)} So the calls were not put together.`);
  }
  // The quotes of those in doubt stand under their calls.
  const settled = await claims.finish({ withQuotes: false });
  removed.push(...settled.removed);
  return settled.placed.map(({ claim }) => claim);
}

const callsOf = (evidence: readonly Pick<Evidence, 'call'>[]) => new Set(evidence.map(({ call }) => call.id));

/** A quote of each call in turn, the newest call first: what does not fit a context is then the least of the oldest. */
function inTurns<T extends { evidence: Evidence }>(quotes: readonly T[]): T[] {
  const byCall = Map.groupBy(quotes, ({ evidence }) => evidence.call.id);
  const calls = [...byCall.values()].toReversed();
  const rounds = Math.max(0, ...calls.map((ofCall) => ofCall.length));
  return Array.from({ length: rounds }, (_, round) => calls.flatMap((ofCall) => ofCall.slice(round, round + 1))).flat();
}
