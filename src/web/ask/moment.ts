/** A stretch of a call, the target of a citation or a search result. */
export type Moment = { callId: string; callTitle: string; startMs: number; endMs: number };
