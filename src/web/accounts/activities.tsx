import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CallRow } from '../calls/call-row.tsx';
import { counted } from '../format.ts';
import { usePeople } from '../people/use-people.ts';
import { Choice, DateRange } from '../ui/filters.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Empty, Problem, Skeleton } from '../ui/page.tsx';
import { useActivities } from './use-accounts.ts';

type Filter = NonNullable<Parameters<typeof useActivities>[1]>;

/** The account's calls as a timeline, with filters; scrolling down loads older calls. */
export function Activities({ accountId }: { accountId: string }) {
  const [filter, setFilter] = useState<Filter>({});
  const activities = useActivities(accountId, filter);
  const people = usePeople({ accountId });
  const rows = activities.data?.pages.flatMap((page) => page.activities) ?? [];
  const total = activities.data?.pages[0]?.total ?? 0;
  const set = <Name extends keyof Filter>(name: Name, value: Filter[Name] | undefined) => {
    const { [name]: _, ...rest } = filter;
    setFilter({ ...rest, ...(value && { [name]: value }) });
  };
  return (
    <div>
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <Choice
          label="Person"
          value={filter.personId}
          options={[['', 'Anyone'], ...(people.data ?? []).map(({ id, name }) => [id, name] as const)]}
          onChange={(personId) => set('personId', personId)}
        />
        <DateRange
          from={filter.from}
          to={filter.to}
          onChange={(range) => {
            const { from: _, to: __, ...rest } = filter;
            setFilter({ ...rest, ...range });
          }}
        />
        <p role="status" className="quiet ml-auto text-sm">
          {activities.data ? counted(total, 'call') : ''}
        </p>
      </div>
      {activities.error && <Problem error={activities.error} onRetry={() => activities.refetch()} />}
      {activities.isPending && <Skeleton height="h-28" />}
      {activities.data && rows.length === 0 && (
        <Empty title="No calls match">
          {Object.keys(filter).length > 0 ? 'Remove a filter.' : 'No calls with this account yet.'}
        </Empty>
      )}
      <ol className="space-y-3 border-l-2 border-stone-200 pl-4 dark:border-stone-800" aria-label="Activities">
        {rows.map((call) => (
          <CallRow key={call.id} call={call} showsAccounts={false}>
            {call.topics.length > 0 && (
              <ul className="mt-2 flex flex-wrap gap-1.5" aria-label="Topics">
                {call.topics.map((topic) => (
                  <li key={topic.id}>
                    <Link
                      to="/search"
                      search={{ tracker: topic.id, account: accountId }}
                      className="chip text-xs hover:bg-stone-300 dark:hover:bg-stone-700"
                    >
                      {topic.name} {topic.mentions}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </CallRow>
        ))}
      </ol>
      <LoadMore
        hasMore={activities.hasNextPage}
        isLoading={activities.isFetchingNextPage}
        onMore={() => activities.fetchNextPage()}
      />
    </div>
  );
}
