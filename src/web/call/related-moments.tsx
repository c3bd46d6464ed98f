import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { formatDay, formatPosition, SIDE_NAMES } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Problem, Skeleton } from '../ui/page.tsx';
import { useRelated } from './use-call.ts';

type Props = { callId: string; atMs: number; onClose: () => void };

/** What was said alike in other calls; each opens its call. */
export function RelatedMoments({ callId, atMs, onClose }: Props) {
  const related = useRelated(callId, atMs);
  const timeZone = useTimeZone();
  const position = formatPosition(atMs);
  return (
    <section aria-label={`Like ${position}, in other calls`} className="card max-h-72 shrink-0 overflow-auto p-3">
      <div className="flex items-start justify-between gap-2">
        <h2 className="text-sm font-medium">Like {position}, in other calls</h2>
        <button type="button" className="icon-button size-6" aria-label="Close" onClick={onClose}>
          <X aria-hidden className="size-4" />
        </button>
      </div>
      {related.isPending && <Skeleton rows={3} />}
      {related.error && <Problem error={related.error} onRetry={() => related.refetch()} />}
      {related.data?.length === 0 && <p className="quiet text-sm">No similar moments in other calls.</p>}
      <ul>
        {related.data?.map(({ callId: otherId, callTitle, startedAt, speaker, startMs, endMs, text }) => (
          <li key={`${otherId} ${startMs} ${speaker.name}`}>
            <Link
              to="/calls/$callId"
              params={{ callId: otherId }}
              search={{ at: startMs, to: endMs }}
              className="block rounded-lg px-2 py-1.5 hover:bg-stone-100 focus:bg-stone-100 dark:hover:bg-stone-800 dark:focus:bg-stone-800"
            >
              <span className="quiet block text-xs">
                {[callTitle, formatDay(startedAt, timeZone), `${speaker.name}, ${SIDE_NAMES[speaker.side]}`].join(
                  ' · ',
                )}
              </span>
              <span className="line-clamp-2 text-sm leading-relaxed">{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
