import { readTranscript } from '../store/calls-reader.ts';
import { type CheckedClaim, checkInCalls } from './check-claims.ts';
import type { AskContext } from './draft.ts';
import type { Verdict } from './judge-claims.ts';

/**
 * A claim that its judge finds carried and rules do not, checked once more beside the whole calls that it cites. Who
 * "we" and "they" are may be said an hour before; a name that nobody says in the whole call stays a veto.
 */
export async function heardInCall(
  { db, scope, question, organization: { timeZone } }: AskContext,
  checked: CheckedClaim,
  verdict: Verdict,
): Promise<CheckedClaim> {
  if (checked.kind !== 'doubted' || !checked.isVetoed || verdict?.kind !== 'carried') return checked;
  const said = new Map<string, string>();
  for (const id of new Set(checked.quotes.map(({ evidence }) => evidence.call.id))) {
    const segments = await readTranscript(db, scope, id);
    said.set(id, segments.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join(' '));
  }
  return checkInCalls(checked, (id) => said.get(id) ?? '', { asked: question, timeZone });
}
