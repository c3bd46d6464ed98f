import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CheckedClaim, checkClaim, checkInCalls } from '../../src/ask/check-claims.ts';
import { findQuotes, type ProvedQuote } from '../../src/ask/find-quote.ts';
import type { Evidence } from '../../src/ask/gather-evidence.ts';
import { mayBeHeard } from '../../src/ask/heard-in-call.ts';
import { judgeClaims } from '../../src/ask/judge-claims.ts';
import type { Model } from '../../src/ask/model.ts';
import { settleClaim } from '../../src/ask/settle-claims.ts';
import type { Sentence } from '../../src/call.ts';
import { CLAIMS_WITH_ADDRESSES } from '../ask/address-claims.ts';
import { CLAIMS_BESIDE_WHAT_WAS_NOT } from '../ask/averted-claims.ts';
import {
  CLAIMS_IN_THE_SAME_WORDS,
  CLAIMS_OF_WHAT_WAS_NOT,
  type HostileClaim,
  MORE_CLAIMS,
  SEEN_CLAIMS,
} from '../ask/hostile-claims.ts';
import { UNSEEN_CLAIMS } from '../ask/unseen-claims.ts';
import { aMoment, reasonToRemove } from '../support/moments.ts';
import { recordedModel } from './recorded-model.ts';
import { type Row, share, standardError } from './report.ts';
import { type Part, partOf, SEED } from './split.ts';

/** A line of claims.jsonl. S and D are carried by their quotes and what is known of the call, P and W are not. */
type JudgedClaim = {
  id: string;
  questionId: string;
  claim: string;
  citations: { callId: string; startMs: number; endMs: number; quote: string }[];
  label: 'S' | 'D' | 'P' | 'W';
  mistake?: string;
  of?: string;
  question: string;
};
type Call = {
  metaData: { id: string; title: string; started: string };
  parties: { speakerId?: string; name: string; emailAddress?: string }[];
};
type Turn = { speakerId: string; sentences: { start: number; end: number; text: string }[] };
type Transcript = { callId: string; transcript: Turn[] };

/** A claim of the data with its citations found, as the checks hand it to a judge. */
type FoundClaim = JudgedClaim & { text: string; quotes: ProvedQuote[]; given: Evidence[] };

type ReadClaims = { claims: FoundClaim[]; saidIn: ReadonlyMap<string, string> };

/** The claims with the sentences that they cite, and all that is said in each call. */
export async function readClaims(folder: string): Promise<ReadClaims> {
  const { evidenceOf, turnsAround, saidIn } = await readEvidence(folder);
  const claims = (await readLines<JudgedClaim>(folder, 'claims.jsonl')).map((one): FoundClaim => {
    const cited = one.citations.map((citation, at) => evidenceOf(`s${at + 1}`, citation));
    const quotes = one.citations.flatMap(({ quote }, at) => findQuotes({ evidenceId: `s${at + 1}`, quote }, cited));
    const given = [...cited, ...cited.flatMap(turnsAround)];
    return { ...one, text: one.claim, quotes, given };
  });
  return { claims, saidIn };
}

/** What a judge is asked in one request: claims of one question, an altered one never beside its original. */
export function batchesOf(claims: readonly FoundClaim[]): FoundClaim[][] {
  const half = (id: string) => (createHash('sha256').update(id).digest()[0] ?? 0) % 2;
  const batch = ({ id, of }: FoundClaim) => (of === undefined ? half(id) : 1 - half(of));
  return [...Map.groupBy(claims, (claim) => `${claim.questionId} ${batch(claim)}`).values()];
}

/**
 * What the checks keep of claims that a capable model wrote, each judged by reading, and of the hostile ones: by rule
 * alone, and, where `replies` names a folder, with a judge whose recorded replies lie there.
 */
