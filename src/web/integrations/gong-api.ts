import { useQuery } from '@tanstack/react-query';
import { type ApiReply, api, read } from '../api-client.ts';
import { useChange } from '../use-change.ts';

const gong = api.integrations.gong;

/**
 * The connection and the counts of calls. Read every 3 s only while a run is in hand: counting many calls is work for
 * the server.
 */
export function useGong() {
  const runs = useRuns();
  const isBusy = runs.data?.some(({ state }) => state === 'queued' || state === 'running') ?? true;
  return useQuery({
    queryKey: ['gong'],
    queryFn: () => read(gong.$get()),
    refetchInterval: isBusy ? 3000 : 20_000,
  });
}
export type Gong = NonNullable<ReturnType<typeof useGong>['data']>;

export function useRuns() {
  return useQuery({
    queryKey: ['gong', 'runs'],
    queryFn: async () => (await read(gong.runs.$get())).runs,
    refetchInterval: 2000,
  });
}
export type Run = NonNullable<ReturnType<typeof useRuns>['data']>[number];

/** A change on the server; afterwards the connection is read again. */
export const useGongChange = <Input = void, Response extends ApiReply = ApiReply>(
  send: (input: Input) => Promise<Response>,
) => useChange(send, [['gong'], ['me']]);

/** The address of a part of the guide. */
export const guideUrl = (part: string): string => `/docs/gong#${part}`;
