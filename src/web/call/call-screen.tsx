import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { api, failureOf } from '../api-client.ts';
import { counted, formatDay, formatPosition, PLATFORM_NAMES, SIDE_NAMES } from '../format.ts';
import { useTimeZone } from '../shell.tsx';

export function CallScreen() {
  const { callId } = useParams({ from: '/calls/$callId' });
  const timeZone = useTimeZone();
  const { at, to } = useSearch({ from: '/calls/$callId' });
  const call = useQuery({
    queryKey: ['call', callId],
    queryFn: async () => {
      const response = await api.calls[':callId'].$get({ param: { callId } });
      if (response.status !== 200) throw await failureOf(response);
      return response.json();
    },
  });
  const transcript = useQuery({
    queryKey: ['transcript', callId],
    queryFn: async () => {
      const response = await api.calls[':callId'].transcript.$get({ param: { callId } });
      if (response.status !== 200) throw await failureOf(response);
      return (await response.json()).segments;
    },
  });

  useEffect(() => {
    if (call.data) document.title = `${call.data.title} · Colloquy`;
  }, [call.data]);

  if (call.error) {
    return (
      <div role="alert" className="py-16 text-center">
        <p>{call.error.message}</p>
        <Link to="/" className="button mt-4">
          Ask a question
        </Link>
      </div>
    );
  }
  if (!call.data) return <p className="quiet py-16 text-center">Loading the call…</p>;
  const { title, startedAt, durationSeconds, platform, accounts, participants, gongUrl } = call.data;
  return (
    <article>
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <p className="quiet mt-1 text-sm">
        {formatDay(startedAt, timeZone)} · {counted(Math.max(1, Math.round(durationSeconds / 60)), 'minute')} ·{' '}
        {PLATFORM_NAMES[platform]}
        {accounts.length > 0 && ` · ${accounts.map((account) => account.name).join(', ')}`}
        {gongUrl && (
          <>
            {' · '}
            <a href={gongUrl} className="text-teal-700 underline dark:text-teal-300">
              Open in Gong
            </a>
          </>
        )}
      </p>
      <ul className="mt-3 flex flex-wrap gap-2" aria-label="Participants">
        {participants.map((party) => (
          <li key={`${party.name} ${party.email}`} className="chip" title={party.email ?? undefined}>
            {party.name}
            <span className="quiet text-xs">{[party.title, SIDE_NAMES[party.side]].filter(Boolean).join(', ')}</span>
          </li>
        ))}
      </ul>
      {transcript.error && (
        <p role="alert" className="mt-6">
          {transcript.error.message}
        </p>
      )}
      {transcript.data?.length === 0 && (
        <p className="card quiet mt-6 p-4">
          {call.data.transcript.reason ?? 'Its transcript is asked for next.'}{' '}
          <a className="link" href="/docs/gong#missing-transcripts">
            About missing transcripts
          </a>
        </p>
      )}
      {transcript.data && <Transcript segments={transcript.data} at={at} to={to} />}
    </article>
  );
}

type Segment = {
  speaker: { name: string; side: 'us' | 'customer' | 'unknown' };
  startMs: number;
  endMs: number;
  sentences: { startMs: number; endMs: number; text: string }[];
};

/** The words of the call; the cited sentences are marked, and the first of them is brought into view. */
function Transcript({ segments, at, to }: { segments: Segment[]; at: number | undefined; to: number | undefined }) {
  const cited = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment of the same call is brought into view too
  useEffect(() => {
    cited.current?.scrollIntoView({ block: 'center' });
  }, [at, segments]);
  const isCited = (sentence: { startMs: number; endMs: number }) =>
    at !== undefined && sentence.endMs > at && sentence.startMs < (to ?? at + 1) && sentence.startMs >= at;
  const first = segments.flatMap((segment) => segment.sentences).find(isCited);
  return (
    <ol className="mt-6 space-y-4" aria-label="Transcript">
      {segments.map((segment) => (
        <li key={segment.startMs} className="grid grid-cols-[3.5rem_1fr] gap-x-3">
          <span className="quiet pt-0.5 text-right text-sm tabular-nums">{formatPosition(segment.startMs)}</span>
          <div>
            <p className="text-sm font-medium">
              {segment.speaker.name} <span className="quiet font-normal">{SIDE_NAMES[segment.speaker.side]}</span>
            </p>
            <p className="leading-relaxed">
              {segment.sentences.map((sentence) =>
                isCited(sentence) ? (
                  <mark
                    key={sentence.startMs}
                    ref={sentence === first ? cited : undefined}
                    data-start-ms={sentence.startMs}
                    className="rounded bg-amber-200 px-0.5 text-stone-900 dark:bg-amber-300"
                  >
                    {sentence.text}{' '}
                  </mark>
                ) : (
                  <span key={sentence.startMs}>{sentence.text} </span>
                ),
              )}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
