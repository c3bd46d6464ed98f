import { instant, oneOf, type UnreadAddress } from '../url-state.ts';

const PARTS = ['accounts', 'teammates', 'weeks', 'trackers'] as const;

/** The report and its days. */
export const reportsAddress = (search: UnreadAddress) => ({
  ...oneOf(search, 'part', PARTS),
  ...instant(search, 'from'),
  ...instant(search, 'to'),
});
export type ReportsParams = ReturnType<typeof reportsAddress>;
