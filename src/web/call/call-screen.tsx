import { Link, useParams, useSearch } from '@tanstack/react-router';
import { counted, formatMoment, PLATFORM_NAMES, SIDE_NAMES } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Problem, Skeleton, useTabTitle } from '../ui/page.tsx';
import { CallView } from './call-view.tsx';
import { type Call, type Segment, useCall, useTranscript } from './use-call.ts';

const KIND_NAMES = { internal: 'internal', external: 'with customers', unknown: 'kind unknown' } as const;

/** One call: participants, transcript and recording. */
export function CallScreen() {
  const { callId } = useParams({ from: '/calls/$callId' });
  const { at, to } = useSearch({ from: '/calls/$callId' });
  const call = useCall(callId);
  useTabTitle(call.data?.title ?? 'Call');
  if (call.error) return <Problem error={call.error} />;
  if (!call.data) return <Skeleton rows={4} height="h-20" />;
  return (
    <article className="flex flex-col gap-4 lg:h-[calc(100dvh-3rem)]">
      <Head call={call.data} />
      <CallView call={call.data} at={at} to={to} hasTopics />
    </article>
  );
}

function Head({ call }: { call: Call }) {
  const timeZone = useTimeZone();
  const { data: segments = [] } = useTranscript(call.id);
  const { title, startedAt, durationSeconds, platform, kind, accounts, participants, gongUrl } = call;
  const shares = talkShares(segments);
  return (
    <header>
      <h1 className="text-2xl font-semibold tracking-tight break-words">{title}</h1>
      <p className="quiet mt-1 text-sm">
        {formatMoment(startedAt, timeZone, { hasYear: true })} ·{' '}
        {counted(Math.max(1, Math.round(durationSeconds / 60)), 'minute')} · {PLATFORM_NAMES[platform]} ·{' '}
        {KIND_NAMES[kind]}
        {accounts.map((account) => (
          <span key={account.id}>
            {' · '}
            <Link to="/accounts/$accountId" params={{ accountId: account.id }} className="link">
              {account.name}
            </Link>
          </span>
        ))}
        {gongUrl && (
          <>
            {' · '}
            <a href={gongUrl} className="link">
              Open in Gong
            </a>
          </>
        )}
      </p>
      <ul className="mt-3 flex flex-wrap gap-2" aria-label="Participants">
        {participants.map((party) => {
          const share = shares.get(party.name);
          const details = [party.title, SIDE_NAMES[party.side], !party.attended && 'did not join'].filter(Boolean);
          return (
            <li key={`${party.name} ${party.email}`} className="chip" title={party.email ?? undefined}>
              {party.name}
              <span className="quiet text-xs">{details.join(', ')}</span>
              {share !== undefined && (
                <span className="text-xs tabular-nums" title={`Spoke ${Math.round(share * 100)} % of the time`}>
                  {Math.round(share * 100)} %
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </header>
  );
}

/** Each speaker's share of the talk, 0 to 1, by name. */
function talkShares(segments: readonly Segment[]): Map<string, number> {
  const spoken = new Map<string, number>();
  for (const { speaker, startMs, endMs } of segments)
    spoken.set(speaker.name, (spoken.get(speaker.name) ?? 0) + endMs - startMs);
  const total = [...spoken.values()].reduce((sum, ms) => sum + ms, 0);
  return new Map([...spoken].map(([name, ms]) => [name, total === 0 ? 0 : ms / total]));
}
