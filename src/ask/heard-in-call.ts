import { textOf } from '../segment.ts';
import { readTranscript } from '../store/calls-reader.ts';
import { type CheckedClaim, checkInCalls } from './check-claims.ts';
import type { AskContext } from './draft.ts';
import type { Verdict } from './judge-claims.ts';

/** Whether a claim may be heard anew: its judge finds it carried, and rules do not. */
export const mayBeHeard = (
  checked: CheckedClaim,
  verdict: Verdict,
): checked is Extract<CheckedClaim, { kind: 'doubted' }> =>
  checked.kind === 'doubted' && checked.isVetoed && verdict?.kind === 'carried';

/**
 * Checks claims once more beside the whole calls that they cite, if their judge finds them carried and rules do not.
 * Who "we" and "they" are may be said an hour before; a name that nobody says in the whole call stays a veto.
 */
export function claimHearer({ db, scope, question, organization: { timeZone } }: AskContext) {
  const said = new Map<string, string>();
  return async (checked: CheckedClaim, verdict: Verdict): Promise<CheckedClaim> => {
    if (!mayBeHeard(checked, verdict)) return checked;
    for (const { evidence } of checked.quotes) {
      const { id } = evidence.call;
      if (said.has(id)) continue;
      const segments = await readTranscript(db, scope, id);
      said.set(id, segments.map(textOf).join(' '));
    }
    return checkInCalls(checked, (id) => said.get(id) ?? '', { asked: question, timeZone });
  };
}
