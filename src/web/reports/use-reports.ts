import { useQuery } from '@tanstack/react-query';
import type { EngagementBy } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';

export type Period = { from?: string; to?: string };

export const useEngagementReport = (by: EngagementBy, period: Period) =>
  useQuery({
    queryKey: ['reports', 'engagement', by, period],
    queryFn: () => read(api.reports.engagement.$get({ query: { by, ...period } })),
  });
export type EngagementReport = NonNullable<ReturnType<typeof useEngagementReport>['data']>;

export const useTrackerReport = (period: Period & { accountId?: string }) =>
  useQuery({
    queryKey: ['reports', 'trackers', period],
    queryFn: () => read(api.reports.trackers.$get({ query: period })),
  });
export type TrackerReport = NonNullable<ReturnType<typeof useTrackerReport>['data']>;

/** The same report as a file. */
export const reportPath = (name: 'engagement' | 'trackers', query: Record<string, string>): string =>
  `/reports/${name}?${new URLSearchParams(query)}`;
