import type { Side } from '../call.ts';
import type { Citation, Claim, RemovedClaim } from '../citation.ts';

/** The plan as the answer carries it: what was understood, for the reader to check and correct. */
export type AnswerPlan = {
  accounts: { id: string; name: string }[];
  people: { id: string; name: string }[];
  from: string | null;
  to: string | null;
  when: string | null;
  side: Side | null;
  trackers: { id: string; name: string }[];
  phrases: string[];
  terms: string[];
  warnings: string[];
};

export type AnswerStatus = 'answered' | 'partial' | 'not_found' | 'needs_choice';
export type MentionChoice = { mention: string; candidates: { id: string; name: string; domains: string[] }[] };

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
  plan: AnswerPlan;
  searched: { calls: number; segments: number };
  /** The model that worded it; null where the answer quotes. */
  model: string | null;
  timingsMs: Record<string, number>;
};

/** What happens while an answer is made, in this order. A `delta` is one claim, already checked. */
export type AnswerEvent =
  | { type: 'plan'; plan: AnswerPlan }
  | {
      type: 'evidence';
      evidence: {
        callId: string;
        callTitle: string;
        startedAt: string;
        speaker: { name: string; side: Side };
        startMs: number;
        endMs: number;
        text: string;
        score: number;
      }[];
      searched: { calls: number; segments: number };
    }
  | { type: 'delta'; text: string; citations: Citation[] }
  | { type: 'answer'; answer: Answer };
