import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { CallKind, ShownAccountState } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';

export const ACCOUNTS_KEY = ['accounts'];

/** Accounts by part of a name, alias or domain, latest call first. */
export const useAccounts = (query: string, state: ShownAccountState) =>
  useQuery({
    queryKey: [...ACCOUNTS_KEY, state, query],
    placeholderData: (before) => before,
    queryFn: async () => (await read(api.accounts.$get({ query: { query, state, limit: '100' } }))).accounts,
  });
export type Account = NonNullable<ReturnType<typeof useAccounts>['data']>[number];

export const useAccount = (accountId: string) =>
  useQuery({
    queryKey: ['account', accountId],
    queryFn: () => read(api.accounts[':accountId'].$get({ param: { accountId } })),
  });

/** Calls and more of each account in the last days, beside as many days before. */
export const useEngagement = (days: 30 | 90) =>
  useQuery({
    queryKey: ['engagement', days],
    queryFn: async () => {
      const from = new Date(Date.now() - days * 86_400_000).toISOString();
      const { rows } = await read(api.reports.engagement.$get({ query: { by: 'account', from } }));
      return new Map(rows.map((row) => [row.id, row]));
    },
  });

type ActivityFilter = { kind?: CallKind; personId?: string; from?: string; to?: string };

/** The account's calls, newest first, page by page, each with its topics. */
export const useActivities = (accountId: string, filter: ActivityFilter) =>
  useInfiniteQuery({
    queryKey: ['activities', accountId, filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      read(
        api.accounts[':accountId'].activities.$get({
          param: { accountId },
          query: { ...filter, limit: '20', ...(pageParam && { cursor: pageParam }) },
        }),
      ),
    getNextPageParam: (page) => page.cursor,
  });
