import { AppError, isAppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Viewer } from '../viewer.ts';
import type { WorkLimits } from '../work-limits.ts';
import type { Answer, AnswerEvent } from './answer.ts';
import { Stopped } from './ask-question.ts';

/** How long a failure can still be read after its answer's end. A made answer is read where it is kept. */
const KEPT_MS = 5 * 60_000;

/** Makes one answer under the given id. */
type MakeAnswer = (answerId: string, emit: (event: AnswerEvent) => void, signal: AbortSignal) => Promise<Answer>;
type Running = {
  owner: string;
  events: AnswerEvent[];
  /** Set at the end; `failure` is set when no answer was made. */
  end: { failure: unknown } | null;
  stop: AbortController;
  wake: Set<() => void>;
};

/**
 * The answers in the making in this process. An answer goes on when its reader leaves, so a broken stream can resume. A
 * reader can stop an answer and keeps the claims proved so far.
 */
export function makeRunningAnswers({ log, limits }: { log: Log; limits: WorkLimits }) {
  const running = new Map<string, Running>();
  const ownerOf = ({ organizationId, memberId }: Viewer) => `${organizationId} ${memberId}`;
  const find = (viewer: Viewer, id: string): Running | undefined => {
    const one = running.get(id);
    return one?.owner === ownerOf(viewer) ? one : undefined;
  };

  return {
    /** Starts an answer, when its turn comes, and returns its id for following. @throws AppError `rate_limited`. */
    start(viewer: Viewer, make: MakeAnswer): string {
      const place = limits.enter('question', viewer);
      const answerId = newId('ans');
      const one: Running = {
        owner: ownerOf(viewer),
        events: [],
        end: null,
        stop: new AbortController(),
        wake: new Set(),
      };
      running.set(answerId, one);
      const tell = () => {
        for (const wake of one.wake) wake();
      };
      const emit = (event: AnswerEvent) => {
        one.events.push(event);
        tell();
      };
      // Who stops an answer that still waits in line does not wait for its turn.
      const stopped = new Promise<void>((resolve) =>
        one.stop.signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      Promise.race([place.ready, stopped])
        .then(() => make(answerId, emit, one.stop.signal))
        .finally(place.leave)
        .then(
          () => ({ failure: undefined }),
          (failure) => {
            if (!isAppError(failure)) log.error({ err: failure, answerId }, 'ask: failed');
            return { failure };
          },
        )
        .then((end) => {
          one.end = end;
          tell();
          setTimeout(() => running.delete(answerId), KEPT_MS).unref();
        });
      return answerId;
    },

    /** Whether the answer is in the making here, or failed a short while ago. A kept one may have been erased since. */
    has(viewer: Viewer, id: string): boolean {
      const one = find(viewer, id);
      return one !== undefined && (one.end === null || one.end.failure !== undefined);
    },

    /** The answer's events from position `from`, live. Ends after the answer, or throws the answer's failure. */
    async *follow(
      viewer: Viewer,
      id: string,
      from: number,
      signal: AbortSignal,
    ): AsyncGenerator<{ at: number; event: AnswerEvent }> {
      const one = find(viewer, id);
      if (!one) throw new AppError('not_found', 'There is no such answer being made here.');
      for (let at = from; ; ) {
        const event = one.events[at];
        if (event) {
          yield { at, event };
          at += 1;
          continue;
        }
        if (one.end?.failure !== undefined) throw one.end.failure;
        if (one.end || signal.aborted) return;
        await new Promise<void>((resolve) => {
          const done = () => {
            one.wake.delete(done);
            signal.removeEventListener('abort', done);
            resolve();
          };
          one.wake.add(done);
          signal.addEventListener('abort', done, { once: true });
        });
      }
    },

    /** Ends an answer with the claims proved so far. Returns whether the answer was being made here. */
    stop(viewer: Viewer, id: string): boolean {
      const one = find(viewer, id);
      one?.stop.abort(new Stopped());
      return one !== undefined;
    },
  };
}

export type RunningAnswers = ReturnType<typeof makeRunningAnswers>;
