import { z } from 'zod';

/** Purposes of requests to Gong, most urgent first: new calls, late transcripts, imported history. */
export const QUOTA_CLASSES = ['fresh', 'pending', 'history'] as const;
export type QuotaClass = (typeof QUOTA_CLASSES)[number];

/** Gong's limits for a company. Gong raises both on request (docs/gong-api.md §2). */
export const quotaLimitsSchema = z.object({ perSecond: z.number(), perDay: z.number() });
export type QuotaLimits = z.infer<typeof quotaLimitsSchema>;

/** Of a company whose limits Gong has not raised. */
export const DEFAULT_QUOTA_LIMITS: QuotaLimits = { perSecond: 3, perDay: 10_000 };

/**
 * The share of a day's requests to use up before a class has to wait. The rest above `history` is kept for new calls
 * and late transcripts. The last tenth stays for the customer's other integrations under the same Gong limit.
 */
export const SHARE_OF_DAY: Record<QuotaClass, number> = { fresh: 0.9, pending: 0.8, history: 0.7 };

export type QuotaDecision =
  /** `heldUntilMs` tells this holding of the slot from later holdings. */
  | { kind: 'go'; slot: number; heldUntilMs: number }
  /** All slots are taken; ask again after `waitMs`. */
  | { kind: 'wait'; waitMs: number }
  | { kind: 'later'; retryAt: Date; because: 'gong_asked' | 'day_spent' };

/** An organization's account of its requests, shared by all processes. */
export type Quota = {
  take: (quotaClass: QuotaClass) => Promise<QuotaDecision>;
  /** The slot's request has reached Gong by now; the slot's next request may leave in a second. */
  reached: (taken: { slot: number; heldUntilMs: number }) => Promise<void>;
  /** Gong asked for no requests before `moment`. */
  holdUntil: (moment: Date) => Promise<void>;
};
