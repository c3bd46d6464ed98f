import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api-client.ts';

export const MEMBERS = ['members'];

/** The organization's members; for admins. */
export const useMembers = () =>
  useQuery({ queryKey: MEMBERS, queryFn: async () => (await read(api.members.$get())).members });
