import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatMoment } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Skeleton } from '../ui/page.tsx';
import { usePlayback } from './playback.ts';
import { Player } from './player.tsx';
import { RelatedMoments } from './related-moments.tsx';
import { TopicTimeline } from './topic-timeline.tsx';
import { Transcript } from './transcript.tsx';
import { type Call, useCallStatus, useTranscript } from './use-call.ts';

type Props = {
  call: Call;
  at: number | undefined;
  to: number | undefined;
  hasTopics?: boolean;
  /** More beside the transcript's tools. */
  children?: ReactNode;
};

/** A call to listen to and read: the player stands at the cited moment, the transcript follows along. */
export function CallView({ call, at, to, hasTopics = false, children }: Props) {
  const transcript = useTranscript(call.id);
  const queries = useQueryClient();
  const playback = usePlayback(at);
  const [relatedAt, setRelatedAt] = useState<number | null>(null);
  const urlOf = (ms: number) => `${window.location.origin}/calls/${encodeURIComponent(call.id)}?at=${ms}`;
  const segments = transcript.data ?? [];
  return (
    <div className="flex min-h-0 grow flex-col gap-4">
      <Player key={`${call.id} ${at}`} callId={call.id} title={call.title} playback={playback} />
      {hasTopics && (
        <TopicTimeline
          callId={call.id}
          durationMs={Math.max(call.durationSeconds * 1000, segments.at(-1)?.endMs ?? 0)}
          nowMs={() => (playback.media.current?.currentTime ?? 0) * 1000}
          onMoment={(ms) => playback.seek(ms)}
        />
      )}
      {transcript.isPending && <Skeleton rows={5} />}
      {transcript.error && (
        <div role="alert" className="card p-4">
          <p>{transcript.error.message}</p>
          <button
            type="button"
            className="button-quiet mt-3"
            onClick={() => queries.invalidateQueries({ queryKey: ['transcript', call.id] })}
          >
            Try again
          </button>
        </div>
      )}
      {relatedAt !== null && (
        <RelatedMoments
          key={`${call.id} ${relatedAt}`}
          callId={call.id}
          atMs={relatedAt}
          onClose={() => setRelatedAt(null)}
        />
      )}
      {transcript.data?.length === 0 && <NoTranscript call={call} />}
      {segments.length > 0 && (
        <Transcript segments={segments} at={at} to={to} playback={playback} urlOf={urlOf} onRelated={setRelatedAt}>
          {at !== undefined && relatedAt === null && (
            <button type="button" className="button-quiet py-1 text-sm" onClick={() => setRelatedAt(at)}>
              More like this
            </button>
          )}
          {children}
        </Transcript>
      )}
    </div>
  );
}

/** Why the transcript is missing, and when Gong is asked again. */
function NoTranscript({ call }: { call: Call }) {
  const timeZone = useTimeZone();
  const status = useCallStatus(call.id, true);
  const nextTryAt = status.data?.nextTryAt;
  return (
    <p className="card quiet p-4">
      {call.transcript.reason ?? 'Its transcript is asked for next.'}
      {nextTryAt && ` Next try: ${formatMoment(nextTryAt, timeZone)}.`}{' '}
      <a className="link" href="/docs/gong#missing-transcripts">
        About missing transcripts
      </a>
    </p>
  );
}
