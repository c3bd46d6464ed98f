import type { CallId, CallKind, OrganizationId, Platform, Side } from '../call.ts';
import type { Stem, Stems, Unstemmed } from '../language/words.ts';
import type { Meaning, MeaningVector } from '../meaning.ts';
import type { EngineKind } from '../search-index.ts';
import type { Scope } from '../viewer.ts';

/** What every document of a call carries: the filters, and the call's title in stems. */
export type DocumentFacts = {
  organizationId: OrganizationId;
  callId: CallId;
  workspaceId: string | null;
  isPrivate: boolean;
  /** Gong's users on the call: the host, and all who attended or were invited. They decide who may read it. */
  userIds: string[];
  accountIds: string[];
  /** All known people on the call. */
  personIds: string[];
  kind: CallKind;
  platform: Platform;
  startedAt: Date;
  callTitle: Stems;
};

/** A segment as an index holds it, in stems, so that every engine has the same terms. */
export type IndexedSegment = {
  position: number;
  /** The speaker's person, if known. */
  speakerId: string | null;
  side: Side;
  speakerName: Stems;
  text: Stems;
  /** Speech shortly before: "Eleven." is found by the question before it. */
  before: Stems;
};

/** Whole turns ranked together: a call's segments from position `first` up to and including `last`. */
export type Passage = { first: number; last: number };

/** The segments of a passage. Positions have gaps where words were erased. */
export const segmentsWithin = <Segment extends { position: number }>(
  segments: readonly Segment[],
  { first, last }: Passage,
): Segment[] => segments.filter(({ position }) => first <= position && position <= last);

/** All that an index holds of one call: a put replaces whatever it had of it. */
export type CallDocuments = DocumentFacts & {
  segments: IndexedSegment[];
  passages: Passage[];
  /** Null while the call waits for vectors. */
  meaning: Meaning | null;
};

/**
 * A question to an index: a closed shape, never an engine's query string. Lists mean "any of"; an empty or absent list
 * does not filter.
 */
export type SegmentQuery = {
  scope: Scope;
  /** Words that rank: any may match. */
  words: Unstemmed[];
  /**
   * Words or phrases that count like some of the words, with their worth beside them (above 0, to 1). They find
   * passages and rank segments there. A `search` of segments and its required texts ignore them.
   */
  standIns?: StandIn[];
  /**
   * Where words may match: `text` is the segment's own text alone, `title` the call's title alone. Otherwise: text,
   * speech shortly before, speaker's name and call's title. Phrases, `anyOf` and `excluded` look in the text, or with
   * `title` in the title.
   */
  wordsIn?: 'text' | 'title' | 'everywhere';
  /** Each phrase must match, its words side by side. */
  phrases?: Unstemmed[];
  /** Lists of alternatives, words or phrases; each list must match at least once. */
  anyOf?: Unstemmed[][];
  /**
   * Lists of alternatives like `anyOf`, as a filter: words beside them must match as without the filter, and a topic
   * counted beside words is counted where both are.
   */
  topics?: Unstemmed[][];
  /** Words or phrases that must not match. */
  excluded?: Unstemmed[];
  callIds?: CallId[];
  accountIds?: string[];
  /** People on the call. */
  personIds?: string[];
  /** People speaking. */
  speakerIds?: string[];
  /** Names, or parts of names; the speaker must have at least one. */
  speakerNames?: Unstemmed[];
  side?: Side;
  kind?: CallKind;
  platforms?: Platform[];
  from?: Date;
  to?: Date;
  /** What is meant: `nearest` finds chunks near it among those of the same model, by any words. */
  meaning?: { model: string; vector: MeaningVector };
};

/** `of` has one or more of the query's words: "chief financial officer" of "finance chief". */
export type StandIn = { text: Unstemmed; of: Unstemmed; worth: number };

/** Higher scores are better; scores compare within a single answer only. */
export type SegmentHit = { callId: CallId; position: number; score: number };

/** Consecutive segments of a call, with all that ranking needs. */
export type Stretch = {
  callId: CallId;
  callTitle: Stems;
  segments: Omit<IndexedSegment, 'before'>[];
  /** The stretch's found passages with their scores. */
  passages: (Passage & { score: number })[];
};

/**
 * The best passages joined to stretches, and how many of the `passages` that the scope's access opens hold each of the
 * query's stems.
 */
export type FoundPassages = { stretches: Stretch[]; passages: number; holding: ReadonlyMap<Stem, number> };

/** A place in the list of calls by time, newest first. */
export type CallKey = { startedAt: Date; callId: CallId };
export type CallCount = CallKey & { segments: number };

