import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, failureOf } from '../api-client.ts';

const gong = api.integrations.gong;

/** How the connection and all calls stand; looked at often while a run is in hand, since counting many calls is work for the server. */
export function useGong() {
  const runs = useRuns();
  const isBusy = runs.data?.some(({ state }) => state === 'queued' || state === 'running') ?? true;
  return useQuery({
    queryKey: ['gong'],
    queryFn: async () => {
      const response = await gong.$get();
      if (response.status !== 200) throw await failureOf(response);
      return response.json();
    },
    refetchInterval: isBusy ? 3000 : 20_000,
  });
}
export type Gong = NonNullable<ReturnType<typeof useGong>['data']>;

export function useRuns() {
  return useQuery({
    queryKey: ['gong', 'runs'],
    queryFn: async () => {
      const response = await gong.runs.$get();
      if (response.status !== 200) throw await failureOf(response);
      return (await response.json()).runs;
    },
    refetchInterval: 2000,
  });
}
export type Run = NonNullable<ReturnType<typeof useRuns>['data']>[number];

type Answered = { ok: boolean; status: number; json: () => Promise<unknown> };

/** A change on the server; what the page shows is read again after it. Failures are in the server's words. */
export function useChange<Input = void>(send: (input: Input) => Promise<Answered>) {
  const queries = useQueryClient();
  return useMutation<unknown, Error, Input>({
    mutationFn: async (input) => {
      const response = await send(input);
      if (!response.ok) throw await failureOf(response);
      return response.json();
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['gong'] });
      await queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
}

/** The part of the guide that tells more. */
export const guideUrl = (part: string): string => `/docs/gong#${part}`;
