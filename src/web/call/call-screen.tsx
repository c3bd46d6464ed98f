import { Link, useParams, useSearch } from '@tanstack/react-router';
import { counted, formatMoment, PLATFORM_NAMES } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Problem, Skeleton, useTabTitle } from '../ui/page.tsx';
import { CallView } from './call-view.tsx';
import { type Call, useCall } from './use-call.ts';

const KIND_NAMES = { internal: 'internal', external: 'with customers', unknown: 'kind unknown' } as const;

/** One call: recording, who spoke when, participants, and the transcript beside them. */
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
      <CallView key={callId} call={call.data} at={at} to={to} isPage />
    </article>
  );
}

function Head({ call }: { call: Call }) {
  const timeZone = useTimeZone();
  const { title, startedAt, durationSeconds, platform, kind, accounts, gongUrl } = call;
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
    </header>
  );
}
