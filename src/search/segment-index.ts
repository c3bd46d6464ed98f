import type { CallId, CallKind, OrganizationId, Platform, Side } from '../call.ts';
import type { Scope } from '../viewer.ts';

/** What every document of a call carries: the filters, and the call's title in stems. */
export type CallFacts = {
  organizationId: OrganizationId;
  callId: CallId;
  workspaceId: string | null;
  isPrivate: boolean;
  /** Our people on the call: finer permissions later need no new index. */
  teammateIds: string[];
  accountIds: string[];
  /** Everyone known on the call. */
  personIds: string[];
  kind: CallKind;
  platform: Platform;
  startedAt: Date;
  callTitle: string;
};

/** One segment as an index holds it. Its texts are stems already (`stemmed` in words.ts), so that every engine has the same terms. */
export type IndexedSegment = {
  position: number;
  /** Who speaks, where that is someone known. */
  speakerId: string | null;
  side: Side;
  speakerName: string;
  text: string;
  /** What was said shortly before: "Eleven." is found by the question that it answers. */
  before: string;
};

/** Whole turns that are ranked together: a call's segments whose positions are from `first` up to and including `last`. */
export type Passage = {
  first: number;
  last: number;
  /** What is said in it as a vector of length 1, where an embedding model is set. */
  vector?: number[];
};

/** The segments of a passage. Positions have gaps where words were erased. */
export const segmentsWithin = <Segment extends { position: number }>(
  segments: readonly Segment[],
  { first, last }: Pick<Passage, 'first' | 'last'>,
): Segment[] => segments.filter(({ position }) => first <= position && position <= last);

/** All that an index holds of one call: a put replaces whatever it had of it. */
export type CallDocuments = CallFacts & { segments: IndexedSegment[]; passages: Passage[] };

/**
 * What may be asked of an index: a closed shape, never an engine's query string. Lists mean "any of"; an empty or absent list
 * does not filter.
 */
export type SegmentQuery = {
  scope: Scope;
  /** Words that rank: any of them may match. */
  words: string[];
  /**
   * What counts as some of the words where it is said instead of them: a word or a phrase, and what it is worth beside them (above 0, to 1). Passages are
   * found by it and their segments ranked; a `search` of segments, and what it asks to stand there, does not know it.
   */
  alternatives?: Alternative[];
  /**
   * Where words may match: in the segment's own text alone, in the call's title alone, or (unless told) in the text, in what was said shortly
   * before, in the speaker's name and the call's title. Phrases, alternatives and excluded ones stand in the text, or with `title` there.
   */
  wordsIn?: 'text' | 'title' | 'everywhere';
  /** Each must stand there, its words next to each other. */
  phrases?: string[];
  /** Each is a list of alternatives, words or phrases, of which one must stand there. */
  anyOf?: string[][];
  /** None of these words or phrases may stand there. */
  excluded?: string[];
  callIds?: CallId[];
  accountIds?: string[];
  /** People on the call. */
  personIds?: string[];
  /** People speaking. */
  speakerIds?: string[];
  /** Names, or parts of names, of which the speaker must have one. */
  speakerNames?: string[];
  side?: Side;
  kind?: CallKind;
  platforms?: Platform[];
  from?: Date;
  to?: Date;
  /** What is meant, as a vector of length 1: passages near it are found too, whatever their words. */
  vector?: number[];
};

/** `of` are one or more of the query's words: "chief financial officer" of "finance chief". */
export type Alternative = { text: string; of: string; worth: number };

/** Higher scores are better; they compare within one answer only. */
export type SegmentHit = { callId: CallId; position: number; score: number };

/** A row of consecutive segments of one call, with what ranking needs of them. */
export type Stretch = {
  callId: CallId;
  callTitle: string;
  segments: Omit<IndexedSegment, 'before'>[];
  /** The passages found in it, each with its score. */
  passages: (Omit<Passage, 'vector'> & { score: number })[];
};

/** The best passages, put together to stretches, and how common the query's stems are among `passages` passages. */
export type FoundPassages = { stretches: Stretch[]; passages: number; holding: ReadonlyMap<string, number> };

/** A place in the list of calls by time, newest first. */
export type CallKey = { startedAt: Date; callId: CallId };
export type CallCount = CallKey & { segments: number };

