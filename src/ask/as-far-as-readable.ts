import { scopeOf } from '../access/scope.ts';
import { isEveryCall, keptAccessSchema, opensAllOf } from '../access-filter.ts';
import { toCallId } from '../call.ts';
import type { AnswerRecord } from '../store/answers-store.ts';
import { readableIds } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope, Viewer } from '../viewer.ts';
import type { Answer } from './answer.ts';
import { NO_PLAN } from './kept-answer.ts';

const IN_PART =
  'This answer also used calls that you may not read. These are the statements whose quotes you may read:';
const LESS_THAN_THEN =
  'You may read less than when you asked this, or other calls, so counts and lists are left out. These are the statements whose quotes you may read:';
const NOT_KEPT =
  'What you could read when you asked this was not kept, so counts and lists are left out: ask again for them. These are the statements whose quotes you may read:';
const NOTHING = 'This answer was made of calls that you may not read.';

/**
 * Whether the viewer may see a kept answer as it was given. Its counts and lists are of all that its asker could read,
 * also of calls that it does not name. So a colleague sees it whole only who may read every call, and its asker only
 * while all may be read that could be read then.
 */
export async function isReadableWhole(db: Db, viewer: Viewer, record: AnswerRecord): Promise<boolean> {
  const scope = scopeOf(viewer);
  if (isEveryCall(scope.access)) return true;
  const then = keptAccessSchema.safeParse(record.access).data;
  if (record.memberId !== viewer.memberId || !then || !opensAllOf(scope.access, then)) return false;
  const readable = await readableIds(db, scope, record.callIds.map(toCallId));
  return record.callIds.every((id) => readable.has(id));
}

/** What is left of an answer for somebody who may not see it whole: claims with all their quotes in readable calls. */
export async function asFarAsReadable(
  db: Db,
  scope: Scope,
  answer: Answer,
  { isOwn, hasAccess }: { isOwn: boolean; hasAccess: boolean },
): Promise<Answer> {
  const cited = answer.citations.map(({ callId }) => callId);
  const readable = await readableIds(db, scope, cited);
  const shown = new Set(answer.citations.filter(({ callId }) => readable.has(callId)).map(({ n }) => n));
  const kept = answer.claims.filter((claim) => claim.citations.every((n) => shown.has(n)));
  const used = new Set(kept.flatMap((claim) => claim.citations));
  // Gaps between the numbers would count what is hidden.
  const numbers = new Map([...used].toSorted((a, b) => a - b).map((n, at) => [n, at + 1]));
  const anew = (n: number) => numbers.get(n) ?? n;
  const claims = kept.map((claim) => ({ ...claim, citations: claim.citations.map(anew) }));
  const isAllReadable = isOwn && cited.every((callId) => readable.has(callId));
  const own = hasAccess ? LESS_THAN_THEN : NOT_KEPT;
  const text = claims.length === 0 ? NOTHING : isAllReadable ? own : IN_PART;
  return {
    id: answer.id,
    conversationId: answer.conversationId,
    question: answer.question,
    status: claims.length > 0 ? 'partial' : 'not_found',
    text: [text, ...claims.map((claim) => `${claim.text} ${claim.citations.map((n) => `[${n}]`).join('')}`)].join(
      '\n\n',
    ),
    parts: [
      { kind: 'lead', text },
      ...(claims.length > 0 ? [{ kind: 'claims' as const, claims: claims.map((_, at) => at) }] : []),
    ],
    claims,
    removed: [],
    suggestions: [],
    citations: answer.citations
      .filter(({ n }) => used.has(n))
      .map((citation) => ({ ...citation, n: anew(citation.n) })),
    nearest: null,
    census: null,
    plan: NO_PLAN,
    searched: { calls: 0, segments: 0, inScope: 0, withoutTranscript: 0, choice: null },
    model: answer.model,
    usage: null,
    notes: [],
    timingsMs: {},
  };
}
