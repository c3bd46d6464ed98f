import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api-client.ts';

const param = (callId: string) => ({ param: { callId } });

export const useCall = (callId: string) =>
  useQuery({ queryKey: ['call', callId], queryFn: () => read(api.calls[':callId'].$get(param(callId))) });

export const useTranscript = (callId: string) =>
  useQuery({
    queryKey: ['transcript', callId],
    queryFn: async () => (await read(api.calls[':callId'].transcript.$get(param(callId)))).segments,
  });

export const useTopics = (callId: string) =>
  useQuery({
    queryKey: ['topics', callId],
    queryFn: async () => (await read(api.calls[':callId'].topics.$get(param(callId)))).topics,
  });

/** Moments of other calls that are like the one at `atMs`. */
export const useRelated = (callId: string, atMs: number) =>
  useQuery({
    queryKey: ['related', callId, atMs],
    queryFn: async () =>
      (await read(api.calls[':callId'].related.$get({ ...param(callId), query: { atMs: String(atMs) } }))).moments,
  });

/** The call's recordings, or the reason for having none. */
export const useRecordings = (callId: string) =>
  useQuery({
    queryKey: ['recordings', callId],
    queryFn: () => read(api.calls[':callId'].media.$get(param(callId))),
    staleTime: 5 * 60_000,
  });

/** The state of a call without a transcript; other calls are not asked about. */
export const useCallStatus = (callId: string, isWanted: boolean) =>
  useQuery({
    queryKey: ['status', callId],
    enabled: isWanted,
    queryFn: () => read(api.calls[':callId'].status.$get(param(callId))),
  });

export type Call = NonNullable<ReturnType<typeof useCall>['data']>;
export type Segment = NonNullable<ReturnType<typeof useTranscript>['data']>[number];
export type Topic = NonNullable<ReturnType<typeof useTopics>['data']>[number];
