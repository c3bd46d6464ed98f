import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer, MOST_CASE_MOMENTS, SentMoment } from '../../http/api-types.ts';
import { api, type Evidence, read } from '../api-client.ts';
import { useCall, useTranscript } from '../call/use-call.ts';
import { counted, formatDay, formatPosition } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { clearedByEscape } from '../ui/escape.ts';
import { Problem, Skeleton } from '../ui/page.tsx';

type Props = {
  answer: Answer;
  evidence: Evidence;
  moments: readonly SentMoment[];
  onChange: (moments: SentMoment[]) => void;
};

/** As many as the server keeps. */
const MOST: typeof MOST_CASE_MOMENTS = 20;

/** The calls to choose moments in: those that the answer was made of, then others of its accounts. */
function useCalls({ id, citations, nearest }: Answer, evidence: Evidence) {
  const others = useQuery({
    queryKey: ['case-calls', id],
    queryFn: () => read(api.answers[':answerId'].case.calls.$get({ param: { answerId: id } })),
  });
  const found = [...citations, ...(nearest ? [nearest] : []), ...evidence].map(({ callId, callTitle, startedAt }) => ({
    id: callId as string,
    title: callTitle,
    startedAt,
  }));
  // A call that began later cannot be chosen, so none is offered before that is known.
  const calls = others.data
    ? [...found, ...others.data.calls].filter(({ startedAt }) => startedAt <= others.data.askedAt)
    : [];
  const once = calls.filter(({ id: callId }, at) => calls.findIndex((call) => call.id === callId) === at);
  return { calls: once, others };
}

/** The moments that answer a question, chosen in transcripts: of the calls that were found, or of one by its link. */
export function CasePicker({ answer, evidence, moments, onChange }: Props) {
  const timeZone = useTimeZone();
  const { calls, others } = useCalls(answer, evidence);
  const [chosen, setChosen] = useState<string | null>(null);
  const [link, setLink] = useState('');
  const linked = /\/calls\/(\d+)/.exec(link)?.[1] ?? null;
  const callId = linked ?? chosen ?? calls[0]?.id;
  return (
    <fieldset className="space-y-3">
      <legend className="text-sm">
        Select the moments that answer the question, or none if no call does.{' '}
        <span role="status" className="quiet">
          {moments.length === MOST ? `${MOST} selected, the most there can be` : `${moments.length} selected`}
        </span>
      </legend>
      {calls.length > 0 && (
        <label className="block space-y-1 text-sm">
          <span>Call</span>
          <select
            className="field"
            value={chosen ?? calls[0]?.id}
            disabled={linked !== null}
            onChange={(event) => setChosen(event.target.value)}
          >
            {calls.map((call) => (
              <option key={call.id} value={call.id}>
                {call.title}, {formatDay(call.startedAt, timeZone)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="block space-y-1 text-sm">
        <span>Or paste a link to another call</span>
        <input className="field" value={link} onChange={(event) => setLink(event.target.value)} />
      </label>
      {link.trim() !== '' && linked === null && (
        <p role="alert" className="text-sm">
          This is no link to a call. Open the call and copy its address.
        </p>
      )}
      {others.error && <Problem error={others.error} onRetry={() => others.refetch()} />}
      {callId === undefined && others.isPending && <Skeleton rows={3} height="h-10" />}
      {callId !== undefined && (
        <Moments key={callId} callId={callId} askedAt={others.data?.askedAt} moments={moments} onChange={onChange} />
      )}
      <Elsewhere callId={callId} moments={moments} />
    </fieldset>
  );
}

/** How many moments are selected in calls that are not in view. */
function Elsewhere({ callId, moments }: { callId: string | undefined; moments: readonly SentMoment[] }) {
  const elsewhere = moments.filter((moment) => moment.callId !== callId).length;
  return elsewhere > 0 && <p className="quiet text-xs">{counted(elsewhere, 'moment')} selected in other calls.</p>;
}

type MomentsProps = Pick<Props, 'moments' | 'onChange'> & {
  callId: string;
  /** When the question was asked; unknown until it is read. */
  askedAt: string | undefined;
};

function Moments({ callId, askedAt, moments, onChange }: MomentsProps) {
  const call = useCall(callId);
  const transcript = useTranscript(callId);
  const [find, setFind] = useState('');
  const error = call.error ?? transcript.error;
  if (error) return <Problem error={error} />;
  if (!call.data || !transcript.data) return <Skeleton rows={3} height="h-10" />;
  if (askedAt !== undefined && call.data.startedAt > askedAt)
    return (
      <p role="alert" className="text-sm">
        “{call.data.title}” took place after the question was asked, so it can’t answer it. Ask the question again to
        use this call.
      </p>
    );
  if (transcript.data.length === 0) return <p className="quiet text-sm">This call has no transcript.</p>;
  const wanted = find.trim().toLowerCase();
  const isFull = moments.length >= MOST;
  return (
    <div className="space-y-2">
      <label className="block space-y-1 text-sm">
        <span>Find in the transcript</span>
        <input
          type="search"
          className="field"
          value={find}
          onChange={(event) => setFind(event.target.value)}
          {...clearedByEscape(() => setFind(''))}
        />
      </label>
      <ul className="max-h-60 space-y-1 overflow-auto" aria-label="Transcript">
        {transcript.data
          .map((segment, at) => ({ ...segment, at, text: segment.sentences.map(({ text }) => text).join(' ') }))
          .filter(({ text }) => text.toLowerCase().includes(wanted))
          .map(({ at, startMs, endMs, speaker, text }) => {
            const isOf = (moment: SentMoment) =>
              moment.callId === callId && moment.startMs === startMs && moment.endMs === endMs;
            const isChosen = moments.some(isOf);
            return (
              // Two people may begin to speak at the same time: the place alone tells turns apart.
              <li key={at}>
                <label className="flex cursor-pointer gap-2 rounded-lg p-2 text-sm hover:bg-stone-100 has-disabled:cursor-default dark:hover:bg-stone-800">
                  <input
                    type="checkbox"
                    checked={isChosen}
                    disabled={isFull && !isChosen}
                    onChange={({ target }) =>
                      onChange(
                        target.checked
                          ? [...moments, { callId, startMs, endMs }]
                          : moments.filter((moment) => !isOf(moment)),
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
            );
          })}
      </ul>
    </div>
  );
}
