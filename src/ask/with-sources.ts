import { scopeOf } from '../access/scope.ts';
import { type Citation, toMomentUrl } from '../citation.ts';
import type { AnswerRecord } from '../store/answers-store.ts';
import { readTranscript } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import type { Answer } from './answer.ts';
import { asFarAsReadable, isReadableWhole } from './as-far-as-readable.ts';
import { readKept, unreadableAnswer } from './kept-answer.ts';
import { locateQuote } from './locate-quote.ts';

export type SourcesDeps = { db: Db; publicUrl: () => string };

/**
 * A saved answer with its citations as of today, as far as the viewer may read its calls. A citation moves with its
 * words and carries edited words as `quoteNow`. A quote no longer in a transcript is marked `gone`.
 */
export async function withSources(
  { db, publicUrl }: SourcesDeps,
  viewer: Viewer,
  record: AnswerRecord,
): Promise<Answer> {
  const scope = scopeOf(viewer);
  const kept = readKept(record)?.answer ?? unreadableAnswer(record);
  const answer = (await isReadableWhole(db, viewer, record))
    ? kept
    : await asFarAsReadable(db, scope, kept, {
        isOwn: record.memberId === viewer.memberId,
        hasAccess: record.access !== null,
      });
  const cited = answer.nearest ? [...answer.citations, answer.nearest] : answer.citations;
  const sentences = new Map<string, Awaited<ReturnType<typeof readTranscript>>[number]['sentences']>();
  for (const callId of new Set(cited.map((citation) => citation.callId)))
    sentences.set(
      callId,
      (await readTranscript(db, scope, callId)).flatMap((segment) => segment.sentences),
    );
  const place = (citation: Citation): Citation => {
    const found = locateQuote(citation, sentences.get(citation.callId) ?? []);
    if (found.source === 'same') return { ...citation, source: 'same' };
    if (found.source === 'gone') return { ...citation, source: 'gone' };
    const { startMs, endMs } = found;
    const moved = { ...citation, ...found, url: toMomentUrl(publicUrl(), citation.callId, { startMs, endMs }) };
    return moved;
  };
  return { ...answer, citations: answer.citations.map(place), nearest: answer.nearest && place(answer.nearest) };
}
