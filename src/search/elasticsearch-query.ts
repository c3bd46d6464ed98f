import type { estypes } from '@elastic/elasticsearch';
import type { SegmentQuery } from './segment-index.ts';
import { wordsOf } from './words.ts';

type Clause = NonNullable<estypes.SearchRequest['query']>;

/**
 * `combined_fields` scores the fields as one (BM25F), which is what FTS5's weighted bm25 does; weights are at least 1 there, so these are
 * FTS5's with the weakest field at 1.
 */
const RANKED_FIELDS = ['text^3', 'neighbours^1', 'speakerName^1.5', 'callTitle^1'];

/** The query as Elasticsearch's DSL. Words are letters and digits only and go into match clauses: never a query string. */
export function toElasticsearchQuery(query: SegmentQuery): Clause {
  const filter: Clause[] = [
    { term: { organizationId: query.scope.organizationId } },
    ...(query.scope.privateCalls === 'hidden' ? [{ term: { isPrivate: false } }] : []),
    ...(query.scope.until ? [{ range: { startedAt: { lt: query.scope.until.toISOString() } } }] : []),
    ...anyOfTerms('accountIds', query.accountIds),
    ...anyOfTerms('personIds', query.personIds),
    ...anyOfTerms('speakerId', query.speakerIds),
    ...anyOfTerms('side', query.side && [query.side]),
    ...anyOfTerms('kind', query.kind && [query.kind]),
    ...(query.from ? [{ range: { startedAt: { gte: query.from.toISOString() } } }] : []),
    ...(query.to ? [{ range: { startedAt: { lt: query.to.toISOString() } } }] : []),
  ];
  const required: Clause[] = [
    ...(query.phrases ?? []).map((phrase) => inText([phrase])),
    ...(query.anyOf ?? []).map(inText),
  ];
  const words = query.words.flatMap(wordsOf).join(' ');
  const fields = query.wordsIn === 'text' ? ['text'] : RANKED_FIELDS;
  const ranked: Clause[] = words ? [{ combined_fields: { query: words, fields, operator: 'or' } }] : [];
  return {
    bool: {
      filter,
      // Beside required text, words only add to the rank.
      must: required.length > 0 ? required : ranked,
      should: required.length > 0 ? ranked : [],
      must_not: query.excluded?.length ? [inText(query.excluded)] : [],
    },
  };
}

const anyOfTerms = (field: string, values: readonly string[] | undefined): Clause[] =>
  values?.length ? [{ terms: { [field]: [...values] } }] : [];

const inText = (texts: readonly string[]): Clause => ({
  bool: { should: texts.map((text) => ({ match_phrase: { text: wordsOf(text).join(' ') } })), minimum_should_match: 1 },
});
