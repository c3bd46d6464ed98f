import { Link } from '@tanstack/react-router';
import type { NamedCall } from '../../http/api-types.ts';
import { counted, formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';

type Props = { lead?: string; calls: NamedCall[]; more?: number };

/** Calls by name, without quotes. */
export function CallsListed({ lead, calls, more = 0 }: Props) {
  const timeZone = useTimeZone();
  return (
    <div className="quiet text-sm">
      {lead && <p>{lead}</p>}
      <ul>
        {calls.map(({ id, title, startedAt, accounts }) => (
          <li key={id}>
            –{' '}
            <Link to="/calls/$callId" params={{ callId: id }} className="hover:underline">
              {title}
            </Link>
            {['', formatDay(startedAt, timeZone), ...accounts.map(({ name }) => name)].join(' · ')}
          </li>
        ))}
      </ul>
      {more > 0 && <p>… and {counted(more, 'more call')}</p>}
    </div>
  );
}
