import type { Citation, Claim, ClaimForm } from '../citation.ts';
import type { Embedder } from '../search/embedder.ts';
import type { SegmentReader } from '../search/segment-index.ts';
import type { Db } from '../store/db.ts';
import type { Calendar } from '../time-window.ts';
import type { Scope } from '../viewer.ts';
import type { Answer, AnswerEvent, Searched } from './answer.ts';
import type { AnswerPart } from './answer-parts.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { CitationList } from './citation-list.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import type { ProvedQuote } from './find-quote.ts';
import type { Evidence } from './gather-evidence.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { MeteredModel } from './metered-model.ts';
import { exchangeClaim } from './write-text.ts';

/** An answer before rendering, timing and saving. */
export type Draft = Pick<Answer, 'status' | 'parts' | 'claims' | 'removed' | 'model' | 'nearest' | 'census' | 'notes'> &
  Pick<Partial<Answer>, 'choices'> & {
    /** Calls named without a citation. */
    namedCallIds?: string[];
    /** Nothing was found, and the nearest moments are no answer either. */
    isCertain?: boolean;
  };

export const EMPTY_DRAFT: Draft = {
  status: 'not_found',
  parts: [],
  claims: [],
  removed: [],
  model: null,
  nearest: null,
  census: null,
  notes: [],
};

/** Notes on the making, as shown. */
export const toNotes = (notes: readonly string[]): AnswerPart[] => notes.map((text) => ({ kind: 'note', text }));

/** Everything an answer in the making knows and may use. */
export type AskContext = {
  db: Db;
  index: SegmentReader;
  embedder: Embedder | null;
  scope: Scope;
  organization: Calendar;
  question: string;
  plan: QuestionPlan;
  /** The answer that the question changes. */
  former: KeptAnswer | null;
  filters: EvidenceFilter[];
  now: Date;
  evidence: Evidence[];
  searched: Searched;
  citations: CitationList;
  /** The claims shown so far. */
  said: Claim[];
  model: MeteredModel | null;
  /** Judges claims; null where the model that words them does. */
  judge: MeteredModel | null;
  emit: (event: AnswerEvent) => Promise<void> | void;
  signal: AbortSignal;
};

/** Shows one checked claim at once. Unless told, its form is read off: the words of its quotes, or a sentence. */
export async function say(
  { citations, emit, said }: AskContext,
  text: string,
  quotes: readonly ProvedQuote[],
  form: ClaimForm = isQuote(text, quotes) ? 'quoted' : 'worded',
): Promise<Claim> {
  const cited: Citation[] = quotes.map((quote) => citations.cite(quote));
  await emit({ type: 'delta', text, citations: cited, form });
  const claim = { text, citations: cited.map(({ n }) => n), form };
  said.push(claim);
  return claim;
}

const isQuote = (text: string, quotes: readonly ProvedQuote[]): boolean =>
  quotes.length > 0 && text === exchangeClaim(quotes);
