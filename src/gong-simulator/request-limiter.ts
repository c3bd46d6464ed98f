export type LimiterOptions = { perSecond: number; perDay: number; nowMs: () => number };

/**
 * Gong's two limits, per company: 3 requests in any sliding second and 10,000 a day (docs/gong-api.md §2). `take`
 * answers 0 when the request may pass, else the seconds to wait for `Retry-After`.
 */
export function requestLimiter({ perSecond, perDay, nowMs }: LimiterOptions) {
  let recent: number[] = [];
  let dayStartMs = nowMs();
  let usedToday = 0;
  return {
    take(): number {
      const at = nowMs();
      if (at - dayStartMs >= 86_400_000) {
        dayStartMs = at;
        usedToday = 0;
      }
      if (usedToday >= perDay) return Math.ceil((dayStartMs + 86_400_000 - at) / 1000);
      recent = recent.filter((time) => at - time < 1000);
      if (recent.length >= perSecond) return 1;
      recent.push(at);
      usedToday += 1;
      return 0;
    },
  };
}
