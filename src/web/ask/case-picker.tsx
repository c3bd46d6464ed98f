import { useState } from 'react';
import type { Answer, SentMoment } from '../../http/api-types.ts';
import type { Evidence } from '../api-client.ts';
import { useTranscript } from '../call/use-call.ts';
import { formatDay, formatPosition } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Problem, Skeleton } from '../ui/page.tsx';

type Props = {
  answer: Answer;
  evidence: Evidence;
  moments: readonly SentMoment[];
  onChange: (moments: SentMoment[]) => void;
};

/** The moments that answer a question, chosen in transcripts: of the calls that were found, or of one by its link. */
export function CasePicker({ answer, evidence, moments, onChange }: Props) {
  const timeZone = useTimeZone();
  const found = [...answer.citations, ...(answer.nearest ? [answer.nearest] : []), ...evidence];
  const calls = [...new Map(found.map((one) => [one.callId as string, one])).values()];
  const [chosen, setChosen] = useState<string>(calls[0]?.callId ?? '');
  const [link, setLink] = useState('');
  const linked = /\/calls\/(\d+)/.exec(link)?.[1] ?? null;
  const callId = linked ?? chosen;
  return (
    <fieldset className="space-y-3">
      <legend className="text-sm">
        Which moments answer it? Leave all unmarked if no call does.{' '}
        <span className="quiet">{moments.length} chosen</span>
      </legend>
      {calls.length > 0 && (
        <label className="block space-y-1 text-sm">
          <span>Call</span>
          <select
            className="field"
            value={chosen}
            disabled={linked !== null}
            onChange={(event) => setChosen(event.target.value)}
          >
            {calls.map((call) => (
              <option key={call.callId} value={call.callId}>
                {call.callTitle}, {formatDay(call.startedAt, timeZone)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="block space-y-1 text-sm">
        <span>Or the link of another call</span>
        <input className="field" value={link} onChange={(event) => setLink(event.target.value)} />
      </label>
      {callId !== '' && <Transcript key={callId} callId={callId} moments={moments} onChange={onChange} />}
    </fieldset>
  );
}

function Transcript({ callId, moments, onChange }: Pick<Props, 'moments' | 'onChange'> & { callId: string }) {
  const transcript = useTranscript(callId);
  const [find, setFind] = useState('');
  if (transcript.error) return <Problem error={transcript.error} onRetry={() => transcript.refetch()} />;
  if (!transcript.data) return <Skeleton rows={3} height="h-10" />;
  const wanted = find.trim().toLowerCase();
  const isOf = (moment: SentMoment, startMs: number) => moment.callId === callId && moment.startMs === startMs;
  return (
    <div className="space-y-2">
      <label className="block space-y-1 text-sm">
        <span>Find in the transcript</span>
        <input type="search" className="field" value={find} onChange={(event) => setFind(event.target.value)} />
      </label>
      <ul className="max-h-60 space-y-1 overflow-auto" aria-label="Transcript">
        {transcript.data
          .map((segment) => ({ ...segment, text: segment.sentences.map(({ text }) => text).join(' ') }))
          .filter(({ text }) => text.toLowerCase().includes(wanted))
          .map(({ startMs, endMs, speaker, text }) => (
            <li key={startMs}>
              <label className="flex cursor-pointer gap-2 rounded-lg p-2 text-sm hover:bg-stone-100 dark:hover:bg-stone-800">
                <input
                  type="checkbox"
                  checked={moments.some((moment) => isOf(moment, startMs))}
                  onChange={({ target }) =>
                    onChange(
                      target.checked
                        ? [...moments, { callId, startMs, endMs }]
                        : moments.filter((moment) => !isOf(moment, startMs)),
                    )
                  }
                />
                <span>
                  <span className="quiet">
                    {speaker.name}, {formatPosition(startMs)}:
                  </span>{' '}
                  {text}
                </span>
              </label>
            </li>
          ))}
      </ul>
    </div>
  );
}