/** How many calls have segments that the query finds, by what they share; the most calls first, months (`2026-11`) the newest first. */
export type Facets = {
  accounts: { id: string; calls: number }[];
  people: { id: string; calls: number }[];
  platforms: { platform: Platform; calls: number }[];
  months: { month: string; calls: number }[];
};

export type CountOptions = { atMost?: number; ofCalls?: boolean };

/** What may be read of an index. It answers ids and scores; the store owns the text and checks the scope again. */
export type SegmentReader = {
  /** Segments by BM25, best first; `offset` skips as many. Equal scores keep an order that stays. */
  search: (query: SegmentQuery, page: { limit: number; offset?: number }) => Promise<SegmentHit[]>;
  /** The best passages for the query's words; its required and excluded text does not narrow them. */
  passages: (query: SegmentQuery, page: { limit: number }) => Promise<FoundPassages>;
  /** The passages whose vectors are nearest to the query's, within its filters; none where it has no vector, or the index none. */
  nearest: (query: SegmentQuery, page: { limit: number }) => Promise<Stretch[]>;
  /**
   * How many segments the query finds, and in how many calls. With `atMost` counting may end at so many segments; without calls (`ofCalls: false`)
   * it costs less, and answers 0 for them.
   */
  count: (query: SegmentQuery, options?: CountOptions) => Promise<{ segments: number; calls: number }>;
  /** The calls in which the query finds something, newest first, equal times by descending id. */
  calls: (query: SegmentQuery, page: { limit: number; after?: CallKey }) => Promise<CallCount[]>;
  facets: (query: SegmentQuery, shape: { timeZone: string; limit: number }) => Promise<Facets>;
};

/** One index of an engine, by its own name. */
export type SegmentIndex = SegmentReader & {
  /** Safe to repeat. What was put or removed shows in searches after the next `flush`. */
  put: (calls: readonly CallDocuments[]) => Promise<void>;
  removeCalls: (organizationId: OrganizationId, callIds: readonly CallId[]) => Promise<void>;
  flush: () => Promise<void>;
  /** Takes what was removed out of the files too, where deleting only marks it. Rewrites the index: for erasures, not for every removal. */
  scrub: () => Promise<void>;
  /** Every call of an organization that has segments, whoever may read it, in the order of `calls`. */
  listCalls: (organizationId: OrganizationId, page: { limit: number; after?: CallKey }) => Promise<CallCount[]>;
};

/**
 * The port to a search engine: several indexes by name, of which one is live and read by everybody. Failures of the engine are AppError
 * `index_unavailable`.
 */
export type SearchEngine = {
  kind: 'embedded' | 'elasticsearch';
  live: SegmentReader;
  /** Makes an empty index, which is not live. Safe to repeat. */
  create: (name: string) => Promise<void>;
  open: (name: string) => SegmentIndex;
  has: (name: string) => Promise<boolean>;
  /** Null where none is live. */
  liveName: () => Promise<string | null>;
  /** From one moment to the next readers see that index instead of the one before. */
  promote: (name: string) => Promise<void>;
  drop: (name: string) => Promise<void>;
  /** Null when it works, else what is wrong in words. */
  problem: () => Promise<string | null>;
  close: () => Promise<void>;
};

/** The shape of an index that this version reads; `search-mappings/segments-v3.json` carries it in its name, and every index. */
export const INDEX_VERSION = 3;

/** How much a term weighs by where it stands (docs/evaluations.md). `combined_fields` takes none below 1. */
export const SEGMENT_WEIGHTS = { text: 4, before: 1, speakerName: 1.5, callTitle: 1 } as const;
export const PASSAGE_WEIGHTS = { text: 3, speakerNames: 1, callTitle: 1.5 } as const;

/** A query that asks for no text and narrows by nothing finds nothing, rather than everything. */
export const findsNothing = (query: SegmentQuery): boolean =>
  [query.words, query.phrases, query.anyOf, query.callIds, query.accountIds, query.personIds].every(isEmpty) &&
  [query.speakerIds, query.speakerNames, query.platforms].every(isEmpty) &&
  !(query.side ?? query.kind ?? query.from ?? query.to);

const isEmpty = (list: readonly unknown[] | undefined): boolean => !list?.length;
