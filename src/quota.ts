/** What a request to Gong is for, most urgent first: what is new, transcripts that are late, imported history. */
export const QUOTA_CLASSES = ['fresh', 'pending', 'history'] as const;
export type QuotaClass = (typeof QUOTA_CLASSES)[number];

/** What Gong allows a company; it raises both on request (docs/gong-api.md §2). */
export type QuotaLimits = { perSecond: number; perDay: number };

/**
 * The part of the day's requests that may be used up before a class has to wait. What is left above `history` is kept for new calls and
 * late transcripts, and the last tenth for the customer's other integrations, which share Gong's limit with us.
 */
export const SHARE_OF_DAY: Record<QuotaClass, number> = { fresh: 0.9, pending: 0.8, history: 0.7 };

export type QuotaDecision =
  /** `heldUntilMs` tells this holding of the slot from later ones. */
  | { kind: 'go'; slot: number; heldUntilMs: number }
  /** All slots are taken: ask again after that long. */
  | { kind: 'wait'; waitMs: number }
  | { kind: 'later'; retryAt: Date; because: 'gong_asked' | 'day_spent' };

/** An organization's account of its requests, shared by all processes. */
export type Quota = {
  take: (quotaClass: QuotaClass) => Promise<QuotaDecision>;
  /** The request in that slot has reached Gong by now: the next one may leave a second from now. */
  reached: (taken: { slot: number; heldUntilMs: number }) => Promise<void>;
  /** Gong asked that nothing be sent before then. */
  holdUntil: (moment: Date) => Promise<void>;
};
