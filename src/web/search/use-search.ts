import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, read } from '../api-client.ts';
import type { SearchParams } from './search-address.ts';

/** The request for an address; null for an address without a query or filters. */
export function toSearchBody({ q, account, person, tracker, platform, side, kind, from, to }: SearchParams) {
  const filters = {
    ...(account && { accountIds: [account] }),
    ...(person && { personIds: [person] }),
    ...(tracker && { trackers: [tracker] }),
    ...(platform && { platforms: [platform] }),
    ...(side && { side }),
    ...(kind && { kind }),
    ...(from && { from }),
    ...(to && { to }),
  };
  if (!q && Object.keys(filters).length === 0) return null;
  return { query: q ?? '', groupBy: 'call' as const, ...filters };
}

/** Results by call, best first, page by page; facets with the first page. */
export function useSearchResults(params: SearchParams) {
  const body = toSearchBody(params);
  return useInfiniteQuery({
    queryKey: ['search', params],
    enabled: body !== null,
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      read(
        api.search.$post({
          json: { query: '', ...body, facets: pageParam === '', ...(pageParam && { cursor: pageParam }) },
        }),
      ),
    getNextPageParam: (page) => page.cursor,
  });
}

type Results = NonNullable<ReturnType<typeof useSearchResults>['data']>['pages'][number];
export type Hit = Results['hits'][number];
export type Facets = NonNullable<Results['facets']>;
