/**
 * Runs all at once. The first failure stops the others by their signal, and is thrown once every one is over: what they
 * tidy up at their end is then done.
 */
export async function together<T>(
  signal: AbortSignal,
  runs: readonly ((within: AbortSignal) => Promise<T>)[],
): Promise<T[]> {
  const failed = new AbortController();
  const within = AbortSignal.any([signal, failed.signal]);
  const ended = await Promise.allSettled(
    runs.map(async (run) => {
      try {
        return await run(within);
      } catch (error) {
        failed.abort(error);
        throw error;
      }
    }),
  );
  failed.signal.throwIfAborted();
  return ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
