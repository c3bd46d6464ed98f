import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PersonKind } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';

export const PEOPLE_KEY = ['people'];
export type PeopleFilter = { query?: string; kind?: PersonKind; accountId?: string };

/** People seen on calls, in order of name: the first 100 to match. */
export const usePeople = (filter: PeopleFilter) =>
  useQuery({
    queryKey: [...PEOPLE_KEY, filter],
    placeholderData: keepPreviousData,
    queryFn: async () => (await read(api.people.$get({ query: { ...filter, limit: '100' } }))).people,
  });

/** Participants not linked to anybody; for admins. */
export const useUnlinked = () =>
  useQuery({
    queryKey: ['unlinked'],
    queryFn: async () => (await read(api.people.unlinked.$get({ query: {} }))).participants,
  });
export type Unlinked = NonNullable<ReturnType<typeof useUnlinked>['data']>[number];
