import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, read } from '../api-client.ts';
import { counted, formatMoment, formatPosition } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Problem, Skeleton } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';

const CASES = ['cases'];

/** The questions that answers are measured by, and what answers them. */
export function Cases() {
  const timeZone = useTimeZone();
  const cases = useQuery({ queryKey: CASES, queryFn: async () => (await read(api.cases.$get())).cases });
  const remove = useChange((caseId: string) => api.cases[':caseId'].$delete({ param: { caseId } }), [CASES]);
  if (cases.error) return <Problem error={cases.error} onRetry={() => cases.refetch()} />;
  if (!cases.data) return <Skeleton rows={3} height="h-20" />;
  return (
    <div className="max-w-3xl space-y-3">
      <p className="quiet text-sm">
        {cases.data.length === 0
          ? 'No test questions yet. Save one when you mark an answer as not helpful.'
          : 'Test questions that your team saved. A new model or search index must do as well on them before it’s used.'}
      </p>
      {remove.error && <p role="alert">{remove.error.message}</p>}
      <ul className="space-y-3" aria-label="Cases">
        {cases.data.map((one) => (
          <li key={one.id} className="card p-4">
            <div className="flex items-start gap-2">
              <h2 className="min-w-0 grow font-medium break-words">{one.question}</h2>
              <button
                type="button"
                className="button-quiet"
                aria-label={`Remove ${one.question}`}
                onClick={() => window.confirm('Remove this test question?') && remove.mutate(one.id)}
              >
                Remove
              </button>
            </div>
            <p className="quiet mt-1 flex flex-wrap gap-x-2 text-sm">
              <span>{answeredBy(one)}</span>
              {one.moments.map(({ callId, startMs, endMs }) => (
                <Link
                  key={`${callId} ${startMs} ${endMs}`}
                  to="/calls/$callId"
                  params={{ callId }}
                  search={{ at: startMs, to: endMs }}
                  className="link"
                >
                  {formatPosition(startMs)}
                </Link>
              ))}
            </p>
            <p className="quiet mt-1 text-xs">
              Saved {one.createdBy && `by ${one.createdBy} `}on{' '}
              {formatMoment(one.createdAt, timeZone, { hasYear: true })}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function answeredBy({ moments, isInPart }: { moments: readonly unknown[]; isInPart: boolean }): string {
  if (moments.length === 0) return isInPart ? 'Answered in calls you can’t open' : 'No call answers it';
  return `Answered by ${counted(moments.length, 'moment')}${isInPart ? ', and in calls you can’t open' : ''}`;
}
