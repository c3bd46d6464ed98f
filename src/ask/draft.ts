import type { Citation, Claim } from '../citation.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import type { Db } from '../store/db.ts';
import type { Organization } from '../store/organizations-store.ts';
import type { Scope } from '../viewer.ts';
import type { Answer, AnswerEvent, Searched } from './answer.ts';
import type { CitationList, ProvedQuote } from './check-claims.ts';
import type { Evidence, EvidenceFilter } from './gather-evidence.ts';
import type { MeteredModel } from './metered-model.ts';
import type { QuestionPlan } from './plan-question.ts';

/** An answer before it is numbered, timed and kept. */
export type Draft = Pick<
  Answer,
  'status' | 'text' | 'claims' | 'removed' | 'suggestions' | 'model' | 'nearest' | 'census' | 'notes'
> &
  Pick<Partial<Answer>, 'choices'> & {
    /** Calls that are named without being cited. */
    namedCallIds?: string[];
    /** Nothing was found, and the nearest moments are no answer either. */
    isCertain?: boolean;
  };

export const EMPTY_DRAFT: Draft = {
  status: 'not_found',
  text: '',
  claims: [],
  removed: [],
  suggestions: [],
  model: null,
  nearest: null,
  census: null,
  notes: [],
};

/** What the making of an answer knows and may use. */
export type AskContext = {
  db: Db;
  index: SegmentReader;
  scope: Scope;
  organization: Organization;
  question: string;
  plan: QuestionPlan;
  filters: EvidenceFilter[];
  now: Date;
  evidence: Evidence[];
  searched: Searched;
  citations: CitationList;
  /** The claims shown so far. */
  said: Claim[];
  model: MeteredModel | null;
  emit: (event: AnswerEvent) => Promise<void> | void;
  signal: AbortSignal;
};

/** Shows a checked claim as soon as there is one. */
export async function say(
  { citations, emit, said }: AskContext,
  text: string,
  quotes: readonly ProvedQuote[],
): Promise<Claim> {
  const cited: Citation[] = quotes.map((quote) => citations.cite(quote));
  await emit({ type: 'delta', text, citations: cited });
  const claim = { text, citations: cited.map(({ n }) => n) };
  said.push(claim);
  return claim;
}
