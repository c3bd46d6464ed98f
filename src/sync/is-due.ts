/** Clocks of several machines differ, and one is put back a little now and then. */
const TOLERANCE_MS = 60_000;

/** Whether a time is farther ahead than it is ever planned: a clock that was put right since had set it. */
export const isTooFarAhead = (planned: Date, now: Date, farthestMs: number): boolean =>
  planned.getTime() - now.getTime() > farthestMs + TOLERANCE_MS;

/** Whether what is planned for the time, at most `farthestMs` ahead, is to be done now; null is at once. */
export const isDue = (planned: Date | null, now: Date, farthestMs: number): boolean =>
  planned === null || planned <= now || isTooFarAhead(planned, now, farthestMs);
