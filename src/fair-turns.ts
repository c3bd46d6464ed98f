import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';

const served = new AsyncLocalStorage<string>();

/** Works on behalf of somebody, such as an organization: all turns taken meanwhile count as theirs. */
export const onBehalfOf = <T>(whom: string, work: () => T): T => served.run(whom, work);

const VISITOR_LINES = 16;

/** The line of somebody who is not known yet. There are a few for all: whoever makes up keys makes no lines. */
export const visitorLine = (text: string): string =>
  `visitor ${[...text].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_521, 0) % VISITOR_LINES}`;

/**
 * Gives out turns at something that few can use at a time, such as a database's connection. Whoever waits is served in
 * order, and everybody with work waiting gets a turn in each round: one with a thousand waiting keeps another waiting
 * for a single turn.
 */
export function makeTurns({ atOnce }: { atOnce: number }) {
  /** A line for each who waits; the first line is next. */
  const lines = new Map<string, (() => void)[]>();
  let taken = 0;

  const wait = () =>
    new Promise<void>((resolve) => {
      const whom = served.getStore() ?? '';
      const line = lines.get(whom);
      if (line) line.push(resolve);
      else lines.set(whom, [resolve]);
    });
  const callNext = (): void => {
    const [next] = lines;
    if (!next) {
      taken -= 1;
      return;
    }
    const [whom, line] = next;
    lines.delete(whom);
    const call = line.shift();
    if (line.length > 0) lines.set(whom, line);
    call?.();
  };

  return {
    async take<T>(work: () => Promise<T>): Promise<T> {
      if (taken < atOnce) taken += 1;
      else await wait();
      try {
        return await work();
      } finally {
        callNext();
      }
    },
  };
}

const ofLoop = makeTurns({ atOnce: 1 });

/**
 * Does work that holds the event loop for some milliseconds: one piece each time that the loop turns, in fair turns.
 * Whoever wants little of the loop waits for a single piece, however many are ready.
 */
export const inLoopTurn = <T>(work: () => T): Promise<T> =>
  ofLoop.take(async () => {
    await setImmediate();
    return work();
  });

/** The same for a long list, so many of its members in a turn. */
export async function mapInLoopTurns<From, To>(
  all: readonly From[],
  { inTurn }: { inTurn: number },
  work: (one: From) => To,
): Promise<To[]> {
  const done: To[] = [];
  for (let start = 0; start < all.length; start += inTurn)
    done.push(...(await inLoopTurn(() => all.slice(start, start + inTurn).map(work))));
  return done;
}
