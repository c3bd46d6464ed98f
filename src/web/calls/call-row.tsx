import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { counted, formatMoment, PLATFORM_NAMES } from '../format.ts';
import { useTimeZone } from '../me.ts';
import type { ListedCall } from './use-calls.ts';

const NO_WORDS = { pending: 'transcript pending', none: 'no transcript', ready: null } as const;

/** A call in a list: time, length, participants. */
export function CallRow({
  call,
  showsAccounts = true,
  children,
}: {
  call: ListedCall;
  showsAccounts?: boolean;
  children?: ReactNode;
}) {
  const timeZone = useTimeZone();
  const { id, title, startedAt, durationSeconds, platform, kind, accounts, participants, transcript } = call;
  const facts = [
    formatMoment(startedAt, timeZone, { hasYear: true }),
    counted(Math.max(1, Math.round(durationSeconds / 60)), 'minute'),
    PLATFORM_NAMES[platform],
    kind === 'internal' && 'internal',
    NO_WORDS[transcript.state],
    showsAccounts && accounts.map(({ name }) => name).join(', '),
  ];
  return (
    <li className="card p-4">
      <Link to="/calls/$callId" params={{ callId: id }} className="font-medium hover:underline">
        {title}
      </Link>
      <p className="quiet text-sm">{facts.filter(Boolean).join(' · ')}</p>
      <p className="quiet mt-1 text-sm">
        {participants.map(({ name, side }) => (side === 'us' ? `${name} (us)` : name)).join(', ')}
      </p>
      {children}
    </li>
  );
}
