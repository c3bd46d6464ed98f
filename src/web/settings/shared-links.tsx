import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api-client.ts';
import { SHARED_ANSWERS } from '../ask/share-dialog.tsx';
import { formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Problem, Skeleton } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';

/** The answers that the member shares, each with the end of its link. */
export function SharedLinks() {
  const timeZone = useTimeZone();
  const shared = useQuery({
    queryKey: SHARED_ANSWERS,
    queryFn: async () => (await read(api['shared-answers'].$get())).answers,
  });
  const stop = useChange(
    (answerId: string) =>
      api.answers[':answerId'].sharing.$put({ param: { answerId }, json: { isShared: false, days: null } }),
    [SHARED_ANSWERS],
  );
  if (shared.error) return <Problem error={shared.error} onRetry={() => shared.refetch()} />;
  if (!shared.data) return <Skeleton rows={2} />;
  return (
    <div className="max-w-2xl space-y-4">
      <p className="quiet text-sm">
        {shared.data.length === 0
          ? 'You aren’t sharing any answers. To share one, choose “Share a link” below it.'
          : 'Anyone in your organization can open these links.'}
      </p>
      {stop.error && (
        <p role="alert" className="text-sm">
          {stop.error.message}
        </p>
      )}
      {shared.data.length > 0 && (
        <ul className="card divide-y divide-stone-200 dark:divide-stone-800" aria-label="Shared links">
          {shared.data.map(({ answerId, question, url, until }) => (
            <li key={answerId} className="flex flex-wrap items-center gap-3 px-4 py-2 text-sm">
              <span className="min-w-0 grow basis-64">
                <a href={new URL(url).pathname} className="link break-words">
                  {question}
                </a>{' '}
                <span className="quiet">{until ? `until ${formatDay(until, timeZone)}` : 'no expiry'}</span>
              </span>
              <button
                type="button"
                className="button-quiet"
                aria-label={`Stop sharing “${question}”`}
                disabled={stop.isPending}
                onClick={() => stop.mutate(answerId)}
              >
                Stop sharing
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
