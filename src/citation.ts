import type { CallId, Side } from './call.ts';

/** The pointer from a claim to call, speaker, start, end and verbatim quote (whole sentences joined by one space). */
export type Citation = {
  n: number;
  callId: CallId;
  callTitle: string;
  startedAt: string;
  accounts: { id: string; name: string }[];
  speaker: { name: string; side: Side };
  startMs: number;
  endMs: number;
  quote: string;
  /** Our page at that moment, relative to the server unless `PUBLIC_URL` is set. */
  url: string;
  gongUrl: string | null;
  /**
   * Where the quote stands in the transcript of today: where it was, elsewhere, in other words (`quoteNow`), or nowhere that the reader may read.
   */
  source: 'same' | 'moved' | 'changed' | 'gone';
  quoteNow?: string;
};

/** One statement of an answer; `citations` are numbers of the answer's citations and never empty. */
export type Claim = { text: string; citations: number[] };
/** A claim as its author made it, unproved: `evidenceId` and `quote` may be anything. */
export type ProposedClaim = { text: string; citations: { evidenceId: string; quote: string }[] };
export type RemovedClaim = { text: string; reason: string };

/** The page of a call with a stretch of it marked; `publicUrl` has no trailing slash. */
export const toMomentUrl = (
  publicUrl: string,
  callId: CallId,
  { startMs, endMs }: { startMs: number; endMs: number },
): string => `${publicUrl}/calls/${callId}?at=${startMs}&to=${endMs}`;
