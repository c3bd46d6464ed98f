import type { estypes } from '@elastic/elasticsearch';
import type { AccessFilter, CallsBy } from '../access-filter.ts';
import { type Stem, stemmed, type Unstemmed } from '../language/words.ts';
import { PASSAGE_WEIGHTS, SEGMENT_WEIGHTS, type SegmentQuery } from './segment-index.ts';
import { SAID_TIMES, type StemWeight } from './weigh-passages.ts';

/** Elasticsearch's paging limit. */
export const DEEPEST = 10_000;

export type Clause = NonNullable<estypes.SearchRequest['query']>;

/** `combined_fields` scores the fields as a single field (BM25F), like FTS5's weighted bm25. */
const SEGMENT_FIELDS = Object.entries(SEGMENT_WEIGHTS).map(([field, weight]) => `${field}^${weight}`);
const PASSAGE_FIELDS = [
  `passage^${PASSAGE_WEIGHTS.text}`,
  `speakerNames^${PASSAGE_WEIGHTS.speakerNames}`,
  `passageTitle^${PASSAGE_WEIGHTS.callTitle}`,
];

/**
 * Finds segments, in Elasticsearch's DSL. Words are letters and digits only and go into match clauses, never into a
 * query string.
 */
export function segmentClause(query: SegmentQuery): Clause {
  const exact = query.wordsIn === 'title' ? 'callTitle' : 'text';
  const required: Clause[] = [
    ...(query.phrases ?? []).map((phrase) => standsIn(exact, [phrase])),
    ...(query.anyOf ?? []).map((options) => standsIn(exact, options)),
  ];
  const words = stemmed(query.words.join(' '));
  const fields = rankedFields(query);
  const ranked: Clause[] = words ? [{ combined_fields: { query: words, fields, operator: 'or' } }] : [];
  const isUnfindable = query.words.length > 0 && !words && required.length === 0;
  return {
    bool: {
      filter: [
        { term: { type: 'segment' } },
        ...filters(query),
        ...(query.speakerNames?.length ? [standsIn('speakerName', query.speakerNames)] : []),
        ...(query.topics ?? []).map((terms) => standsIn('text', terms)),
        ...(isUnfindable ? [{ match_none: {} }] : []),
      ],
      // Beside required text, words only add to the rank.
      must: required.length > 0 ? required : ranked,
      should: required.length > 0 ? ranked : [],
      must_not: query.excluded?.length ? [standsIn(exact, query.excluded)] : [],
    },
  };
}

const rankedFields = ({ wordsIn = 'everywhere' }: SegmentQuery): string[] =>
  ({ everywhere: SEGMENT_FIELDS, text: ['text'], title: ['callTitle'] })[wordsIn];

export const passageFilter = (query: SegmentQuery): Clause[] => [{ term: { type: 'passage' } }, ...filters(query)];
export const chunkFilter = (query: SegmentQuery): Clause[] => [{ term: { type: 'chunk' } }, ...filters(query)];

/** The clause for passages: only words and filters. */
export const passageClause = (query: SegmentQuery, stems: readonly Stem[]): Clause => ({
  bool: {
    filter: passageFilter(query),
    must: [
      stems.length > 0
        ? { combined_fields: { query: stems.join(' '), fields: PASSAGE_FIELDS, operator: 'or' } }
        : { match_none: {} },
    ],
  },
});

/**
 * The same passages by the stems that they hold, whatever the index says of them: `combined_fields` would weigh a word
 * by how often hidden calls say it.
 */
export const passagesHolding = (query: SegmentQuery, stems: readonly StemWeight[]): Clause => ({
  bool: {
    filter: passageFilter(query),
    should: stems.flatMap(({ stem, weight }) => [
      holds('passage', stem, SAID_TIMES * weight),
      ...['speakerNames', 'passageTitle'].map((field) => holds(field, stem, weight)),
    ]),
    minimum_should_match: 1,
  },
});