export async function evaluateClaims(folder: string, parts: readonly Part[], replies: string | null): Promise<Row[]> {
  const read = await readClaims(folder);
  const { claims } = read;
  const rows: Row[] = [{ what: `${claims.length} claims, split by question, seed "${SEED}"` }];
  const byRule = claims.map((claim) => ({ claim, settled: check(claim) }));
  const ways = [{ way: 'by rule', all: byRule }];
  if (replies !== null) ways.push({ way: 'with a judge', all: await judged(read, recordedModel(replies)) });
  for (const part of parts)
    for (const { way, all } of ways)
      rows.push(
        ...partRows(
          part,
          way,
          all.filter(({ claim }) => partOf(claim.questionId) === part),
        ),
      );
  rows.push(...hostileRows('seen to pass', SEEN_CLAIMS), ...hostileRows('more of these', MORE_CLAIMS));
  rows.push(...hostileRows('in the words of their quotes', CLAIMS_IN_THE_SAME_WORDS));
  rows.push(...hostileRows('of what was not', CLAIMS_OF_WHAT_WAS_NOT));
  rows.push(...hostileRows('beside what was not', CLAIMS_BESIDE_WHAT_WAS_NOT));
  rows.push(...hostileRows('with addresses', CLAIMS_WITH_ADDRESSES));
  if (parts.includes('report')) rows.push(...hostileRows('written before the rules', UNSEEN_CLAIMS));
  return rows;
}

type Settled = { claim: FoundClaim; settled: CheckedClaim };

const check = ({ claim, citations, given, question }: FoundClaim): CheckedClaim =>
  checkClaim(
    { text: claim, citations: citations.map(({ quote }, at) => ({ evidenceId: `s${at + 1}`, quote })) },
    given,
    { asked: question },
  );

async function judged({ claims, saidIn }: ReadClaims, judge: Pick<Model, 'stream'>): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const batch of batchesOf(claims)) {
    const asked = { question: batch[0]?.question ?? '', timeZone: 'UTC' };
    const verdicts = (await judgeClaims(judge, asked, batch, new AbortController().signal)) ?? batch.map(() => null);
    if (verdicts.includes(null)) console.error(`No verdict on some claims of ${batch[0]?.questionId}.`);
    for (const [at, claim] of batch.entries()) {
      const verdict = verdicts[at] ?? null;
      const checked = check(claim);
      const asked = { asked: claim.question };
      const inCalls = mayBeHeard(checked, verdict)
        ? checkInCalls(checked, (id) => saidIn.get(id) ?? '', asked)
        : checked;
      settled.push({ claim, settled: settleClaim(inCalls, verdict) });
    }
  }
  return settled;
}

/** A claim that a judge put in other words is kept, if right; if wrong, it is neither kept nor wrong any more. */
function partRows(part: Part, way: string, all: readonly Settled[]): Row[] {
  const isRight = ({ claim }: Settled) => 'SD'.includes(claim.label);
  const isKept = ({ settled }: Settled) => settled.kind === 'kept';
  const isReworded = ({ claim, settled }: Settled) => settled.kind === 'kept' && settled.text !== claim.claim;
  const right = all.filter(isRight).map(isKept);
  const kept = all.filter((one) => isKept(one) && (isRight(one) || !isReworded(one))).map(isRight);
  const asWritten = all
    .filter((one) => isKept(one) && !one.claim.mistake && (isRight(one) || !isReworded(one)))
    .map(isRight);
  const rows: Row[] = [
    { what: `${part === 'report' ? 'REPORTED' : 'for tuning'}, ${way}: ${all.length} claims` },
    { what: `right claims kept, of ${right.length}`, ours: share(right), error: standardError(right.map(Number)) },
    { what: `right among those kept, of ${kept.length}`, ours: share(kept), error: standardError(kept.map(Number)) },
    {
      what: `right among those kept, as written, of ${asWritten.length}`,
      ours: share(asWritten),
      error: standardError(asWritten.map(Number)),
    },
    {
      what: `  put in other words, of them right before: ${all.filter((one) => isReworded(one) && isRight(one)).length} of ${all.filter(isReworded).length}`,
    },
  ];
  for (const [mistake, some] of Map.groupBy(
    all.filter(({ claim }) => claim.mistake),
    ({ claim }) => claim.mistake,
  ))
    rows.push({
      what: `  ${mistake} altered, removed, of ${some.length}`,
      ours: share(some.map((one) => !isKept(one) || isReworded(one))),
    });
  // Only of `tune`, the part for choosing.
  if (part === 'tune')
    for (const one of all.filter((some) => isRight(some) !== isKept(some)))
      rows.push({
        what: `  ${isRight(one) ? 'right and removed' : 'wrong and kept'}: ${one.claim.id} ${'reason' in one.settled ? one.settled.reason : ''}`,
      });
  return rows;
}

