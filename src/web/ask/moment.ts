/** A stretch of a call, the target of a citation or a search result. */
export type Moment = {
  callId: string;
  callTitle: string;
  startMs: number;
  endMs: number;
};

/** A moment that was opened, as kept in the browser's history: going back closes it. */
export type OpenedMoment = Moment & {
  /** Whether it was opened to be heard. */
  plays: boolean;
  /** Tells two openings of one moment apart. */
  openedAt: number;
};

export const isSameMoment = (a: Moment | null, b: Moment): boolean =>
  a !== null && a.callId === b.callId && a.startMs === b.startMs && a.endMs === b.endMs;
