import PQueue from 'p-queue';

/**
 * Work done in rounds, one after another. However often a round is asked for during another, a single one follows it: a
 * round sees everything that is new by then. `onFailure` hears of a round that failed, and the next one is done all the
 * same.
 */
export function makeRounds(round: () => Promise<unknown>, onFailure: (error: unknown) => void) {
  const queue = new PQueue({ concurrency: 1 });
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const ask = (): void => {
    if (isStopped || queue.size > 0) return;
    queue.add(round).catch(onFailure);
  };
  return {
    ask,
    /** Asks for a round now, and again and again after so long. */
    every(ms: number): void {
      ask();
      timer = setInterval(ask, ms);
    },
    /** Waits for the end of the round in hand; no other follows. */
    async stop(): Promise<void> {
      isStopped = true;
      clearInterval(timer);
      queue.clear();
      await queue.onIdle();
    },
  };
}