function hostileRows(what: string, claims: readonly Omit<HostileClaim, 'why'>[]): Row[] {
  const row = (verdict: HostileClaim['verdict'], text: string): Row[] => {
    const some = claims.filter((claim) => claim.verdict === verdict);
    const isAsJudged = (claim: Omit<HostileClaim, 'why'>) => (reasonToRemove(claim) === null) === (verdict === 'kept');
    return some.length === 0
      ? []
      : [{ what: `${what}: ${text}, of ${some.length}`, ours: share(some.map(isAsJudged)) }];
  };
  return [...row('removed', 'hostile claims removed'), ...row('kept', 'right claims kept')];
}

/** Turns before and after a cited one that an answer is given too, as in ask/around-evidence.ts. */
const [BEFORE, AFTER] = [2, 1];

/** The sentences of a citation as evidence, with speaker, account, title and day of their call, and what is around. */
async function readEvidence(folder: string) {
  const calls = new Map((await readLines<Call>(folder, 'calls.jsonl')).map((call) => [call.metaData.id, call]));
  const transcripts = await readLines<Transcript>(folder, 'transcripts.jsonl');
  const accounts = (await readFile(join(folder, 'accounts.csv'), 'utf8')).split(/\r?\n/).map((line) => line.split(','));
  const turnsOf = new Map(transcripts.map(({ callId, transcript }) => [callId, transcript]));
  const momentOf = (id: string, callId: string, position: number, { speakerId, sentences }: Turn): Evidence => {
    const call = calls.get(callId);
    const domains = (call?.parties ?? []).map(({ emailAddress = '' }) => emailAddress.split('@').at(-1));
    return aMoment({
      ...{ id, callId, position },
      sentences: sentences.map(({ start, end, text }): Sentence => ({ startMs: start, endMs: end, text })),
      speaker: call?.parties.find((party) => party.speakerId === speakerId)?.name ?? '',
      accounts: accounts.filter(([, domain]) => domains.includes(domain)).map(([name = '']) => name),
      title: call?.metaData.title ?? '',
      startedAt: new Date(call?.metaData.started ?? 0),
    });
  };
  return {
    saidIn: new Map(
      transcripts.map(({ callId, transcript }) => [
        callId,
        transcript.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join(' '),
      ]),
    ),
    evidenceOf(id: string, { callId, startMs, endMs }: JudgedClaim['citations'][number]): Evidence {
      const isCited = ({ start, end }: Turn['sentences'][number]) => start >= startMs && end <= endMs;
      const turns = turnsOf.get(callId) ?? [];
      const first = turns.findIndex(({ sentences }) => sentences.some(isCited));
      return momentOf(id, callId, first, {
        speakerId: turns[first]?.speakerId ?? '',
        sentences: turns.flatMap(({ sentences }) => sentences.filter(isCited)),
      });
    },
    turnsAround: ({ segment: { callId, position } }: Evidence): Evidence[] =>
      (turnsOf.get(callId) ?? [])
        .map((turn, at) => ({ turn, at }))
        .slice(Math.max(0, position - BEFORE), position + AFTER + 1)
        .map(({ turn, at }) => momentOf(`around ${callId} ${at}`, callId, at, turn)),
  };
}

const readLines = async <Line>(folder: string, name: string): Promise<Line[]> =>
  (await readFile(join(folder, name), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
