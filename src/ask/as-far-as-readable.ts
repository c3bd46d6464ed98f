import { scopeOf } from '../access/scope.ts';
import { isEveryCall } from '../access-filter.ts';
import { toCallId } from '../call.ts';
import type { AnswerRecord } from '../store/answers-store.ts';
import { readableIds } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope, Viewer } from '../viewer.ts';
import type { Answer } from './answer.ts';
import { NO_PLAN } from './kept-answer.ts';

const IN_PART =
  'This answer also used calls that you may not read. These are the statements whose quotes you may read:';
const NOTHING = 'This answer was made of calls that you may not read.';

/**
 * Whether the viewer may see a kept answer as it was given. Its counts and lists are of all that its asker could read,
 * so a colleague sees it whole only who may read every call.
 */
export async function isReadableWhole(db: Db, viewer: Viewer, record: AnswerRecord): Promise<boolean> {
  const scope = scopeOf(viewer);
  if (isEveryCall(scope.access)) return true;
  if (record.memberId !== viewer.memberId) return false;
  const readable = await readableIds(db, scope, record.callIds.map(toCallId));
  return record.callIds.every((id) => readable.has(id));
}

/** What is left of an answer for somebody who may not see it whole: claims with all their quotes in readable calls. */
export async function asFarAsReadable(db: Db, scope: Scope, answer: Answer): Promise<Answer> {
  const cited = answer.citations.map(({ callId }) => callId);
  const readable = await readableIds(db, scope, cited);
  const citations = answer.citations.filter(({ callId }) => readable.has(callId));
  const shown = new Set(citations.map(({ n }) => n));
  const claims = answer.claims.filter((claim) => claim.citations.every((n) => shown.has(n)));
  const used = new Set(claims.flatMap((claim) => claim.citations));
  const text = claims.length > 0 ? IN_PART : NOTHING;
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
    citations: citations.filter(({ n }) => used.has(n)),
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
