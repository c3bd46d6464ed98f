import { ClaimView, type ShownClaim } from './claim-view.tsx';

type Props = {
  claims: ShownClaim[];
  /** Whether a heading above names the call. */
  isOfCall?: boolean;
  /** The account that a heading above names. */
  account?: string | undefined;
};

/** Claims one below the other. Also shows checked claims before the whole answer has arrived. */
export function Claims({ claims, isOfCall = false, account }: Props) {
  if (claims.length === 0) return null;
  return (
    <ul className="space-y-1">
      {claims.map((claim, at) => (
        <li key={claim.at} className={claim.form === 'worded' ? 'not-first:mt-4' : ''}>
          <ClaimView
            claim={claim}
            above={claims.slice(0, at)}
            below={claims[at + 1]}
            showsCall={!isOfCall}
            account={account}
          />
        </li>
      ))}
    </ul>
  );
}
