import type { Evidence } from '../api-client.ts';
import { formatDay, formatPosition } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { useOpenMoment } from './citation-panel.tsx';

/** The moments searched for the answer, best first; each opens beside the page. */
export function EvidenceList({ evidence, most = evidence.length }: { evidence: Evidence; most?: number }) {
  const open = useOpenMoment();
  const timeZone = useTimeZone();
  return (
    <ol className="space-y-2" aria-label="Evidence">
      {evidence.slice(0, most).map((item) => (
        <li key={`${item.callId} ${item.startMs}`}>
          <button
            type="button"
            className="w-full cursor-pointer rounded-lg px-3 py-2 text-left text-sm hover:bg-stone-100 dark:hover:bg-stone-800"
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
