import { Link } from '@tanstack/react-router';
import { momentAddress } from '../call/call-address.ts';
import { CallView } from '../call/call-view.tsx';
import { useCall } from '../call/use-call.ts';
import { formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Problem, Skeleton } from '../ui/page.tsx';
import type { OpenedMoment } from './moment.ts';

/** A moment of a call beside an answer: the transcript there, and the player ready. */
export default function MomentView({ moment }: { moment: OpenedMoment }) {
  const call = useCall(moment.callId);
  const timeZone = useTimeZone();
  if (call.error) return <Problem error={call.error} />;
  if (!call.data) return <Skeleton rows={4} />;
  return (
    <div className="flex min-h-0 grow flex-col gap-3">
      <p className="quiet text-sm">
        {formatDay(call.data.startedAt, timeZone)}
        {call.data.accounts.length > 0 && ` · ${call.data.accounts.map(({ name }) => name).join(', ')}`}
        {' · '}
        <Link to="/calls/$callId" params={{ callId: moment.callId }} search={momentAddress(moment)} className="link">
          Open the call
        </Link>
      </p>
      <CallView key={moment.callId} call={call.data} at={moment.startMs} to={moment.endMs} opened={moment} />
    </div>
  );
}
