import { useInfiniteQuery } from '@tanstack/react-query';
import { api, read } from '../api-client.ts';
import type { CallsParams } from './calls-address.ts';

const PAGE = '25';

/** Calls, newest first, page by page. */
export const useCalls = (filter: CallsParams & { q?: string }) =>
  useInfiniteQuery({
    queryKey: ['calls', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      read(
        api.calls.$get({
          query: {
            limit: PAGE,
            ...(filter.q && { query: filter.q }),
            ...(filter.account && { accountId: filter.account }),
            ...(filter.person && { personId: filter.person }),
            ...(filter.kind && { kind: filter.kind }),
            ...(filter.from && { from: filter.from }),
            ...(filter.to && { to: filter.to }),
            ...(pageParam && { cursor: pageParam }),
          },
        }),
      ),
    getNextPageParam: (page) => page.cursor,
  });
export type ListedCall = NonNullable<ReturnType<typeof useCalls>['data']>['pages'][number]['calls'][number];
