import { ClaimView, type ShownClaim } from './claim-view.tsx';

type Props = {
  claims: ShownClaim[];
  /** Whether a heading above names the call. */
  isOfCall?: boolean;
};

/** Claims one below the other. Also shows checked claims before the whole answer has arrived. */
export function Claims({ claims, isOfCall = false }: Props) {
  if (claims.length === 0) return null;
  return (
    <ul className="space-y-1">
      {claims.map((claim, at) => {
        const next = claims[at + 1]?.citations[0]?.callId;
        return (
          <li key={claim.at} className={claim.form === 'worded' ? 'not-first:mt-4' : ''}>
            <ClaimView
              claim={claim}
              before={claims[at - 1]}
              showsCall={!isOfCall && next !== claim.citations[0]?.callId}
            />
          </li>
        );
      })}
    </ul>
  );
}
