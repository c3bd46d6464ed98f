/** Faults of Gong, switched on and off while the simulator runs. A fault with `times` ends after that many requests. */
export type Faults = {
  /** Refuse requests with 429. */
  tooMany: { times: number; retryAfterSeconds: number } | null;
  /** Fail requests with a 5xx. */
  serverErrors: { times: number; status: 500 | 502 | 503 | 504 } | null;
  /** Delay each answer by `ms`. */
  slow: { times: number; ms: number } | null;
  /** Break answers off in the middle of the body. */
  truncated: { times: number } | null;
  /** Call every cursor expired. */
  expiredCursors: { times: number } | null;
  /** Refuse longer date ranges, as a vendor says Gong does. */
  longestWindowDays: number | null;
  /** Put another text in the place of one, wherever it stands in an answer, as a gateway in front of Gong may. */
  replaced: { text: string; by: string } | null;
  /** List calls in an order without meaning. */
  shuffled: boolean;
  /** Count unprocessed calls in `totalRecords`, as live Gong was seen to do. */
  countsUnprocessed: boolean;
  /** Answer like the host of other companies. */
  wrongHost: 401 | 403 | null;
  /** Scopes that the caller lacks: an endpoint in need of a missing scope answers 401 and names the scope. */
  missingScopes: string[];
  /** The access method's name at live clients: `userId`, or `id` as a single client reads (docs/gong-api.md §6). */
  accessMember: 'userId' | 'id';
};

export const noFaults = (): Faults => ({
  tooMany: null,
  serverErrors: null,
  slow: null,
  truncated: null,
  expiredCursors: null,
  longestWindowDays: null,
  replaced: null,
  shuffled: false,
  countsUnprocessed: false,
  wrongHost: null,
  missingScopes: [],
  accessMember: 'userId',
});

/** Uses up a remaining time of a fault. Null when the fault is off or used up. */
export function takeFault<Name extends 'tooMany' | 'serverErrors' | 'slow' | 'truncated' | 'expiredCursors'>(
  faults: Faults,
  name: Name,
): NonNullable<Faults[Name]> | null {
  const fault = faults[name];
  if (!fault || fault.times <= 0) return null;
  fault.times -= 1;
  return fault as NonNullable<Faults[Name]>;
}
