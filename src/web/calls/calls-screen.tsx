import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { counted } from '../format.ts';
import { useIsAdmin } from '../me.ts';
import { AccountChip, Choice, DateRange, PersonChip } from '../ui/filters.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Empty, PageHead, Problem, Skeleton } from '../ui/page.tsx';
import { CallRow } from './call-row.tsx';
import type { CallsParams } from './calls-address.ts';
import { useCalls } from './use-calls.ts';

const KINDS = [
  ['', 'All calls'],
  ['customers', 'With customers'],
  ['internal', 'Internal'],
  ['external', 'External'],
  ['unknown', 'Unknown kind'],
] as const;

/** Every synced call, newest first; numbers in reports link to their calls here. */
export function CallsScreen() {
  const filter = useSearch({ from: '/calls' });
  const navigate = useNavigate({ from: '/calls' });
  const [title, setTitle] = useState('');
  const q = useDeferredValue(title.trim());
  const calls = useCalls({ ...filter, ...(q && { q }) });
  const isAdmin = useIsAdmin();
  const change = (next: CallsParams) => navigate({ search: next, replace: true });
  const without = (name: keyof CallsParams) => {
    const { [name]: _, ...rest } = filter;
    change(rest);
  };
  const rows = calls.data?.pages.flatMap((page) => page.calls) ?? [];
  const total = calls.data?.pages[0]?.total ?? 0;
  const { from: _, to: __, ...undated } = filter;
  const isFiltered = q !== '' || Object.keys(filter).length > 0;
  return (
    <>
      <PageHead title="Calls" lead={calls.data ? counted(total, 'call') : ' '} />
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <label className="min-w-48 grow space-y-1 text-sm">
          <span className="quiet block text-xs">Title contains</span>
          <input
            type="search"
            className="field py-1.5 text-sm"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
        <Choice
          label="Kind"
          value={filter.kind}
          options={KINDS}
          onChange={(kind) => {
            const { kind: _kind, ...rest } = filter;
            change({ ...rest, ...(kind && { kind: kind as NonNullable<CallsParams['kind']> }) });
          }}
        />
        <DateRange from={filter.from} to={filter.to} onChange={(range) => change({ ...undated, ...range })} />
      </div>
      <ul className="mb-4 flex flex-wrap gap-2 empty:hidden" aria-label="Filters">
        {filter.account && <AccountChip id={filter.account} onRemove={() => without('account')} />}
        {filter.person && <PersonChip id={filter.person} onRemove={() => without('person')} />}
      </ul>
      {calls.error && <Problem error={calls.error} onRetry={() => calls.refetch()} />}
      {calls.isPending && <Skeleton height="h-24" />}
      {calls.data && rows.length === 0 && (
        <Empty title={isFiltered ? 'No calls match' : 'No calls yet'}>
          {isFiltered
            ? 'Remove a filter, or try other dates.'
            : isAdmin
              ? 'Connect Gong in Integrations and turn on data sync.'
              : 'Ask an admin to connect Gong.'}{' '}
          <a className="link" href="/docs/gong#calls-not-appearing">
            Calls not appearing?
          </a>
        </Empty>
      )}
      <ul className="space-y-3" aria-label="Calls">
        {rows.map((call) => (
          <CallRow key={call.id} call={call} />
        ))}
      </ul>
      <LoadMore hasMore={calls.hasNextPage} isLoading={calls.isFetchingNextPage} onMore={() => calls.fetchNextPage()} />
    </>
  );
}
