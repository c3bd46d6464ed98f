import { ClaimView, type ShownClaim } from './claim-view.tsx';

/** Claims under no heading. Also shows checked claims before the whole answer has arrived. */
export function Claims({ claims }: { claims: ShownClaim[] }) {
  if (claims.length === 0) return null;
  return (
    <ul className="card space-y-3 p-5">
      {claims.map((claim) => (
        <li key={claim.at} className="leading-relaxed">
          <ClaimView claim={claim} />
        </li>
      ))}
    </ul>
  );
}
