import type { Side } from '../call.ts';
import type { Citation, Claim, RemovedClaim } from '../citation.ts';
import type { Inherited } from './follow-up.ts';
import type { Addition } from './plan-question.ts';
import type { CensusOf, QuestionType } from './question-type.ts';

type Named = { id: string; name: string };

/** The plan as the answer carries it: what was understood, for the reader to check, to correct and to ask again with. Times are ISO-8601. */
export type AnswerPlan = {
  type: QuestionType;
  /** What a list or a count is of. */
  census: CensusOf;
  accounts: Named[];
  people: Named[];
  from: string | null;
  to: string | null;
  when: string | null;
  /** The stretches that are searched, where the question names several that do not touch; `from` and `to` hold all of them. */
  ranges: { from: string | null; to: string | null; label: string }[];
  side: Side | null;
  trackers: Named[];
  phrases: string[];
  terms: string[];
  /** The terms that stand next to each other in the question: what a list or a count looks for. */
  runs: string[];
  meaning: string;
  /** What was added to the question: by a model, or the words that its calls are most about. */
  added: Addition[];
  /** What was taken over from the question before. */
  inherited: Inherited[];
  warnings: string[];
};

export type AnswerStatus = 'answered' | 'partial' | 'not_found' | 'needs_choice';
export type MentionChoice = { mention: string; candidates: { id: string; name: string; domains: string[] }[] };

/** An exact count, made by the index: every call that has a mention, newest first. */
export type Census = {
  of: CensusOf;
  mentions: number;
  calls: number;
  accounts: number;
  /** People who said it; null where it was said too often to look at each. */
  people: number | null;
  rows: { callId: string; callTitle: string; startedAt: string; accounts: Named[]; mentions: number }[];
};

/** What was looked through: calls in scope, those with words that could be searched, and segments (at most 10,000 are counted). */
export type Searched = { calls: number; segments: number; inScope: number; withoutTranscript: number };

/** What a model read and wrote for an answer; `cost` by the prices set, null where none are. */
export type Usage = { requests: number; inputTokens: number; outputTokens: number; cost: number | null };

/** The reply as it is shown, sent and kept (docs/api.md). */
export type Answer = {
  id: string;
  conversationId: string;
  question: string;
  status: AnswerStatus;
  text: string;
  claims: Claim[];
  removed: RemovedClaim[];
  choices?: MentionChoice[];
  /** Questions that are worth asking instead, where this one found nothing. */
  suggestions: string[];
  citations: Citation[];
  /** The moment that came nearest, where nothing was found. */
  nearest: Citation | null;
  census: Census | null;
  plan: AnswerPlan;
  searched: Searched;
  /** The model that worded it; null where the answer quotes or counts. */
  model: string | null;
  usage: Usage | null;
  /** What happened on the way that the reader should know: a model that failed, an answer that was cut off or stopped. */
  notes: string[];
  timingsMs: Record<string, number>;
};

export type ShownEvidence = {
  callId: string;
  callTitle: string;
  startedAt: string;
  speaker: { name: string; side: Side };
  startMs: number;
  endMs: number;
  text: string;
  score: number;
};

/**
 * What happens while an answer is made, in this order. `plan` may come a second time with a model's additions. A `delta` is one claim, already checked;
 * `progress` tells how many of the calls that are read one by one are done.
 */
export type AnswerEvent =
  | { type: 'plan'; answerId: string; conversationId: string; plan: AnswerPlan }
  | { type: 'evidence'; evidence: ShownEvidence[]; searched: Searched }
  | { type: 'progress'; done: number; of: number }
  | { type: 'delta'; text: string; citations: Citation[] }
  | { type: 'answer'; answer: Answer };