/** How many calls with matching segments share a value; most calls first, months (`2026-11`) newest first. */
export type Facets = {
  accounts: { id: string; calls: number }[];
  people: { id: string; calls: number }[];
  platforms: { platform: Platform; calls: number }[];
  months: { month: string; calls: number }[];
};

export type CountOptions = { atMost?: number; ofCalls?: boolean };

/** The read side of an index. It answers ids and scores; the store owns the text and checks the scope again. */
export type SegmentReader = {
  /**
   * Segments by their words, best first; `offset` skips as many. Equal scores keep a stable order. No score or order of
   * any reading depends on calls that the scope's access closes, or on other organizations.
   */
  search: (query: SegmentQuery, page: { limit: number; offset?: number }) => Promise<SegmentHit[]>;
  /** The best passages for the query's words; required and excluded text does not narrow them. */
  passages: (query: SegmentQuery, page: { limit: number }) => Promise<FoundPassages>;
  /**
   * Chunks with the nearest vectors as passages, within the filters; their scores are cosines. Empty when the query has
   * no meaning, or the index no vectors of its model.
   */
  nearest: (query: SegmentQuery, page: { limit: number }) => Promise<Stretch[]>;
  /**
   * How many segments match, and in how many calls. With `atMost`, counting may stop at this number of segments.
   * `ofCalls: false` is cheaper and answers 0 calls.
   */
  count: (query: SegmentQuery, options?: CountOptions) => Promise<{ segments: number; calls: number }>;
  /** Those of the words and phrases that somebody in scope said. */
  said: (scope: Scope, texts: readonly Unstemmed[]) => Promise<Unstemmed[]>;
  /** Calls with matches, newest first, equal times by descending id. */
  calls: (query: SegmentQuery, page: { limit: number; after?: CallKey }) => Promise<CallCount[]>;
  facets: (query: SegmentQuery, shape: { timeZone: string; limit: number }) => Promise<Facets>;
};

/** An index of an engine, by its own name. */
export type SegmentIndex = SegmentReader & {
  /** Safe to repeat. Puts and removals show in searches after the next `flush`. */
  put: (calls: readonly CallDocuments[]) => Promise<void>;
  removeCalls: (organizationId: OrganizationId, callIds: readonly CallId[]) => Promise<void>;
  flush: () => Promise<void>;
  /**
   * Takes removed content out of the files too, where deleting only marks it. Rewrites the index: for erasures, not for
   * every removal.
   */
  scrub: () => Promise<void>;
  /** All calls of an organization with segments, private calls included, in the order of `calls`. */
  listCalls: (organizationId: OrganizationId, page: { limit: number; after?: CallKey }) => Promise<CallCount[]>;
};

/**
 * The port to a search engine: several named indexes, with a single live index for all readers. Failures are AppError
 * `index_unavailable`.
 */
export type SearchEngine = {
  kind: EngineKind;
  live: SegmentReader;
  /** Makes an empty index; it does not go live. Safe to repeat. */
  create: (name: string) => Promise<void>;
  open: (name: string) => SegmentIndex;
  has: (name: string) => Promise<boolean>;
  /** Null without a live index. */
  liveName: () => Promise<string | null>;
  /** Switches all readers to this index at once. */
  promote: (name: string) => Promise<void>;
  drop: (name: string) => Promise<void>;
  /** Bytes of the live index; 0 without a live index. */
  sizeBytes: () => Promise<number>;
  /** Null when the engine works; else the fault in words. */
  problem: () => Promise<string | null>;
  close: () => Promise<void>;
};

/** The index shape that this version reads; part of every index name and of `search-mappings/segments-v4.json`. */
export const INDEX_VERSION = 4;

/** A term's weight by its place (docs/evaluations.md). `combined_fields` takes no weight below 1. */
export const SEGMENT_WEIGHTS = { text: 4, before: 1, speakerName: 1.5, callTitle: 1 } as const;
export const PASSAGE_WEIGHTS = { text: 3, speakerNames: 1, callTitle: 1.5 } as const;

/** A query without any text or filter finds nothing, rather than everything. */
export const findsNothing = (query: SegmentQuery): boolean =>
  [query.words, query.phrases, query.anyOf, query.topics, query.callIds, query.accountIds, query.personIds].every(
    isEmpty,
  ) &&
  [query.speakerIds, query.speakerNames, query.platforms].every(isEmpty) &&
  !(query.side ?? query.kind ?? query.from ?? query.to);

const isEmpty = (list: readonly unknown[] | undefined): boolean => !list?.length;
