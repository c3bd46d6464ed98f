import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkClaim } from '../../src/ask/check-claims.ts';
import type { Evidence } from '../../src/ask/gather-evidence.ts';
import type { Sentence } from '../../src/call.ts';
import { CLAIMS_IN_THE_SAME_WORDS, type HostileClaim, MORE_CLAIMS, SEEN_CLAIMS } from '../ask/hostile-claims.ts';
import { UNSEEN_CLAIMS } from '../ask/unseen-claims.ts';
import { aMoment, reasonToRemove } from '../support/moments.ts';
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
};
type Call = {
  metaData: { id: string; title: string; started: string };
  parties: { speakerId?: string; name: string; emailAddress?: string }[];
};
type Transcript = {
  callId: string;
  transcript: { speakerId: string; sentences: { start: number; end: number; text: string }[] }[];
};

/** What the checks keep of claims that a capable model wrote, each judged by reading, and of the hostile ones. */
export async function evaluateClaims(folder: string, parts: readonly Part[]): Promise<Row[]> {
  const claims = await readLines<JudgedClaim>(folder, 'claims.jsonl');
  const evidenceOf = await readEvidence(folder);
  const checked = claims.map((claim) => {
    const given = claim.citations.map((citation, at) => evidenceOf(`s${at + 1}`, citation));
    const citations = claim.citations.map(({ quote }, at) => ({ evidenceId: `s${at + 1}`, quote }));
    const result = checkClaim({ text: claim.claim, citations }, given);
    return { ...claim, isRight: 'SD'.includes(claim.label), removed: result.kind === 'removed' ? result.reason : null };
  });
  const rows: Row[] = [{ what: `${claims.length} claims, split by question, seed "${SEED}"` }];
  for (const part of parts) {
    const ofPart = checked.filter(({ questionId }) => partOf(questionId) === part);
    const right = ofPart.filter(({ isRight }) => isRight).map(({ removed }) => removed === null);
    const kept = ofPart.filter(({ removed }) => removed === null).map(({ isRight }) => isRight);
    rows.push(
      { what: `${part === 'report' ? 'REPORTED' : 'for tuning'}: ${ofPart.length} claims` },
      { what: `right claims kept, of ${right.length}`, ours: share(right), error: standardError(right.map(Number)) },
      { what: `right among those kept, of ${kept.length}`, ours: share(kept), error: standardError(kept.map(Number)) },
    );
    for (const [mistake, some] of Map.groupBy(
      ofPart.filter((one) => one.mistake),
      (one) => one.mistake,
    ))
      rows.push({
        what: `  ${mistake} altered, removed, of ${some.length}`,
        ours: share(some.map(({ removed }) => removed !== null)),
      });
    // Only of `tune`, the part for choosing.
    if (part === 'tune')
      for (const { id, removed } of ofPart.filter((one) => one.isRight && one.removed))
        rows.push({ what: `  right and removed: ${id} ${removed}` });
  }
  rows.push(...hostileRows('seen to pass', SEEN_CLAIMS), ...hostileRows('more of these', MORE_CLAIMS));
  rows.push(...hostileRows('in the words of their quotes', CLAIMS_IN_THE_SAME_WORDS));
  if (parts.includes('report')) rows.push(...hostileRows('written before the rules', UNSEEN_CLAIMS));
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

/** The sentences of a citation as evidence, with speaker, account, title and day of their call. */
async function readEvidence(folder: string) {
  const calls = new Map((await readLines<Call>(folder, 'calls.jsonl')).map((call) => [call.metaData.id, call]));
  const transcripts = await readLines<Transcript>(folder, 'transcripts.jsonl');
  const accounts = (await readFile(join(folder, 'accounts.csv'), 'utf8')).split(/\r?\n/).map((line) => line.split(','));
  const turns = new Map(transcripts.map(({ callId, transcript }) => [callId, transcript]));
  return (id: string, { callId, startMs, endMs }: JudgedClaim['citations'][number]): Evidence => {
    const call = calls.get(callId);
    const said = (turns.get(callId) ?? []).flatMap(({ speakerId, sentences }) =>
      sentences
        .filter(({ start, end }) => start >= startMs && end <= endMs)
        .map(({ start, end, text }) => ({
          speakerId,
          sentence: { startMs: start, endMs: end, text } satisfies Sentence,
        })),
    );
    const domains = (call?.parties ?? []).map(({ emailAddress = '' }) => emailAddress.split('@').at(-1));
    return aMoment({
      id,
      sentences: said.map(({ sentence }) => sentence),
      speaker: call?.parties.find(({ speakerId }) => speakerId === said[0]?.speakerId)?.name ?? '',
      accounts: accounts.filter(([, domain]) => domains.includes(domain)).map(([name = '']) => name),
      title: call?.metaData.title ?? '',
      startedAt: new Date(call?.metaData.started ?? 0),
    });
  };
}

const readLines = async <Line>(folder: string, name: string): Promise<Line[]> =>
  (await readFile(join(folder, name), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
