import { createHash } from 'node:crypto';
import type { Claim, ProposedClaim, RemovedClaim } from '../citation.ts';
import { describeError, isAppError } from '../errors.ts';
import { readCallReading, saveCallReading } from '../store/answers-store.ts';
import { type CallSummary, readCalls } from '../store/calls-reader.ts';
import { claimsPrompt } from './answer-model.ts';
import { checkClaim, type ProvedQuote } from './check-claims.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, say } from './draft.ts';
import { type Evidence, fusedHits, withSurroundings } from './gather-evidence.ts';
import type { MeteredModel } from './metered-model.ts';
import { streamClaims } from './model-draft.ts';
import { pickQuotes } from './quoting-answer.ts';
import { callHeading, claimsText, counted, quoteClaim, rangeWords, subjectOf } from './write-text.ts';

/** Calls that are read one by one; beyond, only the newest are, and the answer says so. */
const MOST_CALLS = 200;
const SEGMENTS_PER_CALL = 8;
const AT_ONCE = 4;
/** Where so many calls say something, each says its best only. */
const MANY_CALLS = 8;
/** A model that fails on so many calls in a row is not asked again. */
const MOST_FAILURES = 3;

type CallRead = { call: CallSummary; evidence: Evidence[]; quotes: ProvedQuote[] };
type CallPart = { call: CallSummary; claims: Claim[] };

/**
 * Questions over many calls: every call in scope is read by itself, then the calls are put together. The answer quotes or lists each of them, and says how many
 * there were, how many said nothing, and how many have no transcript.
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
  const silent = withWords.filter((call) => !told.has(call.id)).map((call) => callHeading(call, timeZone));
  const wordless = calls.filter((call) => call.transcript.state !== 'ready').map((call) => callHeading(call, timeZone));
  const when = rangeWords(context.plan, context.now, timeZone);
  const opening = `On ${subjectOf(context.plan)}${when ? `, ${when}` : ''}: ${counted(calls.length, 'call')} in scope, ${withWords.length} searched one by one, ${parts.length} with something to it${worded ? '' : ', quoted word for word'}.${isAll ? '' : ` There are more calls; these are the newest ${MOST_CALLS}.`}`;
  const about = subjectOf({ ...context.plan, accounts: [], people: [] });
  return {
    ...EMPTY_DRAFT,
    status: removed.length > 0 || notes.length > 0 || !isAll ? 'partial' : 'answered',
    text: [
      ...notes,
      opening,
      ...(together.length > 0 ? [claimsText(together)] : []),
      ...parts.map(({ call, claims }) => `**${callHeading(call, timeZone)}**\n${claimsText(claims)}`),
      ...(silent.length > 0
        ? [`Nothing about ${about} was found in ${counted(silent.length, 'call')}:\n${bullets(silent)}`]
        : []),
      ...(wordless.length > 0 ? [`Without a transcript:\n${bullets(wordless)}`] : []),
    ].join('\n\n'),
    claims: [...together, ...parts.flatMap(({ claims }) => claims)],
    removed,
    model: worded ? (context.model?.name ?? null) : null,
    notes,
    namedCallIds: calls.map((call) => call.id),
  };
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

async function callsInScope({ db, scope, filters }: AskContext): Promise<{ calls: CallSummary[]; isAll: boolean }> {
  const read = await Promise.all(filters.map((filter) => readCalls(db, scope, filter, { limit: MOST_CALLS + 1 })));
  const calls = read.flat().sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  return { calls: calls.slice(0, MOST_CALLS).reverse(), isAll: calls.length <= MOST_CALLS };
}

async function readCallFor(context: AskContext, call: CallSummary): Promise<CallRead> {
  const { db, scope, plan, filters } = context;
  const filter = { ...filters[0], scope, callIds: [call.id] };
  const hits = await fusedHits({ ...context, embedder: null }, plan, filter, SEGMENTS_PER_CALL);
  const evidence = await withSurroundings(db, scope, plan, hits.slice(0, SEGMENTS_PER_CALL));
  return { call, evidence, quotes: pickQuotes(plan, evidence) };
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

/** What a model says of each call, then of all together; a call on which it fails is quoted. Null where it never says anything that can be proved. */
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
    const kept: { text: string; quotes: ProvedQuote[] }[] = [];
    if (failures < MOST_FAILURES) {
      try {
        for (const proposed of await readByModel(context, model, read)) {
          const checked = checkClaim(proposed, read.evidence);
          if (checked.kind === 'kept') kept.push(checked);
          else removed.push({ text: checked.text, reason: checked.reason });
        }
        failures = 0;
      } catch (error) {
        if (context.signal.aborted || !isAppError(error)) throw error;
        failures += 1;
        lastFailure = describeError(error);
      }
    }
    proved.push(...kept);
    const said =
      kept.length > 0 ? kept : read.quotes.slice(0, 1).map((quote) => ({ text: quoteClaim(quote), quotes: [quote] }));
    const claims: Claim[] = [];
    for (const { text, quotes } of said) claims.push(await say(context, text, quotes));
    parts.push({ call: read.call, claims });
    await context.emit({ type: 'progress', done: at + 1, of: reads.length });
  }
  if (proved.length === 0) return null;
  const notes = lastFailure === '' ? [] : [`${lastFailure} Calls that it did not answer for are quoted.`];
  const together = parts.length > 1 ? await putTogether(context, model, proved, removed, notes) : [];
  return { parts, together, removed, notes };
}

/** What the model proposes for one call, from the store where it was asked the same before. Proposals are checked each time they are used. */
async function readByModel(
  context: AskContext,
  model: MeteredModel,
  { call, evidence }: CallRead,
): Promise<ProposedClaim[]> {
  const prompt = claimsPrompt(context.question, evidence);
  const key = createHash('sha256').update([model.name, prompt.system, prompt.user].join('\0')).digest('hex');
  const { organizationId } = context.scope;
  const known = await readCallReading(context.db, organizationId, call.id, key);
  if (known) return known;
  const proposals: ProposedClaim[] = [];
  await streamClaims(model, context.question, evidence, context.signal, async (_, proposed) => {
    proposals.push(proposed);
  });
  await saveCallReading(context.db, organizationId, {
    callId: call.id,
    key,
    claims: proposals,
    createdAt: context.now,
  });
  return proposals;
}

/** A few claims over all calls, from the quotes that the single calls were proved by. */
async function putTogether(
  context: AskContext,
  model: MeteredModel,
  proved: readonly { quotes: ProvedQuote[] }[],
  removed: RemovedClaim[],
  notes: string[],
): Promise<Claim[]> {
  const quoted = proved.flatMap(({ quotes }) => quotes);
  const given = quoted.map(
    ({ evidence, sentences }, at): Evidence => ({
      ...evidence,
      id: `s${at + 1}`,
      text: sentences.map((sentence) => sentence.text).join(' '),
      segment: { ...evidence.segment, sentences },
    }),
  );
  const claims: Claim[] = [];
  try {
    await streamClaims(model, context.question, given, context.signal, async (checked) => {
      if (checked.kind === 'removed') removed.push({ text: checked.text, reason: checked.reason });
      else claims.push(await say(context, checked.text, checked.quotes));
    });
  } catch (error) {
    if (context.signal.aborted || !isAppError(error)) throw error;
    notes.push(`${describeError(error)} So the calls were not put together.`);
  }
  return claims;
}
