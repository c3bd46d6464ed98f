import type { CallId, CallKind, OrganizationId, Platform, Side } from '../call.ts';
import type { Scope } from '../viewer.ts';

/**
 * One segment as an index holds it. `text`, `neighbours`, `speakerName` and `callTitle` are already plain words (words.ts), so that both
 * engines cut them into the same terms.
 */
export type SegmentDocument = {
  organizationId: OrganizationId;
  callId: CallId;
  position: number;
  workspaceId: string | null;
  isPrivate: boolean;
  /** Our people on the call: finer permissions later need no new index. */
  teammateIds: string[];
  accountIds: string[];
  /** Everyone known on the call, and who speaks here. */
  personIds: string[];
  speakerId: string | null;
  side: Side;
  kind: CallKind;
  platform: Platform;
  startedAt: Date;
  text: string;
  neighbours: string;
  speakerName: string;
  callTitle: string;
};

/** All documents of one call: a put replaces whatever the index had of it. */
export type CallDocuments = { organizationId: OrganizationId; callId: CallId; documents: SegmentDocument[] };

/**
 * What may be asked of an index: a closed shape, never an engine's query string. Lists mean "any of"; an empty or absent list
 * does not filter.
 */
export type SegmentQuery = {
  scope: Scope;
  /** Words that rank: any of them may match. */
  words: string[];
  /** Where words may match: in the segment's own text alone, or (unless told) also in its neighbours, speaker and call title. */
  wordsIn?: 'text' | 'everywhere';
  /** Each must stand in the segment, its words next to each other. */
  phrases?: string[];
  /** Each is a list of alternatives, words or phrases, of which one must stand in the segment. */
  anyOf?: string[][];
  /** None of these words or phrases may stand in the segment. */
  excluded?: string[];
  accountIds?: string[];
  /** People on the call. */
  personIds?: string[];
  /** People speaking. */
  speakerIds?: string[];
  side?: Side;
  kind?: CallKind;
  from?: Date;
  to?: Date;
};

/** Higher scores are better; they compare within one answer only. */
export type SegmentHit = { callId: CallId; position: number; score: number };

/**
 * The port to a search engine. Answers ids and scores; the store owns the text and checks the scope again. Failures of the engine
 * are AppError `index_unavailable`.
 */
export type SegmentIndex = {
  /** Safe to repeat. What was put is found by the next search. */
  put: (calls: readonly CallDocuments[]) => Promise<void>;
  removeCalls: (organizationId: OrganizationId, callIds: readonly CallId[]) => Promise<void>;
  /** Best first; `offset` skips as many. Equal scores are ordered by call and position. */
  search: (query: SegmentQuery, page: { limit: number; offset?: number }) => Promise<SegmentHit[]>;
  /** How many segments the query finds, and in how many calls. */
  count: (query: SegmentQuery) => Promise<{ segments: number; calls: number }>;
  /** Empties the index, making it anew where it is missing or damaged. */
  rebuild: () => Promise<void>;
  /** Null when ready, else what is wrong in words. */
  problem: () => Promise<string | null>;
  close: () => Promise<void>;
};

/** The newest index version; `search-mappings/segments-v1.json` and the embedded file carry it in their names. */
export const INDEX_VERSION = 1;

/** How much a term weighs by where it stands; measured on the tuning half of the evaluations (docs/evaluations.md). */
export const FIELD_WEIGHTS = { text: 4, neighbours: 2, speakerName: 1.5, callTitle: 1 } as const;

/** A query with neither words nor required text finds nothing: filters alone do not rank. */
export const findsNothing = (query: SegmentQuery): boolean =>
  query.words.length === 0 && !query.phrases?.length && !query.anyOf?.length;
