import type { SegmentQuery } from '../search/segment-index.ts';

/** Where to look: the plan's filters, narrowed by the caller's. One filter per stretch of time. */
export type EvidenceFilter = Omit<SegmentQuery, 'words' | 'phrases' | 'anyOf' | 'excluded'>;

/** The filter without a speaker: the whole calls the speaker was on, with the others named, if any, on them. */
export const asPartOfCalls = ({
  speakerIds = [],
  speakerNames: _,
  personIds = [],
  ...filter
}: EvidenceFilter): EvidenceFilter => ({
  ...filter,
  // People in a filter are any of them: with the speaker among them, calls without the others would pass.
  personIds: personIds.length > 0 ? personIds : speakerIds,
});
