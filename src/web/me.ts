import { useQuery } from '@tanstack/react-query';
import { api, read } from './api-client.ts';

/** The signed-in member; a failure of status 401 means nobody. */
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: () => read(api.me.$get()) });

/** The organization's time zone: every day on screen is a day there. */
export const useTimeZone = (): string => useMe().data?.organization.timeZone ?? 'UTC';

export const useIsAdmin = (): boolean => useMe().data?.role === 'admin';
