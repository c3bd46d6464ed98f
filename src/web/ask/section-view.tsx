import { Link } from '@tanstack/react-router';
import type { NamedCall } from '../../http/api-types.ts';
import { counted, formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import type { ShownClaim } from './claim-view.tsx';
import { Claims } from './claims.tsx';

type Props = { call: NamedCall; claims: ShownClaim[]; more: number };

/** Claims from one call, below its name, which leads to it. */
export function SectionView({ call, claims, more }: Props) {
  const timeZone = useTimeZone();
  return (
    <section className="card p-3 pt-4">
      <h2 className="px-2 font-semibold">
        <Link to="/calls/$callId" params={{ callId: call.id }} className="hover:underline">
          {call.title}
        </Link>
      </h2>
      <p className="quiet mb-1 px-2 text-sm">
        {[formatDay(call.startedAt, timeZone), call.accounts.map(({ name }) => name).join(', ')]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Claims claims={claims} isOfCall account={call.accounts.length === 1 ? call.accounts[0]?.name : undefined} />
      {more > 0 && <p className="quiet mt-2 px-2 text-sm">{counted(more, 'more mention')}</p>}
    </section>
  );
}

/** Claims under a heading: an account, a theme, a day. */
export function ThemeView({ heading, claims }: { heading: string; claims: ShownClaim[] }) {
  return (
    <section className="card p-5">
      <h2 className="mb-2 font-semibold">
        <bdi>{heading}</bdi>
      </h2>
      <Claims claims={claims} account={heading} />
    </section>
  );
}
