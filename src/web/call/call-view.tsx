import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { formatMoment } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Skeleton } from '../ui/page.tsx';
import { PeopleList } from './people-list.tsx';
import { usePlayback } from './playback.ts';
import { Player } from './player.tsx';
import { RelatedMoments } from './related-moments.tsx';
import { Timeline } from './timeline.tsx';
import { Transcript } from './transcript.tsx';
import { type Call, useCallStatus, useTranscript } from './use-call.ts';
import { useCallKeys } from './use-call-keys.ts';

type Props = {
  call: Call;
  at: number | undefined;
  to: number | undefined;
  /** The opening that shows it beside a page: whether it plays, and which opening it is. */
  opened?: { plays: boolean; openedAt: number };
  /** Whether it is a page of its own, with who spoke when and who took part beside the transcript. */
  isPage?: boolean;
};

/** A call to listen to and read: the player stands at the cited moment, the transcript follows along. */
export function CallView({ call, at, to, opened, isPage = false }: Props) {
  const transcript = useTranscript(call.id);
  const queries = useQueryClient();
  const playback = usePlayback(at, opened);
  const [relatedAt, setRelatedAt] = useState<number | null>(null);
  const find = useRef<HTMLInputElement>(null);
  const segments = transcript.data ?? [];
  useCallKeys({ call, at, playback, find });
  const player = <Player callId={call.id} title={call.title} playback={playback} />;
  const words = (
    <>
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
        <Transcript
          call={call}
          segments={segments}
          at={at}
          to={to}
          playback={playback}
          findBox={find}
          onRelated={setRelatedAt}
        >
          {at !== undefined && relatedAt === null && (
            <button type="button" className="button-quiet py-1 text-sm" onClick={() => setRelatedAt(at)}>
              More like this
            </button>
          )}
        </Transcript>
      )}
    </>
  );
  if (!isPage)
    return (
      <div className="flex min-h-0 grow flex-col gap-4">
        {player}
        {words}
      </div>
    );
  return (
    <div className="grid min-h-0 grow gap-x-6 gap-y-4 lg:grid-cols-[minmax(17rem,1fr)_minmax(0,40rem)]">
      <div className="min-w-0 space-y-5 lg:overflow-y-auto lg:pb-2">
        {player}
        <Timeline
          callId={call.id}
          segments={segments}
          durationMs={Math.max(call.durationSeconds * 1000, segments.at(-1)?.endMs ?? 0)}
          playback={playback}
        />
        <PeopleList participants={call.participants} segments={segments} />
        {segments.length > 0 && <KeysHint />}
      </div>
      <div className="flex min-h-0 min-w-0 flex-col gap-4">{words}</div>
    </div>
  );
}

const KEYS = [
  ['Space', 'play'],
  ['← →', '5 seconds'],
  ['/', 'find'],
  ['c', 'copy link'],
] as const;

const KeysHint = () => (
  <p className="quiet flex flex-wrap gap-x-3 gap-y-1 text-xs max-lg:hidden">
    {KEYS.map(([key, what]) => (
      <span key={key}>
        <kbd className="rounded border border-stone-300 px-1 font-sans dark:border-stone-700">{key}</kbd> {what}
      </span>
    ))}
  </p>
);

/** Why the transcript is missing, and when Gong is asked again. */
function NoTranscript({ call }: { call: Call }) {
  const timeZone = useTimeZone();
  const status = useCallStatus(call.id, true);
  const nextTryAt = status.data?.nextTryAt;
  return (
    <p className="card quiet p-4">
      {call.transcript.reason ?? 'The transcript will be requested next.'}
      {nextTryAt && ` Next try: ${formatMoment(nextTryAt, timeZone)}.`}{' '}
      <a className="link" href="/docs/gong#missing-transcripts">
        About missing transcripts
      </a>
    </p>
  );
}
