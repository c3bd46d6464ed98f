import type { NamedCall } from '../../http/api-types.ts';
import { counted, formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import type { ShownClaim } from './claim-view.tsx';
import { ClaimView } from './claim-view.tsx';

type Props = { call: NamedCall; claims: ShownClaim[]; more: number };

/** Claims from one call; a quote follows the speaker's name. */
export function SectionView({ call, claims, more }: Props) {
  const timeZone = useTimeZone();
  return (
    <section className="card p-5">
      <h2 className="font-semibold">{call.title}</h2>
      <p className="quiet text-sm">
        {[formatDay(call.startedAt, timeZone), call.accounts.map(({ name }) => name).join(', ')]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ClaimsOf claims={claims} />
      {more > 0 && <p className="quiet mt-3 text-sm">{counted(more, 'more mention')}</p>}
    </section>
  );
}

/** Claims under a heading: an account, a theme, a day. */
export function ThemeView({ heading, claims }: { heading: string; claims: ShownClaim[] }) {
  return (
    <section className="card p-5">
      <h2 className="font-semibold">
        <bdi>{heading}</bdi>
      </h2>
      <ClaimsOf claims={claims} />
    </section>
  );
}

function ClaimsOf({ claims }: { claims: ShownClaim[] }) {
  return (
    <ul className="mt-3 space-y-3">
      {claims.map((claim) => (
        <li key={claim.at} className="border-l-2 border-stone-300 pl-3 leading-relaxed dark:border-stone-700">
          <ClaimView claim={claim} />
        </li>
      ))}
    </ul>
  );
}
