/** What may go wrong at Gong, switched on and off while the simulator runs. A fault with `times` ends after so many requests. */
export type Faults = {
  /** Refuse requests with 429. */
  tooMany: { times: number; retryAfterSeconds: number } | null;
  /** Fail requests with a 5xx. */
  serverErrors: { times: number; status: 500 | 502 | 503 | 504 } | null;
  /** Answer only after so long. */
  slow: { times: number; ms: number } | null;
  /** Break answers off in the middle of their body. */
  truncated: { times: number } | null;
  /** Call every cursor expired. */
  expiredCursors: { times: number } | null;
  /** Refuse longer stretches of dates, as one vendor says Gong does. */
  longestWindowDays: number | null;
  /** List calls in no order that anyone could rely on. */
  shuffled: boolean;
  /** Count calls that are not yet processed in `totalRecords`, as live Gong was seen to do. */
  countsUnprocessed: boolean;
  /** Answer as a host that serves other companies does. */
  wrongHost: 401 | 403 | null;
  /** Scopes that the caller lacks: endpoints that need one answer 401 naming it. */
  missingScopes: string[];
  /** The named access method of live clients: `userId`, or `id` as one client reads (docs/gong-api.md §6). */
  accessMember: 'userId' | 'id';
};

export const noFaults = (): Faults => ({
  tooMany: null,
  serverErrors: null,
  slow: null,
  truncated: null,
  expiredCursors: null,
  longestWindowDays: null,
  shuffled: false,
  countsUnprocessed: false,
  wrongHost: null,
  missingScopes: [],
  accessMember: 'userId',
});

/** Takes one of a fault's remaining times; null when it is off or used up. */
export function takeFault<Name extends 'tooMany' | 'serverErrors' | 'slow' | 'truncated' | 'expiredCursors'>(
  faults: Faults,
  name: Name,
): NonNullable<Faults[Name]> | null {
  const fault = faults[name];
  if (!fault || fault.times <= 0) return null;
  fault.times -= 1;
  return fault as NonNullable<Faults[Name]>;
}
