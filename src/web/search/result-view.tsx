import { Link } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useOpenMoment } from '../ask/citation-panel.tsx';
import { momentAddress } from '../call/call-address.ts';
import { formatDay, formatPosition, SIDE_NAMES } from '../format.ts';
import { useTimeZone } from '../me.ts';
import type { Hit } from './use-search.ts';

type Moment = NonNullable<Hit['moments']>[number];

/** A matching call with its best moments; each opens beside the results. */
export function ResultView({ hit }: { hit: Hit }) {
  const timeZone = useTimeZone();
  return (
    <li className="card p-4">
      <h2 className="font-medium">
        <Link to="/calls/$callId" params={{ callId: hit.callId }} className="hover:underline">
          {hit.callTitle}
        </Link>
      </h2>
      <p className="quiet text-sm">
        {[formatDay(hit.startedAt, timeZone), ...hit.accounts.map(({ name }) => name)].join(' · ')}
      </p>
      <ul className="mt-2 space-y-1">
        {(hit.moments ?? [hit]).map((moment) => (
          <li key={`${moment.startMs} ${moment.speaker.name}`}>
            <MomentLink hit={hit} moment={moment} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function MomentLink({ hit, moment }: { hit: Hit; moment: Moment }) {
  const { open } = useOpenMoment();
  const { startMs, endMs, speaker } = moment;
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open({ callId: hit.callId, callTitle: hit.callTitle, startMs, endMs });
  };
  return (
    <Link
      to="/calls/$callId"
      params={{ callId: hit.callId }}
      search={momentAddress({ startMs, endMs })}
      onClick={onClick}
      data-moment
      className="block rounded-lg px-2 py-1.5 hover:bg-stone-100 focus:bg-stone-100 dark:hover:bg-stone-800 dark:focus:bg-stone-800"
    >
      <span className="quiet block text-xs">
        {formatPosition(startMs)} · {speaker.name}, {SIDE_NAMES[speaker.side]}
      </span>
      <span className="line-clamp-3 leading-relaxed">
        <Highlighted text={moment.text} spans={moment.highlights} />
      </span>
    </Link>
  );
}

/** A line of the text around the first highlight, with all highlights marked. */
function Highlighted({ text, spans }: { text: string; spans: { start: number; end: number }[] }) {
  const from = startNear(text, spans[0]?.start ?? 0);
  const parts = [from > 0 && '… '];
  const marked = [];
  let at = from;
  for (const { start, end } of spans) {
    if (start < at) continue;
    marked.push(
      text.slice(at, start),
      <mark key={start} className="rounded bg-amber-200 text-stone-900 dark:bg-amber-300">
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return [...parts, ...marked, text.slice(at)];
}

/** Cuts a long text before the sentence of the first highlight, so the highlight is in view. */
function startNear(text: string, highlight: number): number {
  if (highlight < 160) return 0;
  const sentence = Math.max(text.lastIndexOf('. ', highlight), text.lastIndexOf('? ', highlight));
  return sentence > highlight - 240 && sentence >= 0 ? sentence + 2 : text.indexOf(' ', highlight - 120) + 1;
}
