import type { Evidence } from '../api-client.ts';
import { formatDay, formatPosition } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { useOpenMoment } from './citation-panel.tsx';
import { isSameMoment } from './moment.ts';

/** The moments searched for the answer, best first; each opens beside the page. */
export function EvidenceList({ evidence, most = evidence.length }: { evidence: Evidence; most?: number }) {
  const { open, opened } = useOpenMoment();
  const timeZone = useTimeZone();
  return (
    <ol className="space-y-2" aria-label="Evidence">
      {evidence.slice(0, most).map((item) => (
        <li key={`${item.callId} ${item.startMs} ${item.speaker.name}`}>
          <button
            type="button"
            aria-current={isSameMoment(opened, item) || undefined}
            className="w-full cursor-pointer rounded-lg px-3 py-2 text-left text-sm hover:bg-stone-100 aria-current:bg-teal-50 dark:hover:bg-stone-800 dark:aria-current:bg-teal-950"
            onClick={() => open(item)}
          >
            <span className="quiet block text-xs">
              {item.speaker.name} · {item.callTitle} · {formatDay(item.startedAt, timeZone)} ·{' '}
              {formatPosition(item.startMs)}
            </span>
            <span className="line-clamp-2">{item.text}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
