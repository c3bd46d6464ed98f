import type { CallReason, CallState } from '../../http/api-types.ts';
import { api } from '../api-client.ts';
import { counted, formatDay, formatMoment } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { namesIn } from '../url-state.ts';
import { type Gong, guideUrl, useGongChange } from './gong-api.ts';

const STATES = {
  indexed: 'Searchable',
  linked: 'Being added to search',
  details: 'Transcript next',
  transcript_pending: 'Transcript pending',
  no_transcript: 'No transcript expected',
  seen: 'Details pending',
  left_out: 'Excluded',
  removed: 'Deleted in Gong',
} as const satisfies Record<CallState, string>;

/** Reasons explained further in the guide's part on transcripts. */
const OF_TRANSCRIPTS: readonly CallReason[] = [
  'transcript_unreadable',
  'transcript_not_stored',
  'transcript_not_asked',
  'transcript_not_ready',
  'transcript_never_came',
  'transcription_off',
  'no_speech',
  'unsupported_language',
  'too_short',
];

/** The state of every call Gong ever listed; the numbers add up. */
export function CallLedger({ gong }: { gong: Gong }) {
  const timeZone = useTimeZone();
  const confirm = useGongChange(() => api.integrations.gong.removals.$post());
  const { known: total, gongTotal, countedAt } = gong.calls;
  const held = gong.calls.reasons.find(({ reason }) => reason === 'removal_held');
  return (
    <section className="card p-4" aria-label="Calls">
      <h2 className="text-lg font-medium">Calls</h2>
      {total === 0 ? (
        <p className="quiet mt-1 text-sm">
          None yet.{' '}
          <a className="link" href={guideUrl('calls-not-appearing')}>
            Calls not appearing?
          </a>
        </p>
      ) : (
        <>
          <p className="quiet text-sm">
            {counted(total, 'call')} listed by Gong so far
            {gong.covered.length > 0 && (
              <>
                {', covering '}
                {gong.covered
                  .map(({ from, to }) => `${formatDay(from, timeZone)} to ${formatDay(to, timeZone)}`)
                  .join(', ')}
              </>
            )}
            {gongTotal !== null && countedAt && (
              <>
                . Gong counted {gongTotal.toLocaleString('en')} on these dates on {formatMoment(countedAt, timeZone)}
              </>
            )}
          </p>
          <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
            {namesIn(STATES)
              .filter((state) => gong.calls[state] > 0)
              .map((state) => (
                <div key={state}>
                  <dd className="text-xl font-semibold tabular-nums">{gong.calls[state].toLocaleString('en')}</dd>
                  <dt className="quiet text-sm">{STATES[state]}</dt>
                </div>
              ))}
          </dl>
          {gong.calls.reasons.length > 0 && (
            <ul className="mt-3 space-y-1 text-sm" aria-label="Reasons">
              {gong.calls.reasons.map(({ reason, text, calls }) => (
                <li key={reason}>
                  <span className="font-medium tabular-nums">{calls.toLocaleString('en')}</span> {text}{' '}
                  <a
                    className="link"
                    href={guideUrl(OF_TRANSCRIPTS.includes(reason) ? 'missing-transcripts' : 'calls-not-appearing')}
                  >
                    More
                  </a>
                </li>
              ))}
            </ul>
          )}
          {gong.calls.aside.length > 0 && (
            <p className="quiet mt-2 text-sm">Set aside: {gong.calls.aside.map(({ callId }) => callId).join(', ')}</p>
          )}
          {held && (
            <div className="mt-3">
              <button
                type="button"
                className="button-quiet"
                disabled={confirm.isPending}
                onClick={() => confirm.mutate()}
              >
                Remove {counted(held.calls, 'call')} here too
              </button>
              {confirm.error && <p role="alert">{confirm.error.message}</p>}
            </div>
          )}
        </>
      )}
    </section>
  );
}