/** The segments of `segmentClause`, by the stems that they hold. */
export const segmentsHolding = (query: SegmentQuery, stems: readonly StemWeight[]): Clause => ({
  bool: {
    filter: [segmentClause(query)],
    should: stems.map(({ stem, weight }) => ({
      constant_score: {
        filter: {
          multi_match: { query: stem, fields: withoutBoosts(rankedFields(query)), type: 'best_fields' as const },
        },
        boost: weight,
      },
    })),
  },
});

const holds = (field: string, stem: Stem, boost: number): Clause => ({
  constant_score: { filter: { term: { [field]: stem } }, boost },
});
const withoutBoosts = (fields: readonly string[]): string[] => fields.map((field) => field.replace(/\^.*/, ''));

const filters = (query: SegmentQuery): Clause[] => [
  { term: { organizationId: query.scope.organizationId } },
  ...(query.scope.privateCalls === 'hidden' ? [{ term: { isPrivate: false } }] : []),
  ...(query.scope.until ? [{ range: { startedAt: { lt: query.scope.until.toISOString() } } }] : []),
  ...readable(query.scope.access),
  ...anyOfTerms('callId', query.callIds),
  ...anyOfTerms('accountIds', query.accountIds),
  ...anyOfTerms('personIds', query.personIds),
  ...anyOfTerms('speakerIds', query.speakerIds),
  ...anyOfTerms('sides', query.side && [query.side]),
  ...anyOfTerms('kind', query.kind && [query.kind]),
  ...anyOfTerms('platform', query.platforms),
  ...(query.from ? [{ range: { startedAt: { gte: query.from.toISOString() } } }] : []),
  ...(query.to ? [{ range: { startedAt: { lt: query.to.toISOString() } } }] : []),
];

/** What `mayRead` decides, as a clause. */
function readable({ open, closedAccountIds }: AccessFilter): Clause[] {
  const closed =
    closedAccountIds.length > 0 ? [{ bool: { must_not: anyOfTerms('accountIds', closedAccountIds) } }] : [];
  if (open === 'all') return closed;
  const should = open.flatMap(callsBy);
  // To Elasticsearch a query without clauses is one for everything.
  return [...closed, should.length === 0 ? { match_none: {} } : { bool: { should, minimum_should_match: 1 } }];
}

const FIELDS = {
  workspace: 'workspaceId',
  user: 'userIds',
  person: 'personIds',
  account: 'accountIds',
  call: 'callId',
} as const satisfies Record<CallsBy['by'], string>;

const callsBy = (calls: CallsBy): Clause[] => {
  const among = anyOfTerms(FIELDS[calls.by], calls.ids);
  if (among.length === 0 || calls.by !== 'user' || calls.workspaceId === null) return among;
  return [{ bool: { filter: [...among, { term: { workspaceId: calls.workspaceId } }] } }];
};

/** Elasticsearch's own limit of values in one clause. */
const MOST_TERMS = 65_536;

function anyOfTerms(field: string, values: readonly string[] = []): Clause[] {
  const parts = Array.from(
    { length: Math.ceil(values.length / MOST_TERMS) },
    (_, n): Clause => ({
      terms: { [field]: values.slice(n * MOST_TERMS, (n + 1) * MOST_TERMS) },
    }),
  );
  return parts.length > 1 ? [{ bool: { should: parts, minimum_should_match: 1 } }] : parts;
}

/** At least one of the texts, as a phrase. A text without words matches nothing. */
export function standsIn(field: string, texts: readonly Unstemmed[]): Clause {
  const should = texts.map(stemmed).flatMap((text) => (text === '' ? [] : [{ match_phrase: { [field]: text } }]));
  // To Elasticsearch a query without clauses is one for everything.
  return should.length === 0 ? { match_none: {} } : { bool: { should, minimum_should_match: 1 } };
}
